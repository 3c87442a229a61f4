/** What tells one box from another. */
export interface Capabilities {
  userAgent: string;
  iPanel: boolean;
  guangxi: boolean;
  tizen: boolean;
  webOS: boolean;
  /** CA, StorageService and FileSystem together: the cable boxes of Guangdong. */
  guangdong: boolean;
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
const GUANGXI_WEBKIT = /Mobile\/7B500/;

/**
 * The platform whose keymap fits: one table, never several at once, because the same code means different keys. What
 * the window can do comes before what it calls itself. 'generic' when nothing is known.
 */
export function pickKeymap(box: Capabilities): string {
  if (box.iPanel && (box.guangxi || GUANGXI_WEBKIT.test(box.userAgent))) return 'guangxi';
  if (box.guangdong) return 'guangdong-cable';
  if (box.tizen) return 'tizen';
  if (box.webOS) return 'webos';
  for (const [sign, platform] of BY_USER_AGENT) if (sign.test(box.userAgent)) return platform;
  return box.iPanel ? 'ipanel-classic' : 'generic';
}

/** What a window says about its box; never throws, whatever its objects do when touched. */
export function capabilitiesOf(win: object): Capabilities {
  const has = (name: string): boolean => {
    try {
      return !!(win as { [name: string]: unknown })[name];
    } catch {
      return false;
    }
  };
  const navigator = (win as { navigator?: { userAgent?: string } }).navigator;
  return {
    userAgent: (navigator && navigator.userAgent) || '',
    iPanel: has('iPanel'),
    guangxi: has('guangxi'),
    tizen: has('tizen'),
    webOS: has('webOS') || has('PalmSystem'),
    guangdong: has('CA') && has('StorageService') && has('FileSystem'),
  };
}
