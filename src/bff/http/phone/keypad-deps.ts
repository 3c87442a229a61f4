/** What the keypad's routes are given. */
import type { Lang } from '../../../protocol/order.ts';
import type { ConfiguredChannel } from '../../channels/configured.ts';
import type { Payments } from '../../payments/engine/service.ts';
import type { WaitingRoom } from '../../payments/engine/waiting.ts';
import type { Rules } from '../../payments/events.ts';
import type { Payment } from '../../payments/payment.ts';
import type { KeypadCodes } from '../../payments/scan-codes.ts';
import type { DrawStep } from '../../render/draw.ts';
import type { PhonePageMaker } from '../../render/phone/page.ts';
import type { Desk } from '../../secret-entry/entry.ts';
import type { CardKeys } from '../../secret-entry/keys.ts';
import type { KeypadRules } from '../../secret-entry/wiring.ts';
import type { Bucket } from '../common/rates.ts';
import type { Visits } from './visits.ts';

export interface KeypadDeps {
  payments: Payments;
  waiting: WaitingRoom;
  codes: KeypadCodes;
  visits: Visits;
  page: PhonePageMaker;
  rules: Rules;
  channels: readonly ConfiguredChannel[];
  /** The TV's own step: the phone is told parts of it. */
  draw: DrawStep;
  desk: Desk;
  keys: CardKeys;
  keypad: KeypadRules;
  /** Names the key that a visit's pages seal to. */
  sealName(at: { payment: Payment; visit: string }): string;
  random: (length: number) => Uint8Array;
  langOf: (payment: Payment) => Lang;
  hotline: string;
  answer_wait_ms: number;
  now: () => number;
  rates: { phone: Bucket; unknown: Bucket };
}

/** One phone at one entry of one payment. */
export interface AtEntry {
  payment: Payment;
  entry: number;
  /** As it stands in the payment; also what its messages are bound to. */
  visit: string;
  /** The name that the browser keeps. */
  name: string;
}
