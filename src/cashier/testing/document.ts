/** A document in the place of a browser's, for the tests of one file. */
import { afterEach, beforeEach } from 'vitest';
import { TinyDocument } from './dom.ts';
import type { TinyElement } from './dom.ts';

const global = globalThis as { document?: unknown; HTMLCanvasElement?: unknown };

/** A new one before each test, none after it. */
export function useDocument(): void {
  beforeEach(() => {
    global.document = new TinyDocument();
    global.HTMLCanvasElement = () => {};
  });
  afterEach(() => {
    delete global.document;
    delete global.HTMLCanvasElement;
  });
}

export function body(): TinyElement {
  return (global.document as TinyDocument).body;
}

/** An engine that cannot draw. */
export function takeCanvas(): void {
  delete global.HTMLCanvasElement;
}
