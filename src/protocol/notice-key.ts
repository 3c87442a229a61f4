/**
 * A merchant's secret in the form of Standard Webhooks: "whsec_" and the base64 of 24 to 64 bytes. Notices are signed under
 * these bytes, as its libraries do it; PaySign v2 under the text as it stands. Secrets of any other form sign both as text.
 */
export const WHSEC = 'whsec_';
const BYTES_MIN = 24;
const BYTES_MAX = 64;

/** What notices are signed under. */
export function noticeKey(secret: string): string | Uint8Array {
  return bytesOf(secret) ?? secret;
}

/** Begins like one and is none: a library would sign under other bytes than we do. */
export function isBrokenWhsec(secret: string): boolean {
  return secret.startsWith(WHSEC) && bytesOf(secret) === undefined;
}

function bytesOf(secret: string): Uint8Array | undefined {
  if (!secret.startsWith(WHSEC)) return undefined;
  const text = secret.slice(WHSEC.length);
  if (!/^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return undefined;
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  return bytes.length >= BYTES_MIN && bytes.length <= BYTES_MAX ? bytes : undefined;
}
