/** The text ICBC's platform signs, in requests and callbacks: path, `?`, fields sorted by name, values as they are. Source: docs/channels.md 4.2, 4.8. */
export type Params = { readonly [name: string]: string };

/** Fields without a value, and `sign`, are not signed. */
export function signedText(path: string, params: Params): string {
  const names = Object.keys(params).filter((name) => name !== 'sign' && params[name] !== '');
  // Plain comparison of UTF-16 units: the names are ASCII, and a locale must have no say.
  names.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return path + '?' + names.map((name) => `${name}=${params[name]}`).join('&');
}

/**
 * Only one set of fields has this text: names hold neither `=` nor `&`, and no value but biz_content, one JSON object, holds `&`.
 * A JSON object cut short or with text behind it is none, so the ends of biz_content are where they were signed.
 */
export function isOnlyReading(params: Params): boolean {
  return Object.entries(params).every(([name, value]) => /^[A-Za-z_]+$/.test(name) && (name === 'biz_content' || !value.includes('&')));
}
