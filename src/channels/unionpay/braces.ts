/** UnionPay's texts: k=v&k=v where a value may be a {...} block with its own & and =, and nothing is URL-encoded. */

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
  const pairs: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '{') depth += 1;
    else if (char === '}') depth = Math.max(0, depth - 1);
    else if (char === '&' && depth === 0) {
      pairs.push(text.slice(from, i));
      from = i + 1;
    }
  }
  pairs.push(text.slice(from));
  return pairs;
}

/** The members of a "{a=1&b=2}" block. */
export function readBlock(text: string): { [name: string]: string } | undefined {
  return text.startsWith('{') && text.endsWith('}') ? readPairs(text.slice(1, -1)) : undefined;
}

export function writeBlock(members: { readonly [name: string]: string | undefined }): string {
  const pairs = Object.entries(members).filter((pair) => pair[1]);
  return '{' + pairs.map(([name, value]) => name + '=' + value).join('&') + '}';
}
