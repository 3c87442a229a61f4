/**
 * A Babel plugin: removes functions that nothing uses, with the assignments to them. Bundlers keep `Computed.prototype =
 * new Signal()` for its possible effects; in @preact/signals-core that is 350 bytes after gzip of every page.
 */

/** As much of Babel's trees as is used here; the package brings no types. */
interface Node {
  type: string;
  [part: string]: unknown;
}
interface Path {
  node: Node;
  parentPath: Path | null;
  isFunctionDeclaration(): boolean;
  findParent(test: (path: Path) => boolean): Path | null;
  remove(): void;
  replaceWithMultiple(nodes: Node[]): void;
  get(part: string): Path[];
  scope: { crawl(): void; bindings: { [name: string]: { path: Path; referencePaths: Path[]; constant: boolean } } };
}

/** `X` of X.prototype.y, of (X.prototype = ...).y and of Object.defineProperty(X.prototype, ...). */
function rootOf(node: Node): string | undefined {
  switch (node.type) {
    case 'Identifier':
      return node['name'] as string;
    case 'MemberExpression':
      return rootOf(node['object'] as Node);
    case 'AssignmentExpression':
      return rootOf(node['left'] as Node);
    case 'CallExpression':
      return isDefine(node['callee'] as Node) ? rootOf((node['arguments'] as Node[])[0] as Node) : undefined;
    default:
      return undefined;
  }
}

function isDefine(callee: Node): boolean {
  return callee.type === 'MemberExpression' && rootOf(callee) === 'Object' && (callee['property'] as Node)['name'] === 'defineProperty';
}

/** Expressions that only make a value; `new` is that of a base class. */
const MADE: { readonly [type: string]: true | undefined } = {
  FunctionExpression: true,
  ArrowFunctionExpression: true,
  ObjectExpression: true,
  NewExpression: true,
  Identifier: true,
  StringLiteral: true,
  NumericLiteral: true,
};

/** Whether the statement does nothing but write to `name`. */
function onlyWrites(statement: Node, name: string): boolean {
  const expression = statement['expression'] as Node | undefined;
  if (expression === undefined || rootOf(expression) !== name) return false;
  const value = expression.type === 'CallExpression' ? (expression['arguments'] as Node[])[2] : (expression['right'] as Node | undefined);
  return value !== undefined && MADE[value.type] === true;
}

function unused(program: Path): Path[] {
  const found: Path[] = [];
  for (const [name, { path, referencePaths, constant }] of Object.entries(program.scope.bindings)) {
    if (!path.isFunctionDeclaration() || !constant) continue;
    const places = referencePaths.map((one) => one.findParent((up) => up.parentPath === program) as Path);
    if (places.every((place) => place.node === path.node || onlyWrites(place.node, name))) found.push(path, ...places);
  }
  return found;
}

export function dropUnused(): object {
  return {
    visitor: {
      Program(program: Path) {
        for (const statement of program.get('body')) {
          const expression = statement.node['expression'] as Node | undefined;
          if (expression?.type !== 'SequenceExpression') continue;
          const parts = expression['expressions'] as Node[];
          statement.replaceWithMultiple(parts.map((part) => ({ type: 'ExpressionStatement', expression: part })));
        }
        program.scope.crawl();
        for (const path of new Set(unused(program))) if (path.node) path.remove();
      },
    },
  };
}
