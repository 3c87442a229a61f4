/**
 * A Babel plugin: nothing of ours is a bigint. Chromium 64 ends its renderer ("unimplemented code") once a function that asks
 * `typeof x == 'bigint'` is hot enough to be optimised; preact's diff is, and core-js asks too (docs/television.md 3).
 */

/** As much of Babel's trees as is used here; the package brings no types. */
interface Node {
  type: string;
  [part: string]: unknown;
}

const isBigint = (node: Node): boolean => node.type === 'StringLiteral' && node['value'] === 'bigint';

/** Of a name: what else may stand there could do something while it is looked at. */
const isTypeOf = (node: Node): boolean =>
  node.type === 'UnaryExpression' && node['operator'] === 'typeof' && (node['argument'] as Node).type === 'Identifier';

export function dropBigint(): object {
  return {
    visitor: {
      BinaryExpression(path: { node: Node; replaceWith(node: Node): void }) {
        const [left, right] = [path.node['left'] as Node, path.node['right'] as Node];
        if (!(isBigint(left) && isTypeOf(right)) && !(isBigint(right) && isTypeOf(left))) return;
        path.replaceWith({ type: 'BooleanLiteral', value: String(path.node['operator']).startsWith('!') });
      },
    },
  };
}
