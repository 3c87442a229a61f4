/** A form post read strictly: bytes to UTF-8 text, one decoding. */

function decoded(part: string): string {
  return decodeURIComponent(part.replaceAll('+', ' '));
}

/** undefined for text that is not UTF-8, a broken escape, or a name twice: which of two would have been signed is anyone's guess. */
export function readForm(body: Uint8Array): { [name: string]: string } | undefined {
  const params: { [name: string]: string } = Object.create(null);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    for (const pair of text.split('&')) {
      if (pair === '') continue;
      const at = pair.indexOf('=');
      const name = decoded(at < 0 ? pair : pair.slice(0, at));
      if (name in params) return undefined;
      params[name] = at < 0 ? '' : decoded(pair.slice(at + 1));
    }
  } catch {
    return undefined;
  }
  return params;
}
