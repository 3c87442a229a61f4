/** A bank's reasons in its viewer's words, and what is recommended next. */
import { describe, expect, it } from 'vitest';
import type { RefusalReason } from '../../../channels/port.ts';
import { isWrongGuess, meaningOf, nextAfter } from './refusals.ts';

/** Reason, text, recommended, and does it tell a guesser something? */
const TABLE: readonly (readonly [RefusalReason, string, string, boolean])[] = [
  ['declined', 'CARD_DECLINED', 'other-card', false],
  ['pan-wrong', 'CARD_NUMBER_WRONG', 'other-card', false],
  ['not-open', 'CARD_NOT_OPEN', 'other-card', false],
  ['funds', 'CARD_FUNDS', 'other-card', false],
  ['limit', 'CARD_LIMIT', 'other-card', false],
  ['expired', 'CARD_EXPIRED', 'other-card', false],
  ['check-wrong', 'CARD_CHECK_WRONG', 'recheck', true],
  ['identity-wrong', 'CARD_IDENTITY_WRONG', 'recheck', true],
  ['code-wrong', 'CARD_CODE_WRONG', 'recheck', true],
  ['no-sms', 'CARD_NO_SMS', 'recheck', false],
  ['tries', 'CARD_TRIES', 'other-card', true],
  ['unsupported', 'CARD_UNSUPPORTED', 'other-card', false],
  ['card-state', 'CARD_STATE', 'other-card', false],
  ['risk', 'CARD_RISK', 'change', false],
  ['issuer-down', 'CARD_ISSUER_DOWN', 'change', false],
  ['channel', 'CHANNEL_REFUSED', 'change', false],
];

describe('a bank’s refusal', () => {
  it.each(TABLE)('%s: %s, then %s', (reason, refusal, next, guess) => {
    expect(meaningOf(reason)).toEqual({ refusal, next });
    expect(isWrongGuess(reason)).toBe(guess);
    expect(nextAfter(refusal as never)).toBe(refusal.startsWith('CARD_') ? next : undefined);
  });

  it('without a reason is a plain decline, and no guess', () => {
    expect(meaningOf(undefined)).toEqual({ refusal: 'CARD_DECLINED', next: 'other-card' });
    expect(isWrongGuess(undefined)).toBe(false);
  });
});

it.each([
  ['CARD_LOST', 'recheck'],
  ['CARD_LATE_DEBIT', 'change'],
  ['CARD_LOCKED', 'change'],
  ['CARD_TOO_LATE', 'change'],
  ['TOO_MANY_ATTEMPTS', undefined],
] as const)('after our own %s: %s', (code, next) => {
  expect(nextAfter(code)).toBe(next);
});
