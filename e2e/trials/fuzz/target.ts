/** An open order and its latest step, so that answers carry the right version. */
import { randomBytes } from 'node:crypto';
import { ID_LENGTH } from '../../../src/bff/payments/ids.ts';
import type { ConsentCodes, KeypadCodes, ScanCodes } from '../../../src/bff/payments/scan-codes.ts';
import type { SealedBody } from '../../../src/protocol/answer.ts';
import type { KeypadState } from '../../../src/protocol/keypad.ts';
import { pageSealer } from '../../../src/protocol/seal.ts';
import type { Step } from '../../../src/protocol/step.ts';

type KnownStep = Pick<Step, 'version' | 'seq' | 'kind'> & { seal?: { key_id: string; key: string } };

export interface Target {
  order_no: string;
  /** /c/TOKEN */
  base: string;
  /** /s/CODE */
  phone: string;
  step(): KnownStep;
  /** Any answer's body. */
  observe(body: string): void;
  /** Sealed to the step there is, or to nobody. */
  seal(value: unknown): SealedBody;
  /** /s/CODE of the order's n-th secret entry; the same sealed by the phone that is its keypad. */
  keypad(entry: number): string;
  /** /s/CODE of the order's n-th question to a parent. */
  parent(n: number): string;
  sealOnPhone(value: unknown): SealedBody;
}

const TO_NOBODY = {
  key_id: 's1',
  page_key: Buffer.alloc(32, 7).toString('base64'),
  sealed: Buffer.alloc(90, 3).toString('base64'),
};

/** `codes`, `entries`: the BFF's, of its number_key. */
export function targetOf(order_no: string, cashier_url: string, codes: ScanCodes, entries: KeypadCodes, parents: ConsentCodes): Target {
  const base = new URL(cashier_url).pathname;
  const token = base.slice('/c/'.length);
  const sealer = pageSealer((length) => new Uint8Array(randomBytes(length)));
  let phone: Partial<KeypadState> = {};
  let now: KnownStep = { version: 0, seq: 0, kind: 'choose' };
  return {
    order_no,
    base,
    phone: '/s/' + codes.of(token.slice(0, ID_LENGTH)),
    step: () => now,
    observe(body) {
      if (!body.startsWith('{"')) return;
      const said = JSON.parse(body) as Partial<KnownStep> & Partial<KeypadState>;
      if (said.mark && said.ask) phone = said;
      if (said.kind && said.version !== undefined && said.seq !== undefined && said.seq >= now.seq) now = said as KnownStep;
    },
    seal(value) {
      const { version, seal } = now;
      return seal ? sealer.seal(seal, { token, version }, value) : { version, ...TO_NOBODY };
    },
    keypad: (entry) => '/s/' + entries.of(token.slice(0, ID_LENGTH), entry),
    parent: (n) => '/s/' + parents.of(token.slice(0, ID_LENGTH), n),
    sealOnPhone(value) {
      const { own, ask } = phone;
      const version = ask?.version ?? now.version;
      return own ? sealer.seal(own.seal, { token: own.id, version }, value) : { version, ...TO_NOBODY };
    },
  };
}
