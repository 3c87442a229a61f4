/** Calls of what ES5 engines do not have: syntax is lowered by the build, names of the library are not. */
import { parse } from 'acorn';

const STATICS: { readonly [global: string]: readonly string[] } = {
  Object: ['assign', 'is', 'entries', 'values', 'fromEntries', 'setPrototypeOf', 'getOwnPropertySymbols', 'getOwnPropertyDescriptors'],
  Array: ['from', 'of'],
  Number: ['isInteger', 'isNaN', 'isFinite', 'isSafeInteger', 'parseInt', 'parseFloat'],
  Math: ['trunc', 'sign', 'hypot', 'log2', 'log10', 'clz32', 'cbrt', 'fround', 'imul'],
  String: ['raw', 'fromCodePoint'],
};
const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));
const METHODS = set(
  'includes find findIndex findLast fill flat flatMap copyWithin at toSorted toReversed startsWith endsWith padStart padEnd repeat ' +
    'trimStart trimEnd matchAll replaceAll codePointAt normalize',
);
const GLOBALS = set('Map Set WeakMap WeakSet Promise Proxy Reflect Uint8Array BigInt');

interface Node {
  type: string;
  [name: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

function memberOf(node: Node | undefined): { object: string; name: string } | undefined {
  if (node?.type !== 'MemberExpression' || node['computed'] === true) return undefined;
  const [object, property] = [node['object'] as Node, node['property'] as Node];
  return { object: object.type === 'Identifier' ? String(object['name']) : '', name: String(property['name']) };
}

/** Harmless until it is optimised: scripts/drop-bigint.ts. */
function asksForBigint(node: Node): boolean {
  const sides = node.type === 'BinaryExpression' ? [node['left'] as Node, node['right'] as Node] : [];
  return (
    sides.some((one) => one.type === 'UnaryExpression' && one['operator'] === 'typeof') && sides.some((one) => one['value'] === 'bigint')
  );
}

function nameOf(node: Node): string | undefined {
  if (asksForBigint(node)) return "typeof 'bigint'";
  if (node.type === 'NewExpression') {
    const callee = node['callee'] as Node;
    return callee.type === 'Identifier' && GLOBALS.has(String(callee['name'])) ? 'new ' + String(callee['name']) : undefined;
  }
  const member = node.type === 'CallExpression' ? memberOf(node['callee'] as Node) : undefined;
  if (!member) return undefined;
  if (STATICS[member.object]?.includes(member.name)) return member.object + '.' + member.name;
  return METHODS.has(member.name) ? '.' + member.name + '()' : undefined;
}

/** Each name once, in the order of the alphabet; `given` are those that the script brings along itself. */
export function laterNames(code: string, given: readonly string[] = []): string[] {
  const found = new Set<string>();
  const visit = (node: Node): void => {
    const name = nameOf(node);
    if (name && !given.includes(name)) found.add(name);
    for (const value of Object.values(node)) for (const one of Array.isArray(value) ? value : [value]) if (isNode(one)) visit(one);
  };
  visit(parse(code, { ecmaVersion: 5, sourceType: 'script' }) as unknown as Node);
  return [...found].sort();
}
