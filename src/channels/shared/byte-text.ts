/**
 * Bytes as a string with one letter (U+0000-U+00FF) for each: what a bank signed is compared and verified in this form,
 * and becomes text only afterwards. Banks write GBK and UTF-8, and say so wrongly or not at all.
 */

export function byteText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

export function toBytes(byte_text: string): Uint8Array {
  return Buffer.from(byte_text, 'latin1');
}

/** In the charset told where there is one of that name and the bytes fit, else UTF-8, else GBK; never fails. */
export function decoded(byte_text: string, told = ''): string {
  const bytes = toBytes(byte_text);
  for (const charset of [told, 'utf-8', 'gb18030']) {
    try {
      return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      // An unknown name, or bytes that are not of it: the next one.
    }
  }
  return byte_text;
}

/** Every value of a record. */
export function decodedAll(fields: { readonly [name: string]: string }, told = ''): { [name: string]: string } {
  return Object.assign(
    Object.create(null),
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [decoded(name, told), decoded(value, told)])),
  ) as { [name: string]: string };
}
