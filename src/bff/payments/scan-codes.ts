/** The order's one code, and the code of one secret entry, which lets a phone be its keypad: 128 bits nobody can guess. Source: docs/adr/0015-one-code.md. */
import { blockCodes } from './block-codes.ts';

export { CODE_LENGTH, CODE_PATTERN } from './block-codes.ts';

export interface ScanCodes {
  /** In capitals. */
  of(order_id: string): string;
  /** In capitals or not; undefined for what is no code of ours. The order need not exist. */
  idOf(code: string): string | undefined;
}

export function scanCodes(secret: string): ScanCodes {
  const codes = blockCodes(secret, 'the one code of an order');
  return {
    of: (order_id) => codes.of(order_id, 0),
    idOf(code) {
      const found = codes.read(code);
      // The zeros before the id are what a guess would have to hit.
      return found?.number === 0 ? found.order_id : undefined;
    },
  };
}

export interface KeypadCodes {
  /** `entry`: which secret entry of the order, from 1 on. In capitals. */
  of(order_id: string, entry: number): string;
  read(code: string): { order_id: string; entry: number } | undefined;
}

/** Of the block's 24 bits before the id; the others are zeros that a guess would have to hit before it costs a look into the store. */
export const ENTRY_MAX = 4_095;

/** A guess has to hit an order that is typed into now, and its entry. */
export function keypadCodes(secret: string): KeypadCodes {
  const codes = blockCodes(secret, 'the code of a secret entry');
  return {
    of: codes.of,
    read(code) {
      const found = codes.read(code);
      return found && found.number > 0 && found.number <= ENTRY_MAX ? { order_id: found.order_id, entry: found.number } : undefined;
    },
  };
}

export interface ConsentCodes {
  /** `n`: which question of the order, from 1 on. In capitals. */
  of(order_id: string, n: number): string;
  read(code: string): { order_id: string; n: number } | undefined;
}

/** More are never asked for one order: three an hour. */
const CONSENTS_MAX = 64;

/** For the phone that was asked alone: nobody else is shown it. */
export function consentCodes(secret: string): ConsentCodes {
  const codes = blockCodes(secret, 'the code of a consent');
  return {
    of: codes.of,
    read(code) {
      const found = codes.read(code);
      return found && found.number > 0 && found.number <= CONSENTS_MAX ? { order_id: found.order_id, n: found.number } : undefined;
    },
  };
}
