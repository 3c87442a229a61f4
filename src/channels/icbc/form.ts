/** A form post read strictly: bytes to UTF-8 text, one decoding. */
const decoded = (part: string): string => decodeURIComponent(part.replaceAll('+', ' '));

/** undefined for text that is not UTF-8, a broken escape, or a name twice: which of two would have been signed is anyone's guess. */
export function readForm(body: Uint8Array): { [name: string]: string } | undefined {
  const params: { [name: string]: string } = Object.create(null);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    for (const pair of text.split('&').filter(Boolean)) {
      const [name = '', ...rest] = pair.split('=');
      if (decoded(name) in params) return undefined;
      params[decoded(name)] = decoded(rest.join('='));
    }
  } catch {
    return undefined;
  }
  return params;
}
