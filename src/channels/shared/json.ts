/** JSON that a bank signed, believed only where it can be read in one way: no object in it has a name twice. */

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]/g;

/** The object, or undefined for text that is no JSON object or has a name twice at any depth. */
export function readObject(text: string): { readonly [name: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value) || hasDoubled(text)) return undefined;
    return value as { [name: string]: unknown };
  } catch {
    return undefined;
  }
}

/** Of valid JSON. A string is a name when it begins an object or follows a comma in one. */
function hasDoubled(text: string): boolean {
  const open: (Set<string> | undefined)[] = [];
  let before = '';
  for (const [token] of text.matchAll(TOKEN)) {
    const names = open.at(-1);
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (token.startsWith('"') && names && (before === '{' || before === ',')) {
      const name = JSON.parse(token) as string;
      if (names.has(name)) return true;
      names.add(name);
    }
    before = token;
  }
  return false;
}
