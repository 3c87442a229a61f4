/**
 * V8 reads a function twice: over it when the script comes, and again when it is first called, on the page's own thread.
 * One in brackets it compiles at once, today's beside that thread. So the functions that the first screen calls get brackets.
 */
import { Session } from 'node:inspector';
import vm from 'node:vm';
import { parse } from 'acorn';
import type { AnyNode, FunctionDeclaration, FunctionExpression } from 'acorn';
import { bootOf, steps } from '../src/cashier/fixtures.ts';
import { TinyDocument } from '../src/cashier/testing/dom.ts';
import { BOOT_ELEMENT } from '../src/protocol/boot.ts';

/** The page's script as it draws the screen that comes first, in a window of nothing. */
function drawFirst(script: vm.Script): TinyDocument {
  const document = new TinyDocument();
  const put = (id: string, text: string): void => {
    const node = document.body.appendChild(document.createElement('div'));
    node.setAttribute('id', id);
    if (text) node.appendChild(document.createTextNode(text));
  };
  const { choose } = steps('zh-CN');
  if (!choose) throw new Error('there is no such screen to draw: choose');
  put('app', '');
  put(BOOT_ELEMENT, JSON.stringify(bootOf(choose)));
  const window = {
    document,

    innerWidth: 1280,
    navigator: { userAgent: '' },
    HTMLCanvasElement() {},
    location: { search: '', pathname: '/' },
    setTimeout: () => 0,
    requestAnimationFrame: () => 0,
    performance: { now: () => 0 },
    addEventListener() {},
  };
  script.runInContext(vm.createContext(Object.assign(window, { window })));
  return document;
}

/** Reading a short function twice costs less than its brackets in the script's bytes. Letters. */
const SHORT_MAX = 400;

function isLong({ startOffset, endOffset }: { startOffset: number; endOffset: number }): boolean {
  return endOffset - startOffset > SHORT_MAX;
}

/** Where the longer functions begin that were called. */
export function calledFirst(code: string): ReadonlySet<number> {
  const session = new Session();
  session.connect();
  const name = 'called-first.js';
  const starts = new Set<number>();
  try {
    session.post('Profiler.enable');
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    drawFirst(new vm.Script(code, { filename: name }));
    session.post('Profiler.takePreciseCoverage', (error, taken) => {
      if (error) throw error;
      for (const { url, functions } of taken.result)
        if (url === name) for (const { ranges } of functions) if (ranges[0]?.count && isLong(ranges[0])) starts.add(ranges[0].startOffset);
    });
  } finally {
    session.disconnect();
  }
  return starts;
}

/** The page's script, the same but for the brackets. */
export function compiledEarly(code: string): string {
  return inBrackets(code, calledFirst(code));
}

type FunctionNode = FunctionDeclaration | FunctionExpression;

const isFunction = (node: AnyNode): node is FunctionNode => node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration';

/** Functions below `node` that are in no other function below it, in their order. */
function functionsIn(node: AnyNode): FunctionNode[] {
  const parts = Object.values(node).flat() as unknown[];
  const nodes = parts.filter((one): one is AnyNode => typeof (one as AnyNode | null)?.type === 'string');
  return nodes.flatMap((one) => (isFunction(one) ? [one] : functionsIn(one))).toSorted((a, b) => a.start - b.start);
}

/** The same ES5 program with brackets around the functions that begin at `called`. */
export function inBrackets(code: string, called: ReadonlySet<number>): string {
  /** From `start` to `end`, these functions in it written anew. */
  function text(start: number, end: number, functions: readonly FunctionNode[], write: (one: FunctionNode) => string): string {
    let out = '';
    let at = start;
    for (const one of functions) {
      out += code.slice(at, one.start) + write(one);
      at = one.end;
    }
    return out + code.slice(at, end);
  }

  // A getter begins without the word.
  const early = (one: FunctionNode): boolean => called.has(one.start) && code.startsWith('function', one.start);

  function written(one: FunctionNode): string {
    if (one.type === 'FunctionDeclaration' || !early(one)) return inside(one, one.start);
    return code[one.start - 1] === '!' ? inside(one, one.start) : '(' + inside(one, one.start) + ')';
  }

  /** Declarations become variables at the head, where declarations take effect too. */
  function inside(one: FunctionNode, from: number): string {
    const { body } = one;
    const moved = body.body.filter((part): part is FunctionDeclaration => part.type === 'FunctionDeclaration' && early(part));
    const head = moved.map((part) => `${part.id.name}=(function${inside(part, part.id.end)})`);
    const rest = text(body.start + 1, one.end, functionsIn(body), (inner) =>
      moved.includes(inner as FunctionDeclaration) ? '' : written(inner),
    );
    return code.slice(from, body.start + 1) + (head.length ? `var ${head.join()};` : '') + rest;
  }

  const program = parse(code, { ecmaVersion: 5, sourceType: 'script' });
  return text(0, code.length, functionsIn(program), written);
}
