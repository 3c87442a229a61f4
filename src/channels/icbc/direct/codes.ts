/** Codes of the bilateral calls, each call with a table of its own; a code that is not in its table is silence. Source: docs/channels.md 4.4. */
import type { RefusalReason } from '../../port.ts';

type Reasons = ReadonlyMap<number, RefusalReason>;

/** The request itself was refused: nothing was done. */
const GATEWAY: readonly (readonly [number, RefusalReason])[] = [
  [400011, 'channel'],
  [400017, 'channel'],
  [85502, 'channel'],
];

const CARD: readonly (readonly [number, RefusalReason])[] = [
  [93007, 'card-state'],
  [93008, 'not-open'],
  [93009, 'pan-wrong'],
];

const MONEY: readonly (readonly [number, RefusalReason])[] = [
  [93004, 'funds'],
  [93005, 'limit'],
  [93006, 'limit'],
  [93010, 'risk'],
];

/** return_code of methods. */
export const METHODS_REFUSED: Reasons = new Map([...GATEWAY, ...CARD]);

/** return_code of prepare. */
export const PREPARE_REFUSED: Reasons = new Map([...GATEWAY, ...CARD, ...MONEY, [93003, 'method-locked'], [93011, 'no-sms']]);

/** return_code of confirm: only the request. */
export const CONFIRM_REQUEST_REFUSED: Reasons = new Map(GATEWAY);

/** fail_code of a confirm that FAILED: nothing was taken. */
export const CONFIRM_FAILED: Reasons = new Map([...CARD, ...MONEY, [93002, 'challenge-over'], [93003, 'method-locked']]);

/** fail_code: the password is wrong; remaining_tries says how many more. */
export const PASSWORD_WRONG = 93001;
