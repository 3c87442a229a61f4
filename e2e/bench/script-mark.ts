/** Puts the start of its script, by the page's own clock, into a document. */
export const MARK = '<script>window.t0=performance.now()</script>';

/** Right before the first script that has an address. */
export function marked(html: string): string {
  const at = html.search(/<script\b[^>]*\bsrc=/);
  if (at < 0) throw new Error('the document has no script with an address');
  return html.slice(0, at) + MARK + html.slice(at);
}
