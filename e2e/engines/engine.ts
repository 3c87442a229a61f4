/** A browser engine as a viewer's box would have it: a page, real keys, and what is on the screen. */
export type KeyName = 'Up' | 'Down' | 'Left' | 'Right' | 'OK' | 'Back' | '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';

export interface Engine {
  readonly name: string;
  /** Sizes it can be shown at. */
  open(url: string): Promise<void>;
  /** A real key event by name; by code, an event made in the page, for keys that no keyboard has (399 is Back on Guangxi's remote). */
  key(key: KeyName | number): Promise<void>;
  /** The value of a JavaScript expression (ES5), as JSON. */
  eval<T>(expression: string): Promise<T>;
  screenshot(path: string): Promise<void>;
  viewport(width: number, height: number): Promise<void>;
  /** What the scripts of all pages complained about since the engine was started. */
  errors(): Promise<string[]>;
  close(): Promise<void>;
}

/** An engine that answers nothing for so long hangs: its commands take seconds at most on a busy machine. */
export const PATIENCE_MS = 30_000;

/** The engine, not the page, gave no answer: old headless browsers do that now and then. */
export class EngineHangs extends Error {
  constructor(engine: string, command: string) {
    super(engine + ' hangs: no answer to ' + command + ' within ' + PATIENCE_MS / 1000 + ' s');
  }
}

/** The engine's own renderer ended, by a fault of its program. */
export class EngineFell extends EngineHangs {
  constructor(engine: string, command: string) {
    super(engine, command);
    this.message = engine + ' fell: its renderer crashed at ' + command;
  }
}

/** For a catch: between two pages there is nothing to be read, but an engine that hangs is not waited for again and again. */
export function unlessHangs<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof EngineHangs) throw error;
    return instead;
  };
}

/** DOM key codes; every engine here sends these for its real keys. */
export const CODES: { readonly [name in KeyName]: number } = {
  Up: 38,
  Down: 40,
  Left: 37,
  Right: 39,
  OK: 13,
  Back: 27,
  '0': 48,
  '1': 49,
  '2': 50,
  '3': 51,
  '4': 52,
  '5': 53,
  '6': 54,
  '7': 55,
  '8': 56,
  '9': 57,
};

/** ES5 that makes a key event with any code in the page. */
export function syntheticKey(code: number): string {
  return `(function () {
    for (var i = 0; i < 2; i++) {
      var event = document.createEvent('Event');
      event.initEvent(i ? 'keyup' : 'keydown', true, true);
      event.keyCode = event.which = ${code};
      (document.activeElement || document.body).dispatchEvent(event);
    }
    return true;
  })()`;
}
