/** What a bank is told once: an SMS, a token's opening, a consumption. Each after the commit that marks it, by whoever made that commit. */
import { cardOf } from '../payments/card-of.ts';
import { Secret } from '../../protocol/secret.ts';
import { randomText } from '../../protocol/world.ts';
import { guessSlot } from '../payments/engine/service.ts';
import type { CardAttempt, Payment } from '../payments/payment.ts';
import type { InHand, Said, Tools } from './tools.ts';

/** Commits a new attempt, then sends its one SMS. */
export async function sendSms(tools: Tools, said: Said, card: InHand, by_sms = false): Promise<number | undefined> {
  const by = randomText(tools.world.random, 16);
  const uses = tools.uses('sms', said, 'sms ' + by, card);
  const { phone_tail } = card;
  // A new attempt is made at the account that takes new payments, whichever the last one was made at.
  const channel = tools.channelOf(card.channel.id) ?? card.channel;
  // Token mode: a card that is to be remembered is opened first, with a code of its own.
  const opens = channel.tokens && card.remember && !card.secrets.token;
  const event = {
    type: 'sms-asked',
    ...tools.from(said),
    channel: channel.id,
    card: card.known,
    phone_tail,
    has_list: await tools.hasCards(said),
    by,
    ...(opens ? { opens: true as const } : {}),
    ...(by_sms ? { by_sms: true as const } : {}),
  } as const;
  const after = await tools.commit(said, event, { uses });
  const attempt = after?.attempts.find((a) => cardOf(a)?.sms_by === by);
  if (!after || !attempt) return undefined;
  if (tools.world.now() >= attempt.not_after_ms) return attempt.n;
  const request = tools.ask(after, attempt.n, card.secrets);
  tools.background(
    (cardOf(attempt)?.opens ? channel.openSms(request) : channel.sms(request)).then(async (answer) => {
      await tools.commit(said, { type: 'sms-answered', attempt: attempt.n, answer });
    }),
  );
  return attempt.n;
}

/** Token mode: the code opens a token, which waits for its first payment; that needs a code of its own. */
export async function openToken(tools: Tools, said: Said, n: number, card: InHand, code: string): Promise<void> {
  const { payment } = said;
  const by = randomText(tools.world.random, 16);
  const uses = tools.uses('guess', said, guessSlot(payment.order.id, n), card);
  const after = await tools.commit(said, { type: 'open-code', ...tools.from(said), attempt: n, by }, { uses });
  if (!after || cardOf(after.attempts[n - 1])?.open_by !== by) return;
  const opened = await card.channel.openToken({ ...tools.ask(after, n, card.secrets), code: new Secret(code) });
  if (opened.kind !== 'token') {
    await tools.commit(said, {
      type: 'open-failed',
      attempt: n,
      ...(opened.kind === 'refused' ? { refused: { reason: opened.reason, code: opened.code } } : {}),
    });
    return;
  }
  const id = await tools.remembered.wait(after, n, card.facts, card.known.hash, card.phone_tail, { token: opened.token });
  if (id === undefined) return;
  const token: InHand = { ...card, known: { ...card.known, card_id: id, need: [] }, secrets: { token: opened.token }, remember: false };
  const next = await sendSms(tools, { ...said, payment: after, version: after.dialogue.version }, token);
  if (next !== undefined) await tools.remembered.waitFor(payment.order.id, id, next);
}

/** Commits `sent`, then sends the one consumption of this attempt. */
export async function consume(tools: Tools, said: Said, n: number, card: InHand, code: string): Promise<void> {
  const by = randomText(tools.world.random, 16);
  const uses = tools.uses('guess', said, guessSlot(said.payment.order.id, n), card);
  const after = await tools.commit(said, { type: 'code', ...tools.from(said), attempt: n, by }, { uses });
  const attempt = after?.attempts[n - 1];
  if (!after || attempt?.kind !== 'card' || attempt.card.consume_by !== by) return;
  if (card.remember && !card.channel.tokens) {
    const { pan, phone, id } = card.secrets;
    const kept = { ...(pan ? { pan } : {}), ...(phone ? { phone } : {}), ...(id ? { id } : {}) };
    await tools.remembered.wait(after, n, card.facts, card.known.hash, card.phone_tail, kept).catch(tools.onError);
  }
  payOnce(tools, said, after, attempt, card, new Secret(code));
}

/** Called by whoever made the commit that marks it. Without a code: a token, by its viewer's password. */
export function payOnce(tools: Tools, said: Said, after: Payment, { n, card: marked }: CardAttempt, card: InHand, code?: Secret): void {
  // Too long after the mark it may have been counted as lost already.
  if (tools.world.now() >= (marked.sent_ms ?? 0) + tools.lease_ms) return;
  tools.background(
    card.channel.consume({ ...tools.ask(after, n, card.secrets), ...(code ? { code } : {}) }).then(async (evidence) => {
      await tools.commit(said, { type: 'evidence', attempt: n, evidence });
      if (card.known.card_id) await tools.store.cards.used(card.known.card_id, tools.world.now());
    }),
  );
}
