/** Steps of an account at a bank: how its holder may prove himself, and what the bank wants to see. */
import { fen, yuan } from '../../protocol/money.ts';
import type { StepBody } from '../../protocol/step.ts';
import type { ServerWords } from '../../protocol/texts/words.ts';
import type { Question } from '../payments/dialogue/question.ts';
import type { Payment } from '../payments/payment.ts';

type Named = { channel: string; channel_name: string };
type Asks<Kind extends Question['kind']> = Extract<Question, { kind: Kind }>;

const inWords = (text: string, limit_fen: number): string => text.replace('{yuan}', yuan(fen(limit_fen)));

/** What the viewer waits for: a message to a phone, the bank's challenge, or (neither) a code. */
export function isPreparing(payment: Payment, n: number): { sms?: true; bank?: true } {
  const attempt = payment.attempts[n - 1];
  if (attempt?.kind === 'card') return { sms: true };
  if (attempt?.kind !== 'bank') return {};
  return attempt.bank.method === 'sms' ? { sms: true } : { bank: true };
}

export function bankMethod({ order }: Payment, question: Asks<'bank-method'>, named: Named, words: ServerWords): StepBody {
  const methods = question.methods.map(({ method, limit_fen }) => {
    const off = limit_fen !== undefined && limit_fen < order.amount_fen;
    const limit = limit_fen === undefined ? {} : { limit: inWords(off ? words.bank_over : words.bank_limit, limit_fen) };
    return { method, name: words[`bank_${method}`], text: words[`bank_${method}_text`], ...limit, off };
  });
  return { kind: 'bank-method', ...named, card: question.face, methods, ...(question.note ? { note: words[question.note] } : {}) };
}

export function bankPassword(
  deps: { now: () => number; cards?: { sms_again_ms: number } },
  payment: Payment,
  question: Asks<'bank-password'>,
  named: Named,
  words: ServerWords,
): StepBody {
  const attempt = payment.attempts[question.attempt - 1];
  if (attempt?.kind !== 'bank' || !attempt.bank.challenge) throw new Error('no challenge at attempt ' + question.attempt);
  const { face, challenge, limit_fen, tries_left, method } = attempt.bank;
  const wrong = (method === 'coordinates' ? words.bank_wrong_cells : words.bank_wrong).replace('{n}', String(tries_left ?? 0));
  const again_ms = attempt.created_ms + (deps.cards?.sms_again_ms ?? 0);
  return {
    kind: 'bank-password',
    ...named,
    attempt: question.attempt,
    card: face,
    challenge,
    challenge_ms: Math.max(0, attempt.channel_expires_ms - deps.now()),
    ...(limit_fen === undefined ? {} : { limit: inWords(words.bank_limit, limit_fen) }),
    ...(tries_left === undefined ? {} : { tries_left }),
    ...(question.tried > 0 ? { wrong } : {}),
    ...(method === 'sms' ? { again_in_ms: Math.max(0, again_ms - deps.now()) } : {}),
    can_change: (payment.dialogue.card?.methods?.length ?? 0) > 1,
    ...(question.note ? { note: words[question.note] } : {}),
  };
}
