/** What an app's server is made of: the common parts, and the app's own. */
import type { LezhongPay } from '../../merchant-sdk/index.ts';
import type { Book, BookOrder, Reactions } from './book.ts';
import type { Db } from './db.ts';
import type { Asked, Routes } from './http.ts';
import type { Jobs, JobsWorld } from './jobs.ts';
import type { AppPage } from './page.ts';
import type { AppClock } from './sandbox-clock.ts';
import type { SaleDeps } from './sale.ts';
import type { Viewer } from './ticket.ts';

export interface ShopParts {
  db_file: string;
  pay: LezhongPay;
  page: AppPage;
  public_url: string;
  home_url: string;
  portal_secret: string;
  test_knobs: boolean;
  /** `wall` is real time, for signatures. */
  world: JobsWorld & { wall(): number };
  /** Of a sandbox. */
  clock?: AppClock;
  random: () => string;
  tellDelivered?: SaleDeps['tellDelivered'];
}

/** What is sold: made by the app's server from its own data, never from what a page says it costs. */
export interface Goods {
  /** The app's own JSON text; the same goods in one visit are one order. */
  goods: string;
  subject: string;
  amount_fen: number;
  /** More members of the order at the cashier, such as lines of its price. */
  said(order_no: string): object;
}

/** The common parts, as an app's own code is given them. */
export interface ShopCore {
  db: Db;
  book: Book;
  jobs: Jobs;
  now: () => number;
  random: () => string;
}

/** An app's own part. */
export interface AppShop {
  reactions: Reactions;
  routes: Routes;
  /** The page's start: what it shows before it asked for anything. */
  start(viewer: Viewer): object;
  /** Goods for what the page chose; a code when they cannot be sold. */
  goods(viewer: Viewer, wanted: { readonly [name: string]: unknown }): Goods | { refused: string };
  /** What the app itself knows about an order, for its page. */
  about(order: BookOrder): object;
  /** For tests: everything the app has written down. */
  facts(): object;
}

export interface AppKind {
  /** Before an order's number. */
  prefix: string;
  tables: string;
  make(core: ShopCore, who: (asked: Asked) => Viewer | undefined): AppShop;
}
