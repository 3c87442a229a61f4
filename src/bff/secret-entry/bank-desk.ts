/**
 * A viewer's answers about an account at a bank. The number is asked for the ways to prove oneself and for a challenge, and
 * lives in those requests alone; a password goes from its request into the bank's encryption, after the commit that marks it.
 */
import type { BankChannel } from '../../channels/port.ts';
import type { SecretAnswer } from '../../protocol/answer.ts';
import { isPassword } from '../../protocol/bank.ts';
import type { BankMethod } from '../../protocol/bank.ts';
import { fen } from '../../protocol/money.ts';
import { Secret } from '../../protocol/secret.ts';
import { randomText } from '../../protocol/world.ts';
import { meaningOf } from '../payments/dialogue/refusals.ts';
import type { Question } from '../payments/dialogue/question.ts';
import { passwordSlot } from '../payments/engine/service.ts';
import type { KnownCard } from '../payments/events.ts';
import { faceOf, factsOf } from './display.ts';
import type { Said, Tools } from './tools.ts';
import { isPan } from './validate.ts';

/** The account of an attempt, or the one that takes new payments. */
function bankOf(tools: Tools, id: string, acquirer_id?: string): BankChannel | undefined {
  const accounts = tools.banks.find((one) => one.id === id)?.accounts;
  return acquirer_id === undefined ? accounts?.[0] : accounts?.find((one) => one.acquirer_id === acquirer_id);
}

export const isBank = (tools: Tools, channel: string): boolean => tools.banks.some((one) => one.id === channel);

function cardOf(tools: Tools, said: Said, pan: string): KnownCard {
  return { face: faceOf(factsOf(pan), tools.langOf(said.payment)), hash: tools.keys.hash('card', pan), need: [] };
}

/** The number is here: how can its holder prove himself? */
export async function accountNumber(tools: Tools, said: Said, channel_id: string, pan: unknown): Promise<void> {
  if (!isPan(pan)) return tools.note(said, 'note_pan');
  const channel = bankOf(tools, channel_id);
  if (!channel) return;
  const answer = await channel.methods({ pan: new Secret(pan) });
  if (answer.kind === 'silent') return tools.refuse(said, 'BANK_SILENT');
  if (answer.kind === 'refused') return tools.refuse(said, meaningOf(answer.reason).refusal);
  if (answer.methods.length === 0) return tools.refuse(said, 'BANK_NO_METHOD');
  const card = cardOf(tools, said, pan);
  const after = await tools.commit(said, { type: 'bank-known', ...tools.from(said), channel: channel_id, card, methods: answer.methods });
  const [only] = answer.methods;
  // A card with one way goes straight to its challenge.
  if (!after || answer.methods.length > 1 || only === undefined) return;
  await askChallenge(
    tools,
    { ...said, payment: after, version: after.dialogue.version },
    { channel_id, hash: card.hash },
    only.method,
    pan,
  );
}

interface Shown {
  channel_id: string;
  hash: string;
}

function shownAccount({ payment }: Said, screen: Question): Shown | undefined {
  if (screen.kind === 'bank-method') return { channel_id: screen.channel, hash: screen.hash };
  const attempt = screen.kind === 'bank-password' ? payment.attempts[screen.attempt - 1] : undefined;
  return attempt?.kind === 'bank' ? { channel_id: attempt.channel, hash: attempt.bank.hash } : undefined;
}

/** A way was chosen, or another challenge is wanted. */
export async function chooseMethod(tools: Tools, said: Said, screen: Question, answer: { method: unknown; pan: unknown }): Promise<void> {
  const shown = shownAccount(said, screen);
  const offers = said.payment.dialogue.card?.methods ?? [];
  const offer = offers.find((one) => one.method === answer.method);
  if (!shown || !offer) return;
  // Another card than the one that was asked about, or none: the page starts again.
  if (!isPan(answer.pan) || tools.keys.hash('card', answer.pan) !== shown.hash) return tools.lost(said);
  await askChallenge(tools, said, shown, offer.method, answer.pan);
}

/** Commits a new attempt, then asks for its one challenge, with which the bank may send an SMS. */
async function askChallenge(tools: Tools, said: Said, { channel_id }: Shown, method: BankMethod, pan: string): Promise<void> {
  const channel = bankOf(tools, channel_id);
  if (!channel) return;
  const by = randomText(tools.world.random, 16);
  const card = cardOf(tools, said, pan);
  const uses = tools.usesOf('sms', said, 'sms ' + by, { card: card.hash });
  const after = await tools.commit(said, { type: 'challenge-asked', ...tools.from(said), channel: channel_id, card, method, by }, { uses });
  const attempt = after?.attempts.find((one) => one.kind === 'bank' && one.bank.prepare_by === by);
  if (!after || !attempt || tools.world.now() >= attempt.not_after_ms) return;
  tools.background(
    channel
      .prepare({
        channel_no: attempt.channel_no,
        created_at_ms: attempt.created_ms,
        amount_fen: fen(after.order.amount_fen),
        subject: after.order.subject,
        method,
        pan: new Secret(pan),
      })
      .then(async (answer) => {
        await tools.commit(said, { type: 'prepared', attempt: attempt.n, answer });
      }),
  );
}

type PasswordScreen = Extract<Question, { kind: 'bank-password' }>;

/** Commits the mark of this try, then sends its one confirm. */
export async function confirm(
  tools: Tools,
  said: Said,
  screen: PasswordScreen,
  answer: Extract<SecretAnswer, { kind: 'bank-password' }>,
): Promise<void> {
  const n = screen.attempt;
  const asked = said.payment.attempts[n - 1];
  if (asked?.kind !== 'bank' || asked.bank.challenge_id === undefined) return;
  if (!isPassword(asked.bank.method, answer.password))
    return tools.note(said, asked.bank.method === 'static' ? 'note_password' : 'note_code');
  const channel = bankOf(tools, asked.channel, asked.acquirer_id);
  if (!channel) return;
  const by = randomText(tools.world.random, 16);
  const tried = asked.bank.tries.length + 1;
  const uses = tools.usesOf('guess', said, passwordSlot(said.payment.order.id, n, tried), { card: asked.bank.hash });
  const after = await tools.commit(said, { type: 'password', ...tools.from(said), attempt: n, by }, { uses });
  const attempt = after?.attempts[n - 1];
  if (!after || attempt?.kind !== 'bank' || attempt.bank.challenge_id === undefined) return;
  const mine = attempt.bank.tries[tried - 1];
  // Too long after the mark it may have been counted as lost already.
  if (mine?.by !== by || tools.world.now() >= mine.sent_ms + tools.lease_ms) return;
  tools.background(
    channel
      .confirm({
        channel_no: attempt.channel_no,
        challenge_id: attempt.bank.challenge_id,
        amount_fen: fen(after.order.amount_fen),
        password: new Secret(answer.password),
      })
      .then(async (answered) => {
        await tools.commit(said, { type: 'confirmed', attempt: n, tried, answer: answered });
      }),
  );
}
