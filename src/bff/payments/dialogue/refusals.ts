/** A bank's refusal in its viewer's words: which text, and which answer is recommended. No bank's own code is read here. */
import type { RefusalReason } from '../../../channels/port.ts';
import type { RefusalCode } from '../../../protocol/refusal.ts';

/** Check the same card again, take another, take another way, or the same again. */
export type NextStep = 'recheck' | 'other-card' | 'change' | 'retry';

export interface Meaning {
  refusal: RefusalCode;
  next: NextStep;
}

const MEANINGS: { readonly [reason in RefusalReason]: Meaning } = {
  declined: { refusal: 'CARD_DECLINED', next: 'other-card' },
  'pan-wrong': { refusal: 'CARD_NUMBER_WRONG', next: 'other-card' },
  'not-open': { refusal: 'CARD_NOT_OPEN', next: 'other-card' },
  funds: { refusal: 'CARD_FUNDS', next: 'other-card' },
  limit: { refusal: 'CARD_LIMIT', next: 'other-card' },
  expired: { refusal: 'CARD_EXPIRED', next: 'other-card' },
  'check-wrong': { refusal: 'CARD_CHECK_WRONG', next: 'recheck' },
  'identity-wrong': { refusal: 'CARD_IDENTITY_WRONG', next: 'recheck' },
  'code-wrong': { refusal: 'CARD_CODE_WRONG', next: 'recheck' },
  'no-sms': { refusal: 'CARD_NO_SMS', next: 'recheck' },
  tries: { refusal: 'CARD_TRIES', next: 'other-card' },
  unsupported: { refusal: 'CARD_UNSUPPORTED', next: 'other-card' },
  'card-state': { refusal: 'CARD_STATE', next: 'other-card' },
  risk: { refusal: 'CARD_RISK', next: 'change' },
  'issuer-down': { refusal: 'CARD_ISSUER_DOWN', next: 'change' },
  'challenge-over': { refusal: 'BANK_CHALLENGE_OVER', next: 'recheck' },
  'challenge-tries': { refusal: 'BANK_TRIES_USED', next: 'recheck' },
  'method-locked': { refusal: 'BANK_METHOD_LOCKED', next: 'recheck' },
  'no-method': { refusal: 'BANK_NO_METHOD', next: 'change' },
  channel: { refusal: 'CHANNEL_REFUSED', next: 'change' },
};

/** Refused without a reason is a plain decline. */
export function meaningOf(reason: RefusalReason | undefined): Meaning {
  return MEANINGS[reason ?? 'declined'];
}

const WRONG_GUESSES: ReadonlySet<RefusalReason> = new Set([
  'check-wrong',
  'identity-wrong',
  'code-wrong',
  'tries',
  'challenge-tries',
  'method-locked',
] as const);

/** A refusal that tells a guesser something: it counts against the limits of card, phone, viewer and box. */
export function isWrongGuess(reason: RefusalReason | undefined): boolean {
  return reason !== undefined && WRONG_GUESSES.has(reason);
}

/** Recommended after refusals that come from us. */
const OURS: { readonly [code in RefusalCode]?: NextStep } = {
  CARD_LOST: 'recheck',
  CARD_LATE_DEBIT: 'change',
  CARD_NO_SMS: 'recheck',
  BANK_SILENT: 'recheck',
  CARD_LOCKED: 'change',
  PASSWORD_LOCKED: 'change',
  CARD_TOO_LATE: 'change',
};

export function nextAfter(refusal: RefusalCode): NextStep | undefined {
  return OURS[refusal] ?? Object.values(MEANINGS).find((one) => one.refusal === refusal && /^(CARD|BANK)_/.test(refusal))?.next;
}
