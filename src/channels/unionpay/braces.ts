/**
 * UnionPay's texts: k=v&k=v where a value may hold blocks {...} and [...], one in another, with & and = of their own; nothing
 * is URL-encoded. A bracket without its partner is a letter like any other. Source: docs/channels.md 3.2.
 */

/** Undefined for text that is not of that form, or names a field twice. */
export function readPairs(text: string): { [name: string]: string } | undefined {
  const fields: { [name: string]: string } = Object.create(null);
  for (const pair of split(text)) {
    const at = pair.indexOf('=');
    if (at <= 0) return undefined;
    const name = pair.slice(0, at);
    if (name in fields) return undefined;
    fields[name] = pair.slice(at + 1);
  }
  return fields;
}

function split(text: string): string[] {
  const blocks = partners(text);
  const pairs: string[] = [];
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    i = blocks.get(i) ?? i;
    if (text[i] !== '&') continue;
    pairs.push(text.slice(from, i));
    from = i + 1;
  }
  pairs.push(text.slice(from));
  return pairs;
}

const OPENS: { readonly [close: string]: string } = { '}': '{', ']': '[' };

/** Where each block that begins at a place ends; one pass. */
function partners(text: string): Map<number, number> {
  const found = new Map<number, number>();
  const open: number[] = [];
  const waiting: { [bracket: string]: number } = { '{': 0, '[': 0 };
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] ?? '';
    if (letter in waiting) {
      waiting[letter] = (waiting[letter] ?? 0) + 1;
      open.push(i);
      continue;
    }
    const opens = OPENS[letter];
    if (!opens || !waiting[opens]) continue;
    // Those that stand between have no partner.
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const bracket = text[at] ?? '';
      waiting[bracket] = (waiting[bracket] ?? 0) - 1;
      if (bracket !== opens) continue;
      found.set(at, i);
      break;
    }
  }
  return found;
}

/** The members of a "{a=1&b=2}" block. */
export function readBlock(text: string): { [name: string]: string } | undefined {
  return text.startsWith('{') && text.endsWith('}') ? readPairs(text.slice(1, -1)) : undefined;
}

export function writeBlock(members: { readonly [name: string]: string | undefined }): string {
  const pairs = Object.entries(members).filter((pair) => pair[1]);
  return '{' + pairs.map(([name, value]) => name + '=' + value).join('&') + '}';
}
