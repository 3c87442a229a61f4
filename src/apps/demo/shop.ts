/** The merchant's side of a sale: store, then ask the cashier; look again when the viewer comes back. */
import type { LezhongPay, Failure, NewOrder, ReturnState } from '../../merchant-sdk/index.ts';
import type { Book, Sale } from './book.ts';
import { itemOf } from './items.ts';
import type { Item } from './items.ts';

/** How this visitor wants it; kept in every link of the shop. */
export interface Wishes {
  /** How the order is made: by our server, or by the address the viewer is sent to. */
  way: 'server' | 'redirect';
  lang?: 'zh-CN' | 'zh-TW' | 'en';
  mode?: 'elder' | 'normal';
  size?: 'hd' | 'fhd' | 'sd';
}

export interface ShopDeps {
  pay: LezhongPay;
  book: Book;
  public_url: string;
  viewer: string | undefined;
  box: string | undefined;
  now: () => number;
  /** Letters and digits that do not come twice. */
  random: () => string;
}

export type Bought = { ok: true; location: string } | Failure | { ok: false; kind: 'no-item' };

/** Where to send the viewer who pressed 购买. Pressing twice on one page is one order. */
export async function buy(deps: ShopDeps, item_id: string | undefined, cart: string, wishes: Wishes): Promise<Bought> {
  const item = itemOf(item_id);
  if (!item) return { ok: false, kind: 'no-item' };
  const sale = deps.book.openIn(cart, item.id) ?? newSale(deps, item, cart);
  const order = orderOf(deps, sale, item, wishes);
  if (wishes.way === 'redirect') return { ok: true, location: deps.pay.redirectUrl(order) };
  const made = await deps.pay.createOrder(order);
  if (!made.ok) return made;
  deps.book.hear(sale.order_no, made.state, deps.now());
  return { ok: true, location: made.cashier_url };
}

/** Stored before the cashier hears of it: whatever crashes then, its notice finds an order. */
function newSale(deps: ShopDeps, item: Item, cart: string): Sale {
  const sale: Sale = {
    order_no: 'D' + deps.random(),
    cart,
    item_id: item.id,
    amount_fen: item.amount_fen,
    state: 'made',
    created_at_ms: deps.now(),
    delivered_at_ms: null,
    refunded_fen: 0,
  };
  deps.book.add(sale);
  return sale;
}

function orderOf(deps: ShopDeps, sale: Sale, item: Item, wishes: Wishes): NewOrder {
  return {
    order_no: sale.order_no,
    amount_fen: sale.amount_fen,
    subject: item.name,
    detail: item.detail,
    return_url: deps.public_url + '/return' + linkOf(wishes),
    notify_url: deps.public_url + '/notices',
    ...(deps.viewer ? { viewer_id: deps.viewer } : {}),
    ...(deps.box ? { box_id: deps.box } : {}),
    ...(wishes.lang ? { lang: wishes.lang } : {}),
    ...(wishes.mode ? { mode: wishes.mode } : {}),
  };
}

/** "?way=redirect&size=sd", or nothing; `more` in front. */
export function linkOf(wishes: Wishes, more: { [name: string]: string } = {}): string {
  const { way, ...rest } = wishes;
  const query = new URLSearchParams({ ...more, ...(way === 'redirect' ? { way } : {}), ...rest }).toString();
  return query ? '?' + query : '';
}

/** What the return page shows: our book's word, or the cashier's; the address alone proves nothing. */
export type Back = { kind: 'paid' | 'checking' | 'left' | 'closed'; sale: Sale; item: Item } | { kind: 'forged' };

export async function comeBack(deps: ShopDeps, url: string): Promise<Back> {
  const back = deps.pay.verifyReturn(url);
  if (!back.ok && back.why === 'forged') return { kind: 'forged' };
  const known = deps.book.find(back.order_no);
  const item = itemOf(known?.item_id);
  if (!known || !item) return { kind: 'forged' };
  const sale = await refreshed(deps, known);
  return { kind: kindOf(sale, back.state), sale, item };
}

async function refreshed(deps: ShopDeps, sale: Sale): Promise<Sale> {
  if (sale.state === 'paid' || sale.state === 'closed') return sale;
  const view = await deps.pay.queryOrder(sale.order_no);
  if (view.ok) deps.book.hear(sale.order_no, view.state, deps.now());
  // Not found: the viewer left before the address that makes the order was opened.
  const asked = view.ok || (view.kind === 'refused' && view.code === 'ORDER_NOT_FOUND');
  return { ...(deps.book.find(sale.order_no) ?? sale), ...(asked ? {} : { state: 'closing' }) };
}

function kindOf(sale: Sale, said: ReturnState): 'paid' | 'checking' | 'left' | 'closed' {
  if (sale.state === 'paid' || sale.state === 'closed') return sale.state;
  return sale.state === 'closing' || said !== 'left' ? 'checking' : 'left';
}
