/** Steps of an account at a bank as the BFF sends them: for tests and for looking at. */
import { REFUSAL_NUMBERS } from '../../protocol/refusal-numbers.ts';
import type { BankMethod } from '../../protocol/bank.ts';
import type { CardFace } from '../../protocol/card.ts';
import type { Lang } from '../../protocol/order.ts';
import type { Step, StepBody } from '../../protocol/step.ts';
import { fill } from '../../protocol/texts/fill.ts';
import { TEXTS } from '../../protocol/texts/index.ts';
import { texts } from '../../channels/icbc/direct/texts.ts';

export type MakeStep = (body: StepBody, remaining_ms?: number) => Step;

export function bankFixtures(lang: Lang, step: MakeStep, sealed: (body: StepBody) => Step): { readonly [name: string]: Step } {
  const { server, refusals } = TEXTS[lang];
  const channel = { channel: 'icbc-direct', channel_name: texts[lang].name };
  const card: CardFace = {
    bank: texts[lang].name,
    mark: '工',
    color: '#b3202a',
    kind: 'debit',
    kind_text: server.card_debit,
    tail: '1053',
  };
  const limit = (yuan: string): string => fill(server.bank_limit, { yuan });
  const way = (method: BankMethod, most: string, off = false) => ({
    method,
    name: server[`bank_${method}`],
    text: server[`bank_${method}_text`],
    limit: off ? fill(server.bank_over, { yuan: most }) : limit(most),
    off,
  });
  const password = { kind: 'bank-password', ...channel, attempt: 1, card, challenge_ms: 300_000, can_change: true } as const;
  const refused = (
    code: 'BANK_CHALLENGE_OVER' | 'BANK_TRIES_USED' | 'BANK_METHOD_LOCKED' | 'BANK_NO_METHOD',
    next: 'recheck' | 'change',
  ): Step => step({ kind: 'refused', code, number: REFUSAL_NUMBERS[code], ...refusals[code], next, ...channel }, 500_000);
  return {
    'bank-method': sealed({
      kind: 'bank-method',
      ...channel,
      card,
      methods: [way('sms', '5000.00'), way('coordinates', '1000.00'), way('token', '50000.00'), way('static', '30.00', true)],
    }),
    'bank-method-one': sealed({ kind: 'bank-method', ...channel, card, methods: [way('static', '300.00')] }),
    'bank-static': sealed({ ...password, challenge: { method: 'static' }, limit: limit('300.00') }),
    'bank-coordinates': sealed({ ...password, challenge: { method: 'coordinates', cells: ['B3', 'G6'] }, limit: limit('1000.00') }),
    'bank-coordinates-wrong': sealed({
      ...password,
      challenge: { method: 'coordinates', cells: ['J8', 'A1'] },
      limit: limit('1000.00'),
      tries_left: 2,
      wrong: fill(server.bank_wrong_cells, { n: 2 }),
    }),
    'bank-token': sealed({ ...password, challenge: { method: 'token', digits: '45.00' }, limit: limit('50000.00') }),
    'bank-token-long': sealed({ ...password, challenge: { method: 'token', digits: '49999.00' }, can_change: false }),
    'bank-sms': sealed({ ...password, challenge: { method: 'sms', phone_tail: '5506' }, again_in_ms: 58_000, limit: limit('5000.00') }),
    'bank-sms-wrong': sealed({
      ...password,
      challenge: { method: 'sms', phone_tail: '5506' },
      again_in_ms: 0,
      tries_left: 1,
      wrong: fill(server.bank_wrong, { n: 1 }),
      can_change: false,
    }),
    'preparing-bank': step({ kind: 'preparing', ...channel, bank: true }),
    'refused-bank-over': refused('BANK_CHALLENGE_OVER', 'recheck'),
    'refused-bank-tries': refused('BANK_TRIES_USED', 'recheck'),
    'refused-bank-locked': refused('BANK_METHOD_LOCKED', 'recheck'),
    'refused-bank-no-method': refused('BANK_NO_METHOD', 'change'),
  };
}
