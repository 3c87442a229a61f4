/** HTML that cannot be broken by what it is filled with. */
export interface Html {
  readonly html: string;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

type Part = string | number | Html | readonly Html[] | undefined;

function text(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return String(part).replace(/[&<>"']/g, (c) => ESCAPES[c] ?? c);
  return 'html' in part ? part.html : part.map((one) => one.html).join('');
}

/** A template whose strings are escaped; what `html` itself made is not. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return { html: strings.map((string, at) => string + text(parts[at])).join('') };
}
