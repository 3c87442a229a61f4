/** An engine's name and features, as the key test page shows and reports them. */
export interface EngineFacts {
  user_agent: string;
  screen: string;
  window: string;
  /** Names of features that are there, and of those that are not. */
  has: string[];
  lacks: string[];
}

interface EngineWindow {
  navigator?: { userAgent?: string };
  screen?: { width?: number; height?: number };
  innerWidth?: number;
  innerHeight?: number;
  document?: { createElement(tag: 'canvas'): { getContext?(kind: '2d'): unknown } };
}

/** Global names whose presence tells engines apart, oldest features first. */
const NAMES = [
  'iPanel',
  'guangxi',
  'JSON',
  'XMLHttpRequest',
  'Uint8Array',
  'localStorage',
  'performance',
  'requestAnimationFrame',
  'webkitRequestAnimationFrame',
  'Promise',
  'Symbol',
  'Map',
  'Set',
  'crypto',
  'TextEncoder',
  'fetch',
  'Proxy',
  'globalThis',
];

function attempt(test: () => unknown): boolean {
  try {
    return !!test();
  } catch {
    return false;
  }
}

/** Tries what the window can do; never throws. */
export function engineFacts(win: object): EngineFacts {
  const own = win as EngineWindow;
  const anything = win as { [name: string]: unknown };
  const tests: [string, () => unknown][] = NAMES.map((name) => [name, () => anything[name]]);
  tests.push(
    ['canvas', () => own.document?.createElement('canvas').getContext?.('2d')],
    ['crypto.getRandomValues', () => (anything.crypto as { getRandomValues?: unknown }).getRandomValues],
    ['Function.bind', () => Function.prototype.bind],
    ['event.key', () => 'key' in (anything.KeyboardEvent as { prototype: object }).prototype],
    ['event.repeat', () => 'repeat' in (anything.KeyboardEvent as { prototype: object }).prototype],
  );
  const has: string[] = [];
  const lacks: string[] = [];
  for (const [name, test] of tests) (attempt(test) ? has : lacks).push(name);
  const size = (width?: number, height?: number) => (width || 0) + 'x' + (height || 0);
  return {
    user_agent: own.navigator?.userAgent || '',
    screen: size(own.screen?.width, own.screen?.height),
    window: size(own.innerWidth, own.innerHeight),
    has,
    lacks,
  };
}
