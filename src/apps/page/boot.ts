/** What the server wrote into the page. */
import type { Keymap } from '../../protocol/keymap.ts';

/** An order as the server tells it; `about` is the app's own part. */
export interface OrderView<About = unknown> {
  order_no: string;
  state: 'made' | 'open' | 'closing' | 'closed' | 'paid';
  subject: string;
  amount_fen: number;
  refunded_fen: number;
  refunding: boolean;
  delivered: boolean;
  cart: string;
  about: About;
}

export interface Boot<Start = unknown, About = unknown> {
  app: string;
  ticket: string;
  /** The portal's page, for the key 首页. */
  home_url: string;
  viewer?: { account: string; box: string };
  /** This visit: pressing twice in it is one order. */
  cart: string;
  keymap: Keymap;
  start?: Start;
  /** The viewer comes from the cashier. */
  back?: { kind: 'forged' } | { kind: 'paid' | 'closed' | 'left'; order: OrderView<About> };
}

export function readBoot<B extends Boot>(doc: Document): B {
  const element = doc.getElementById('boot');
  return JSON.parse((element && element.textContent) || '{}') as B;
}
