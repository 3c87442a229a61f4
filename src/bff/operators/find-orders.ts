/** Orders by anything that a person may have in hand. */
import { ID_LENGTH, shortNo } from '../payments/ids.ts';
import { TOKEN_PATTERN } from '../payments/ids.ts';
import type { Payment } from '../payments/payment.ts';
import type { Store, Wanted } from '../store/port.ts';
import { OperatorRefusal } from './refusal.ts';

export interface FoundOrder {
  id: string;
  short_no: string;
  merchant_id: string;
  order_no: string;
  subject: string;
  amount_fen: number;
  state: string;
  created_ms: number;
  /** The field that the text fits: "order_no", "txn", ... */
  by: string;
}

const TOKEN = new RegExp(TOKEN_PATTERN);
const ID = new RegExp('^[0-9a-z]{' + ID_LENGTH + '}$');
const SHORT = /^[0-9A-Za-z]{8}$/;

/** Every reading of the text that could be meant; a short number is looked for only where nothing else fits, because that reads all orders. */
function readings(text: string): Wanted[] {
  if (TOKEN.test(text)) return [{ token: text }];
  return [...(ID.test(text) ? [{ id: text }] : []), { order_no: text }, { channel_no: text }, { txn: text }];
}

export async function findOrders(store: Store, text: string): Promise<FoundOrder[]> {
  const found = new Map<string, FoundOrder>();
  const look = async (wanted: Wanted): Promise<void> => {
    for (const id of await store.find(wanted)) {
      const payment = found.has(id) ? undefined : await store.read({ id });
      if (payment) found.set(id, foundOrder(payment, Object.keys(wanted)[0] ?? ''));
    }
  };
  for (const wanted of readings(text)) await look(wanted);
  if (found.size === 0 && SHORT.test(text)) await look({ short_no: text });
  return [...found.values()];
}

/** Throws OperatorRefusal when none or several fit. */
export async function oneOrder(store: Store, text: string): Promise<Payment> {
  const found = await findOrders(store, text);
  const [one, ...others] = found;
  if (others.length)
    throw new OperatorRefusal(
      'ITEM_AMBIGUOUS',
      '"' + text + '" fits several orders: name one of ' + found.map((each) => each.id).join(', ') + '.',
    );
  const payment = one && (await store.read({ id: one.id }));
  if (!payment)
    throw new OperatorRefusal('ORDER_NOT_FOUND', 'There is no order "' + text + '": lezhong order find says what may be looked for.');
  return payment;
}

function foundOrder({ order }: Payment, by: string): FoundOrder {
  const { id, merchant_id, order_no, subject, amount_fen, state, created_ms } = order;
  return { id, short_no: shortNo(id), merchant_id, order_no, subject, amount_fen, state, created_ms, by };
}
