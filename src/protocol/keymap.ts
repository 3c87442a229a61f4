/** What a viewer can press, whatever code the box sends for it. */
export const REMOTE_KEYS = [
  '0',
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '9',
  'Up',
  'Down',
  'Left',
  'Right',
  'OK',
  'Back',
  'Exit',
  'Menu',
  'Home',
  'PageUp',
  'PageDown',
  'Red',
  'Green',
  'Yellow',
  'Blue',
  'Delete',
  'Star',
  'Pound',
] as const;
export type RemoteKey = (typeof REMOTE_KEYS)[number];

/** One remote: key -> code or codes. One table a platform, picked once; two platforms are never joined, because their codes clash: docs/television.md 2. */
export interface Keymap {
  platform: string;
  /** Where the numbers come from. */
  source: string;
  notes?: string;
  keys: { readonly [key in RemoteKey]?: number | readonly number[] };
}

/** Signs in the user agent, first match wins; the more special names come first. */
const BY_USER_AGENT: readonly (readonly [RegExp, string])[] = [
  [/EnRich|RocME/i, 'sumavision-enrich'],
  [/Coship.*AppleWebKit|AppleWebKit.*Coship/i, 'coship-html5'],
  [/Coship/i, 'coship-dvn'],
  [/Inspur/i, 'inspur'],
  [/Web0S|WebOS/i, 'webos'],
  [/NetCast/i, 'netcast'],
  [/Tizen/i, 'tizen'],
  [/Maple/, 'samsung-orsay-2015'],
  [/VIDAA|Hisense/i, 'hisense-vidaa'],
  [/AFT[A-Z]/, 'firetv-web'],
  [/HbbTV|CE-HTML/i, 'hbbtv-cehtml'],
  [/OPR\/.*TV|Opera TV|Vewd/i, 'opera-vewd'],
  [/EC2106|EC2108|EC6108|HWBrowser|SkWebKit|7B367|Fhbw|B860|B700/i, 'iptv-telecom'],
  [/EIS iPanel/i, 'ipanel-classic'],
  [/Windows NT|Macintosh|X11|CrOS/, 'pc'],
];

/** The iPad-like name of Guangxi's WebKit boxes. */
export const GUANGXI_WEBKIT = /Mobile\/7B500/;

/** The platform a user agent names; undefined when it names none. The server's guess: the page looks again at what the window can do. */
export function platformByAgent(user_agent: string): string | undefined {
  for (const [sign, platform] of BY_USER_AGENT) if (sign.test(user_agent)) return platform;
  return undefined;
}
