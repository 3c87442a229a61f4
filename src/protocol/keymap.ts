/** What a viewer can press, whatever code the box sends for it. */
export const REMOTE_KEYS = [
  '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
  'Up', 'Down', 'Left', 'Right', 'OK', 'Back', 'Exit', 'Menu', 'Home', 'PageUp', 'PageDown',
  'Red', 'Green', 'Yellow', 'Blue', 'Delete', 'Star', 'Pound',
] as const;
export type RemoteKey = (typeof REMOTE_KEYS)[number];

/** One remote: key -> code or codes. One table a platform, picked once; never a union, because codes clash. */
export interface Keymap {
  platform: string;
  /** Where the numbers come from. */
  source: string;
  notes?: string;
  keys: { readonly [key in RemoteKey]?: number | readonly number[] };
}
