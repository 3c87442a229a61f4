/** A parent is asked by a message to the bound phone, and the TV goes on by itself when the answer comes. */
import { Secret } from '../../protocol/secret.ts';
import { fen, yuan } from '../../protocol/money.ts';
import { questionOf } from '../payments/dialogue/question.ts';
import type { Payment } from '../payments/payment.ts';
import { goOn } from './pay-password.ts';
import type { GoOn } from './pay-password.ts';
import type { Said, Tools } from './tools.ts';

const MIN_MS = 60_000;

/** The question is committed before it is sent, so that its answer is known whoever sends it. */
export async function askConsent(tools: Tools, said: Said): Promise<void> {
  const { id, merchant_id, viewer_key, box_id, amount_fen, subject } = said.payment.order;
  const { consents } = tools;
  if (!consents || viewer_key === undefined) return;
  const asker = { viewer: viewer_key, merchant_id, ...(said.address ? { address: said.address } : {}), ...(box_id ? { box_id } : {}) };
  const may = await consents.phones.mayAsk(asker);
  if (may.kind === 'none') return;
  const asked = { type: 'consent-asked', ...tools.from(said) } as const;
  if (may.kind !== 'may') return void (await tools.commit(said, { ...asked, state: 'often', tail: '' }));
  const after = await tools.commit(said, { ...asked, state: 'asked', tail: may.tail });
  const n = after?.dialogue.asks?.consent?.n;
  if (n === undefined) return;
  const about = { amount: yuan(fen(amount_fen)), subject, minutes: Math.round(tools.consents_ms / MIN_MS) };
  // The TV does not wait for the gateway.
  tools.background(
    consents.phones.askParent(viewer_key, { link: new Secret(consents.link(id, n)), ...about }).then(async (sent) => {
      if (!sent) await tools.commit(said, { type: 'consent-failed', n });
    }),
  );
}

export async function consented(
  tools: Tools,
  payment: Payment,
  { n, yes }: { n: number; yes: boolean },
  choose: GoOn,
): Promise<Payment | undefined> {
  const said: Said = { payment, version: payment.dialogue.version };
  const question = questionOf(payment);
  const after = await tools.commit(said, { type: 'consent-said', n, yes, has_cards: await tools.hasCards(said) });
  if (after && question.kind === 'pay-password') await goOn(said, after, question, choose);
  return after;
}
