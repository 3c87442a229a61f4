/** What a bank's refusal of a card means to its viewer. Codes are UnionPay's (docs/channels.md 3.6); what is not listed is a plain decline. */
import type { RefusalCode } from '../../../protocol/refusal.ts';

/** What to do next: check the same card again, take another, or another way. */
export type NextStep = 'recheck' | 'other-card' | 'change' | 'retry';

interface Meaning {
  refusal: RefusalCode;
  next: NextStep;
  codes: readonly string[];
}

const MEANINGS: readonly Meaning[] = [
  { refusal: 'CARD_NUMBER_WRONG', next: 'other-card', codes: ['61'] },
  { refusal: 'CARD_NOT_OPEN', next: 'other-card', codes: ['72', '76', '77', '80', '89'] },
  { refusal: 'CARD_FUNDS', next: 'other-card', codes: ['64', '90'] },
  { refusal: 'CARD_LIMIT', next: 'other-card', codes: ['33', '78', '81', '87'] },
  { refusal: 'CARD_EXPIRED', next: 'other-card', codes: ['73'] },
  { refusal: 'CARD_CHECK_WRONG', next: 'recheck', codes: ['65'] },
  { refusal: 'CARD_IDENTITY_WRONG', next: 'recheck', codes: ['40', '66', '91'] },
  { refusal: 'CARD_CODE_WRONG', next: 'recheck', codes: ['71'] },
  { refusal: 'CARD_NO_SMS', next: 'recheck', codes: ['69', '79'] },
  { refusal: 'CARD_TRIES', next: 'other-card', codes: ['67'] },
  { refusal: 'CARD_UNSUPPORTED', next: 'other-card', codes: ['62', '68', '82'] },
  { refusal: 'CARD_STATE', next: 'other-card', codes: ['63'] },
  { refusal: 'CARD_RISK', next: 'change', codes: ['38'] },
  { refusal: 'CARD_ISSUER_DOWN', next: 'change', codes: ['02', '06', '39'] },
  { refusal: 'CHANNEL_REFUSED', next: 'change', codes: ['10', '11', '13', '31', '32', '35', '36', '70'] },
];

const DECLINED: Omit<Meaning, 'codes'> = { refusal: 'CARD_DECLINED', next: 'other-card' };

export function meaningOf(code: string | undefined): Omit<Meaning, 'codes'> {
  return MEANINGS.find((one) => one.codes.includes(code ?? '')) ?? DECLINED;
}

/** A refusal that tells a guesser something: it counts against the limits of card, phone, viewer and box. */
export function isWrongGuess(code: string | undefined): boolean {
  return ['CARD_CHECK_WRONG', 'CARD_IDENTITY_WRONG', 'CARD_CODE_WRONG', 'CARD_TRIES'].includes(meaningOf(code).refusal);
}

/** What a viewer does about refusals that come from us. */
export function nextAfter(refusal: RefusalCode): NextStep | undefined {
  const ours: { [code in RefusalCode]?: NextStep } = {
    CARD_LOST: 'recheck',
    CARD_LATE_DEBIT: 'change',
    CARD_NO_SMS: 'recheck',
    CARD_LOCKED: 'change',
    CARD_TOO_LATE: 'change',
  };
  return ours[refusal] ?? MEANINGS.find((one) => one.refusal === refusal && refusal.startsWith('CARD_'))?.next;
}
