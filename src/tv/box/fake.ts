/** A Guangxi box for tests: iPanel and guangxi objects with the failures real boxes have. */
export interface FakeBox {
  /** Give this to the code under test as its window. */
  readonly win: {
    iPanel?: unknown;
    guangxi?: unknown;
    screen: { resizeTo?(width: number, height: number): void };
    navigator: { userAgent: string };
    addEventListener(type: string, listener: () => void): void;
    onunload?: (() => void) | null;
  };
  /** Values the page has set, by name. */
  readonly globals: { [name: string]: string };
  /** Sizes asked for. */
  readonly resized: string[];
  /** Settings of the box's own focus ring. */
  readonly ring: { display?: unknown; border?: unknown };
  /** The page goes away. */
  leave(): void;
  /** The page comes back as it was. */
  comeBack(): void;
}

export interface FakeBoxOptions {
  globals?: { [name: string]: string };
  stbNumber?: string;
  mac?: string;
  /** Every call throws, as on boxes whose objects are only half there. */
  broken?: boolean;
}

/** A box with given values; missing ones come back as '#', as from iPanel. */
export function fakeBox({ globals = {}, stbNumber = '#', mac, broken = false }: FakeBoxOptions = {}): FakeBox {
  const listeners: { [type: string]: (() => void)[] } = {};
  const tell = (type: string) => (listeners[type] || []).forEach((listener) => listener());
  const resized: string[] = [];
  const ring = {};
  const fail = (): never => {
    throw new Error('not on this box');
  };
  const iPanel = {
    focus: ring,
    getGlobalVar: (name: string) => (broken ? fail() : (globals[name] ?? '#')),
    setGlobalVar(name: string, value: string) {
      if (broken) fail();
      globals[name] = value;
      return 1;
    },
  };
  const guangxi = {
    getStbNum: () => (broken ? fail() : stbNumber),
    System: mac === undefined ? undefined : { newwork: { macAddress: mac } },
  };
  return {
    win: {
      iPanel,
      guangxi,
      screen: { resizeTo: (width, height) => (broken ? fail() : resized.push(width + 'x' + height)) },
      navigator: { userAgent: 'Mozilla/5.0 (iPad) AppleWebKit/531.21.10 Version/4.0.4 Mobile/7B500 Safari/531.21.10' },
      addEventListener: (type, listener) => void (listeners[type] = (listeners[type] || []).concat(listener)),
    },
    globals,
    resized,
    ring,
    leave: () => tell('unload'),
    comeBack: () => tell('pageshow'),
  };
}
