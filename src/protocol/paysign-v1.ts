/**
 * The signature of 2014: lowercase hex SHA-1 of "k=v&k=v", sorted by name, values raw, the app's key among them and
 * `paySign` not. The hash is passed in. A bare hash can be extended: who checks it takes known names and plain text only.
 */
import { sameText } from './paysign-v2.ts';

/** Lowercase hex SHA-1 of UTF-8 text. */
export type Sha1 = (text: string) => string;

export type V1Fields = { readonly [name: string]: string };

export function v1Text(fields: V1Fields, app_key: string): string {
  const all: V1Fields = { ...fields, appKey: app_key };
  return Object.keys(all)
    .filter((name) => name !== 'paySign')
    .sort((a, b) => (a < b ? -1 : 1))
    .map((name) => name + '=' + (all[name] ?? ''))
    .join('&');
}

export function signV1(sha1: Sha1, fields: V1Fields, app_key: string): string {
  return sha1(v1Text(fields, app_key));
}

/** Whether a request carries this app's key, and the signature under it. */
export function isSignedV1(sha1: Sha1, fields: V1Fields, app_key: string): boolean {
  // Hashed first: the time tells nothing of the key's length.
  const key_fits = sameText(sha1(fields['appKey'] ?? ''), sha1(app_key));
  return sameText(signV1(sha1, fields, app_key), fields['paySign'] ?? '') && key_fits && fields['appKey'] !== undefined;
}
