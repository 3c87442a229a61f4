/** The proposal that a person names: by its id, or by the order or item it is about while that has one alone. */
import { shortNo } from '../payments/ids.ts';
import type { Store } from '../store/port.ts';
import type { Act } from './acts.ts';
import { OperatorRefusal } from './refusal.ts';

/** More are never open. */
const OPEN_MAX = 10_000;

/** Throws OperatorRefusal when none or several fit. */
export async function proposalId(store: Store, text: string): Promise<string> {
  if (await store.act(text)) return text;
  const open = await store.acts({ open: true, limit: OPEN_MAX });
  const named = await Promise.all(open.map(async (act) => ((await namesOf(store, act)).includes(text) ? [act.id] : [])));
  const [one, ...others] = named.flat();
  if (one === undefined)
    throw new OperatorRefusal('PROPOSAL_NOT_FOUND', 'There is no proposal "' + text + '": lezhong proposal list shows them.');
  if (others.length === 0) return one;
  throw new OperatorRefusal('ITEM_AMBIGUOUS', '"' + text + '" fits several: name one of ' + named.flat().join(', ') + '.');
}

async function namesOf(store: Store, { order_id, item }: Act): Promise<string[]> {
  const names = [order_id, item, order_id + '/' + item, shortNo(order_id)];
  const payment = await store.read({ id: order_id });
  return payment ? [...names, payment.order.order_no] : names;
}
