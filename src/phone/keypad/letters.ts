/** Seals for the server, by this page's own key, and opens what comes back. */
import type { KeypadSealedBody, KeypadState } from '../../protocol/keypad.ts';
import { pageSealer } from '../../protocol/seal.ts';

/** An answer: sealed, or the state in clear where nothing was opened. */
export interface Said extends Partial<KeypadState> {
  sealed?: string;
}

export interface Letter {
  body: KeypadSealedBody;
  open(text: string): unknown;
}

export interface Letters {
  /** Undefined: this phone may not type. */
  of(state: KeypadState, value: unknown): Letter | undefined;
}

function random(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  crypto.getRandomValues(bytes);
  return bytes;
}

export function createLetters(visit: string): Letters {
  const sealer = pageSealer(random);
  return {
    of({ own, ask }, value) {
      if (!own || !ask) return undefined;
      const bound = { token: own.id, version: ask.version };
      const body = { ...sealer.seal(own.seal, bound, value), visit };
      const counter = sealer.counter();
      return { body, open: (text) => sealer.open(own.seal, bound, text, counter) };
    },
  };
}
