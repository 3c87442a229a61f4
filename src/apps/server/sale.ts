/** The merchant's side of a sale: store, then ask the cashier; look again when the viewer is back, or when no notice came. */
import type { Failure, LezhongPay, OrderView, Result, ReturnCheck } from '../../merchant-sdk/index.ts';
import type { Book, BookOrder, NewBookOrder } from './book.ts';
import type { Jobs } from './jobs.ts';

export interface SaleDeps {
  pay: LezhongPay;
  book: Book;
  jobs: Jobs;
  public_url: string;
  now: () => number;
  /** Letters and digits that do not come twice. */
  random: () => string;
  /** Tells the cashier that the goods are with the viewer; none where the cashier does not ask for it. */
  tellDelivered?: (order: BookOrder) => Promise<boolean>;
}

export type Bought = { ok: true; order: BookOrder; cashier_url: string } | Failure;

export interface Wanted {
  account: string;
  box: string;
  cart: string;
  goods: string;
  subject: string;
  amount_fen: number;
  /** More members of the order at the cashier, such as lines of its price. */
  said(order_no: string): object;
  /** One letter before the order's number. */
  prefix: string;
}

/** Where to send the viewer. Pressing twice on one page is one order. */
export async function buy(deps: SaleDeps, wanted: Wanted): Promise<Bought> {
  const { book } = deps;
  const order = book.openIn(wanted.account, wanted.cart, wanted.goods) ?? stored(deps, wanted);
  const made = await deps.pay.createOrder({
    order_no: order.order_no,
    amount_fen: order.amount_fen,
    subject: order.subject,
    return_url: deps.public_url + '/return',
    notify_url: deps.public_url + '/notices',
    viewer_id: order.account,
    box_id: order.box,
    ...(JSON.parse(order.said) as object),
  });
  if (!made.ok) return made;
  book.hear(order.order_no, made, deps.now());
  // Closed or paid meanwhile: the next press makes another order.
  return { ok: true, order: book.find(order.order_no) as BookOrder, cashier_url: made.cashier_url };
}

/** Stored before the cashier hears of it: whatever crashes then, its notice finds an order. */
function stored(deps: SaleDeps, { prefix, said, ...wanted }: Wanted): BookOrder {
  const order_no = prefix + deps.random();
  const order: NewBookOrder = { ...wanted, order_no, said: JSON.stringify(said(order_no)) };
  return deps.book.add(order, deps.now());
}

/** Times between queries of an order that no notice has ended; the last one again and again until the order's end. */
const QUERY_MS = [20_000, 30_000, 60_000, 120_000, 300_000, 600_000] as const;
/** A request to make an order is good for five minutes from its signature; after twice that it was never made. */
const NEVER_MADE_MS = 10 * 60_000;
/** No order lives so long at the cashier; it is flagged and not asked about any more. */
const QUERY_END_MS = 30 * 24 * 3_600_000;
const REFUND_MS = [2_000, 10_000, 30_000, 60_000, 300_000, 1_800_000, 3_600_000] as const;

/** About two months of hourly questions: then it is a person's. */
const REFUND_TRIES = 1_500;

const step = (ladder: readonly number[], tries: number): number => ladder[Math.min(tries, ladder.length - 1)] as number;

/** The cashier's word on an order, written into the book. */
export async function ask({ pay, book, now }: SaleDeps, order: BookOrder): Promise<Result<OrderView>> {
  const view = await pay.queryOrder(order.order_no);
  if (view.ok) {
    book.hear(order.order_no, view, now());
    for (const one of view.refunds) book.hearRefund(order.order_no, one, now());
  }
  return view;
}

/** Work of every app's server. */
export function addSaleWork(deps: SaleDeps): void {
  const { book, jobs, pay, now } = deps;
  jobs.on('query', async (order_no, tries) => {
    const order = book.find(order_no);
    if (!order || order.state === 'paid' || order.state === 'closed') return undefined;
    const view = await ask(deps, order);
    const age_ms = now() - order.created_at_ms;
    if (!view.ok && view.kind === 'refused' && view.code === 'ORDER_NOT_FOUND' && age_ms > NEVER_MADE_MS) {
      book.drop(order_no);
      return undefined;
    }
    if (age_ms > QUERY_END_MS) return void book.flag(order_no, 'no end after 30 days', now());
    return view.ok && (view.state === 'paid' || view.state === 'closed') ? undefined : step(QUERY_MS, tries);
  });
  jobs.on('refund', async (refund_no, tries) => {
    const refund = book.refund(refund_no);
    if (!refund || refund.state === 'done' || refund.state === 'failed') return undefined;
    const { order_no, amount_fen, reason } = refund;
    const answer = await pay.refund({ order_no, refund_no, amount_fen, reason });
    if (answer.ok) {
      book.hear(order_no, answer, now());
      book.hearRefund(order_no, answer.refund, now());
      return answer.refund.state === 'refunding' ? step(REFUND_MS, tries) : undefined;
    }
    if (answer.kind === 'refused') return void book.flag(order_no, 'refund refused: ' + answer.code, now());
    if (tries > REFUND_TRIES) return void book.flag(order_no, 'refund without an end', now());
    return step(REFUND_MS, tries);
  });
  jobs.on('delivered', async (order_no, tries) => {
    const order = book.find(order_no);
    if (!order || !deps.tellDelivered || tries >= DELIVERED_TRIES) return undefined;
    return (await deps.tellDelivered(order)) ? undefined : step(REFUND_MS, tries);
  });
}

/** It only changes what the viewer reads: after some hours nobody looks any more. */
const DELIVERED_TRIES = 10;

/** The order that a viewer came back from, by our book or the cashier's word; the address alone proves nothing. */
export type ComeBack =
  | { kind: 'order'; order: BookOrder; said: Exclude<ReturnCheck, { ok: false; why: 'forged' }>['state'] }
  | { kind: 'forged' };

export async function comeBack(deps: SaleDeps, url: string): Promise<ComeBack> {
  const back = deps.pay.verifyReturn(url);
  if (!back.ok && back.why === 'forged') return { kind: 'forged' };
  const order = deps.book.find(back.order_no);
  if (!order) return { kind: 'forged' };
  if (order.state !== 'paid' && order.state !== 'closed') await ask(deps, order);
  return { kind: 'order', order: deps.book.find(order.order_no) ?? order, said: back.state };
}
