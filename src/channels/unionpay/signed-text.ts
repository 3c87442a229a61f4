/** The text UnionPay 5.1.0 signs: the lower-case hex SHA-256 of all other fields, sorted, and RSA-SHA256 over those 64 letters. */
import { createHash } from 'node:crypto';

export type Fields = { readonly [name: string]: string };

/** Sorted by byte order; values as they are, blank ones as they were sent. */
export function plainText(fields: Fields): string {
  return Object.keys(fields)
    .filter((name) => name !== 'signature')
    .sort()
    .map((name) => name + '=' + fields[name])
    .join('&');
}

/** `as`: latin1 for byte texts, which is how a message that came is verified. */
export function digest(fields: Fields, as: 'utf8' | 'latin1' = 'utf8'): string {
  return createHash('sha256').update(plainText(fields), as).digest('hex');
}

/** Blank fields are neither signed nor sent. */
export function withoutBlanks(fields: { readonly [name: string]: string | undefined }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(fields).filter((pair): pair is [string, string] => Boolean(pair[1])));
}
