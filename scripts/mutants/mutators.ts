/** Small faults that could be made in a source file: one by one, each a place and what stands there instead. Pure. */
import { parseAst } from 'vite';

/** `expression` and `statement` are replaced by `text`; an `element` (of an array) or `property` (of an object) is left out. */
export interface Mutation {
  as: 'expression' | 'statement' | 'element' | 'property';
  /** Offsets in the source. */
  start: number;
  end: number;
  /** What stands there instead; empty: nothing. */
  text: string;
}

interface Node {
  type: string;
  start: number;
  end: number;
  [name: string]: unknown;
}

/** From operator to what it is mistaken for. */
const OPERATORS: { readonly [operator: string]: string } = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '&&': '||',
  '||': '&&',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
};

/** Their arguments are SQL or words for a person: another text proves nothing. */
const TEXT_CALLS = new Set(['prepare', 'exec', 'pragma', 'Error', 'StoreRefused']);

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

const childrenOf = (node: Node): Node[] =>
  Object.values(node).flatMap((value) => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []));

const isText = (node: unknown): boolean =>
  isNode(node) &&
  ((node.type === 'Literal' && typeof node['value'] === 'string') ||
    node.type === 'TemplateLiteral' ||
    (node.type === 'BinaryExpression' && node['operator'] === '+' && (isText(node['left']) || isText(node['right']))));

/** The called name: `prepare` of db.prepare(...), `Error` of new Error(...). */
function calledName({ callee }: Node): string | undefined {
  if (!isNode(callee)) return undefined;
  const name = callee.type === 'MemberExpression' ? callee['property'] : callee;
  return isNode(name) && typeof name['name'] === 'string' ? name['name'] : undefined;
}

/** Strings of the same top-level statement, in order, each once. */
function textsIn(node: Node): string[] {
  if (node.type.startsWith('TS') && node['expression'] === undefined) return [];
  const own = node.type === 'Literal' && typeof node['value'] === 'string' ? [node['value']] : [];
  return [...new Set([...own, ...childrenOf(node).flatMap(textsIn)])];
}

export function mutationsOf(source: string): Mutation[] {
  const found: Mutation[] = [];
  const program = parseAst(source, { lang: 'ts' }) as unknown as Node;
  for (const statement of program['body'] as Node[]) {
    if (statement.type === 'ImportDeclaration' || statement.type === 'ExportAllDeclaration' || isNode(statement['source'])) continue;
    const texts = textsIn(statement);
    walk(statement, texts, false);
  }
  return found;

  /** `fixed`: inside the initial value of a table, where entries can be left out. */
  function walk(node: Node, texts: readonly string[], fixed: boolean): void {
    const inner = fixed || node.type === 'VariableDeclaration';
    if (isTypeOnly(node)) return;
    found.push(...here(source, node, texts, inner));
    if ((node.type === 'CallExpression' || node.type === 'NewExpression') && TEXT_CALLS.has(calledName(node) ?? '')) return;
    for (const child of childrenOf(node)) {
      const isName = child === node['key'] && node['computed'] !== true;
      const isFunction = child.type === 'ArrowFunctionExpression' || child.type === 'FunctionDeclaration';
      if (!isName) walk(child, texts, inner && !isFunction);
    }
  }
}

/** Types are gone when it runs. */
function isTypeOnly(node: Node): boolean {
  const wraps = ['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'];
  return node.type.startsWith('TS') && !wraps.includes(node.type);
}

function here(source: string, node: Node, texts: readonly string[], fixed: boolean): Mutation[] {
  const text = (one: unknown): string => source.slice((one as Node).start, (one as Node).end);
  const instead = (made: string, as: Mutation['as'] = 'expression', of: Node = node): Mutation => ({
    as,
    start: of.start,
    end: of.end,
    text: made,
  });
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression': {
      const other = OPERATORS[node['operator'] as string];
      if (other === undefined || (node['operator'] === '+' && isText(node))) return [];
      return [instead('(' + text(node['left']) + ') ' + other + ' (' + text(node['right']) + ')')];
    }
    case 'UnaryExpression':
      return node['operator'] === '!' ? [instead(text(node['argument']))] : [];
    case 'IfStatement':
    case 'ConditionalExpression': {
      const test = node['test'] as Node;
      // Where it is one comparison or negation, that is turned round already.
      if (test.type === 'BinaryExpression' || test.type === 'UnaryExpression') return [];
      return [instead('!(' + text(test) + ')', 'expression', test)];
    }
    case 'ExpressionStatement':
      return isEffect(node['expression'] as Node) ? [instead('', 'statement')] : [];
    case 'ArrayExpression':
      return (node['elements'] as (Node | null)[])
        .filter((one): one is Node => one !== null && one.type !== 'SpreadElement')
        .map((one) => instead('', 'element', one));
    case 'ObjectExpression':
      if (!fixed) return [];
      return (node['properties'] as Node[]).filter((one) => one.type === 'Property').map((one) => instead('', 'property', one));
    case 'Literal':
      return ofLiteral(node['value'], texts).map((made) => instead(made));
    default:
      return [];
  }
}

function isEffect(node: Node): boolean {
  if (node.type === 'AwaitExpression') return isEffect(node['argument'] as Node);
  if (node.type === 'UnaryExpression') return node['operator'] === 'delete' || node['operator'] === 'void';
  return node.type === 'CallExpression' || node.type === 'AssignmentExpression' || node.type === 'UpdateExpression';
}

function ofLiteral(value: unknown, texts: readonly string[]): string[] {
  if (typeof value === 'boolean') return [String(!value)];
  if (typeof value === 'number') return value === 0 ? ['1'] : [String(value + 1), '0'];
  if (typeof value !== 'string') return [];
  const next = texts[(texts.indexOf(value) + 1) % texts.length];
  return [JSON.stringify(next === undefined || next === value ? value + 'x' : next)];
}
