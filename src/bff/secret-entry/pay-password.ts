/** The payment password before a way is begun: its account judges it, and a remembered card pays by it or goes straight on. */
import type { SecretAnswer } from '../../protocol/answer.ts';
import { Secret } from '../../protocol/secret.ts';
import { randomText } from '../../protocol/world.ts';
import type { Question } from '../payments/dialogue/question.ts';
import type { Payment } from '../payments/payment.ts';
import { isPassword } from '../viewers/accounts/weak.ts';
import { payOnce } from './bank-calls.ts';
import { tokenInHand } from './resolve-card.ts';
import type { Said, Tools } from './tools.ts';

type Screen = Extract<Question, { kind: 'pay-password' }>;
type Typed = Extract<SecretAnswer, { kind: 'pay-password' }>;

/** A remembered card that was chosen before the password was asked. `by_sms`: it pays with its own code. */
export type GoOn = (said: Said, channel: string, card_id: string, by_sms: boolean) => Promise<void>;

export async function payPassword(tools: Tools, said: Said, screen: Screen, { password }: Typed, choose: GoOn): Promise<void> {
  const { viewer_key, id } = said.payment.order;
  // What is no password tells nothing and is no try.
  if (!tools.accounts || viewer_key === undefined || !isPassword(password)) return;
  const checked = await tools.accounts.check(viewer_key, new Secret(password));
  const card = screen.quick && checked.kind === 'right' ? await tokenInHand(tools, said, screen.channel, screen.card_id) : undefined;
  const by = randomText(tools.world.random, 16);
  const quick = card ? { quick: { card: card.known, phone_tail: card.phone_tail, by } } : {};
  const event = { type: 'pay-password', ...tools.from(said), checked, has_cards: await tools.hasCards(said), ...quick } as const;
  const after = await tools.commit(said, event, { uses: tools.uses('password', said, 'password ' + id + ' ' + screen.rev) });
  const paying = after?.attempts.find((one) => one.kind === 'card' && one.card.consume_by === by);
  if (after && card && paying?.kind === 'card') payOnce(tools, said, after, paying, card);
  else if (after) await goOn(said, after, screen, choose);
}

/** With the viewer's word a remembered card goes to its code at once; so does one that may not pay by it alone after all. */
export async function goOn(said: Said, after: Payment, { channel, card_id, quick }: Screen, choose: GoOn): Promise<void> {
  const { pass, version } = after.dialogue;
  if (pass && card_id !== undefined && pass.card_id === card_id)
    await choose({ ...said, payment: after, version }, channel, card_id, quick === true);
}
