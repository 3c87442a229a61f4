/**
 * A Babel plugin: a member of these names that nothing in a bundle gives a value is undefined where it is read. Preact asks each component
 * for life-cycle methods and each render for hooks that this page has none of: half a kilobyte after gzip of every page.
 */

/** As much of Babel's trees as is used here; the package brings no types. */
interface Node {
  type: string;
  [part: string]: unknown;
}
interface Path {
  node: Node;
  parent: Node;
  replaceWith(node: Node): void;
  traverse(visitor: object): void;
}

/** Of preact's components and of its `options`. preact/hooks gives some of them: the key check keeps those. */
const ABSENT: ReadonlySet<unknown> = new Set([
  'componentDidCatch',
  'componentDidMount',
  'componentDidUpdate',
  'componentWillMount',
  'componentWillReceiveProps',
  'componentWillUpdate',
  'contextType',
  'debounceRendering',
  'defaultProps',
  'diffed',
  'getChildContext',
  'getDerivedStateFromError',
  'getDerivedStateFromProps',
  'getSnapshotBeforeUpdate',
  'shouldComponentUpdate',
  'unmount',
  'vnode',
]);

const UNDEFINED: Node = { type: 'UnaryExpression', operator: 'void', prefix: true, argument: { type: 'NumericLiteral', value: 0 } };

const nameOf = (key: Node): unknown => key['name'] ?? key['value'];

/** `read` is called for each member by such a name that is only read; `given` for each name that gets a value. */
function visitor(given: (name: unknown) => void, read: (path: Path) => void): object {
  return {
    'ObjectProperty|ObjectMethod|ClassMethod|ClassProperty'({ node, parent }: Path) {
      // A pattern takes a member apart and gives none.
      if (parent.type !== 'ObjectPattern') given(nameOf(node['key'] as Node));
    },
    MemberExpression(path: Path) {
      const { node, parent } = path;
      const name = nameOf(node['property'] as Node);
      if (!ABSENT.has(name)) return;
      if (parent.type === 'AssignmentExpression' && parent['left'] === node) given(name);
      else if (node['computed'] !== true) read(path);
    },
  };
}

export function dropAbsent(): object {
  return {
    visitor: {
      Program(program: Path) {
        const has = new Set<unknown>();
        const read: Path[] = [];
        program.traverse(
          visitor(
            (name) => has.add(name),
            (path) => read.push(path),
          ),
        );
        for (const path of read) if (!has.has(nameOf(path.node['property'] as Node))) path.replaceWith({ ...UNDEFINED });
      },
    },
  };
}
