/** A press on a phone's button: makes or finds the visit's attempt, waits a little for its bank, and says how to open the wallet. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PHONE_PATH } from '../../../protocol/phone.ts';
import type { PhoneAnswer } from '../../../protocol/phone.ts';
import { liveOf } from '../../payments/dialogue/phone.ts';
import type { Payment } from '../../payments/payment.ts';
import type { PhoneStrip } from '../../render/phone/view.ts';
import { findPayment, offeredTo } from './deps.ts';
import type { InCode, PhoneDeps } from './deps.ts';
import { stateOf } from './state.ts';
import { productFor } from './ways.ts';

/** A press looks again by itself while the bank is asked. */
const WAIT_AGAIN_MS = 1_000;

const state = async (
  deps: PhoneDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  payment: Payment,
  told: string | undefined,
  strip?: PhoneStrip,
) => ({ kind: 'state', state: await stateOf(deps, request, payment, deps.visits.of(request, reply, told), undefined, strip) }) as const;

export async function press(
  deps: PhoneDeps,
  request: FastifyRequest<InCode & { Body: { way: string; visit?: string } }>,
  reply: FastifyReply,
): Promise<PhoneAnswer> {
  const before = await findPayment(deps, request);
  const { way, visit: told } = request.body;
  const visit = deps.visits.of(request, reply, told);
  const by = deps.visits.hash(visit);
  const one = offeredTo(deps).find(({ channel }) => channel.id === way);
  const user_agent = request.headers['user-agent'] ?? '';
  const chosen = one && productFor(one, user_agent, before, by);
  if (!one || !chosen) return state(deps, request, reply, before, visit);
  const { product, place } = chosen;
  const payer = deps.signIns.payerOf(request, one);
  const is_new = !liveOf(before, by, way, product);
  if (is_new && deps.isDown(way)) return state(deps, request, reply, before, visit, 'down');
  const code = request.params.code.toUpperCase();
  if (is_new && one.pay.signIn && place === 'inside' && payer === undefined)
    return { kind: 'go', url: deps.signIns.begin(reply, one, code) ?? PHONE_PATH + code };
  const shown_ms = await deps.store.lastShown(before.order.id);
  await deps.payments.commit(
    { id: before.order.id },
    {
      type: 'phone-pays',
      visit: by,
      channel: way,
      product,
      return_url: deps.scan_url + PHONE_PATH + code,
      ...(payer === undefined ? {} : { payer }),
      ...(shown_ms === undefined ? {} : { shown_ms }),
    },
  );
  const isReady = (p: Payment): boolean => liveOf(p, by, way, product)?.state !== 'created';
  const after = (await deps.waiting.until({ id: before.order.id }, isReady, deps.answer_wait_ms)) ?? before;
  const attempt = liveOf(after, by, way, product);
  if (!attempt) return state(deps, request, reply, after, visit);
  if (attempt.state === 'created' || !attempt.handover) return { kind: 'wait', again_ms: WAIT_AGAIN_MS };
  // Of the account that made it, whichever takes new payments by now.
  const account = deps.accounts.one(attempt.channel, attempt.acquirer_id);
  if (account?.kind !== 'scan' || !account.phone) return state(deps, request, reply, after, visit);
  return account.phone.open(attempt.handover, attempt.body, place);
}
