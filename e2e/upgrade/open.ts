/** Opens a fixture with today's programs, does what its orders still need from outside, and waits until all is at rest. */
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { LezhongPay } from '../../src/merchant-sdk/index.ts';
import type { OrderView } from '../../src/merchant-sdk/index.ts';
import { bankAt, until } from './bank.ts';
import type { Bank, BankOrder } from './bank.ts';
import { renumbered, unpack } from './fixture.ts';
import type { Unpacked } from './fixture.ts';
import { entriesOf } from './ledger.ts';
import type { Entry } from './ledger.ts';
import { freePorts } from '../../src/start/ports.ts';
import { startBff, startSandbox } from './programs.ts';
import { startShop } from './shop.ts';
import type { Shop } from './shop.ts';
import type { Situation } from './situations.ts';
import { viewerAt } from './viewer.ts';
import type { Viewer } from './viewer.ts';

export interface Opened {
  fixture: Unpacked;
  bank: Bank;
  pay: LezhongPay;
  shop: Shop;
  /** The ledger before today's program had it. */
  before: Entry[];
  viewerAt(cashier_url: string): Viewer;
  /** What the BFF wrote to its log. */
  logged(): string;
  stop(): Promise<void>;
}

/** Every card's fields: the program takes what it asked for. */
const ALL_FIELDS = ['phone', 'id', 'expiry', 'cvn2'];
/** The card that `card-code` was begun with. */
export const PLAIN_CARD = 'pingan-debit';

export async function openFixture(dir: string): Promise<Opened> {
  const first = await freePorts(6);
  const ports = { bff: first, shop: first + 1, sandbox: first + 2 };
  const fixture = unpack(dir, ports);
  const before = entriesOf(fixture.database);
  const shift_ms = fixture.opened_at_ms - Date.now();
  const moment = { shift_ms, ports: Object.fromEntries(renumbered(fixture.ports, ports)) };
  const url = 'http://127.0.0.1:' + ports.bff;
  const now = (): number => Date.now() + shift_ms;
  const pay = new LezhongPay({ base_url: url, merchant_id: 'demo', keys: [fixture.key], now });
  const shop = await startShop(ports.shop);
  shop.verifyWith(pay);
  const sandbox = await startSandbox({ data: fixture.data + '/sandbox', config: fixture.banks_file, port_base: ports.sandbox }, moment);
  const bff = await startBff({ config: fixture.bff_file, url }, moment).catch(async (error: unknown) => {
    await sandbox.stop();
    throw error;
  });
  return {
    fixture,
    bank: bankAt('http://127.0.0.1:' + ports.sandbox),
    pay,
    shop,
    before,
    viewerAt: (cashier_url) => viewerAt(url, cashier_url),
    logged: () => bff.said(),
    async stop() {
      await Promise.all([bff.stop(), sandbox.stop(), shop.stop()]);
      rmSync(fixture.data, { recursive: true, force: true });
    },
  };
}

export async function orderOf({ pay }: Opened, order_no: string): Promise<OrderView> {
  const found = await pay.queryOrder(order_no);
  if (!found.ok) throw new Error(order_no + ': ' + JSON.stringify(found));
  return found;
}

export async function viewerOf(opened: Opened, order_no: string): Promise<Viewer> {
  return opened.viewerAt((await orderOf(opened, order_no)).cashier_url);
}

/** What a viewer, a phone, the merchant or the bank still has to do. */
export async function doWhatIsLeft(opened: Opened, { order_no, amount_fen, needs, end }: Situation): Promise<void> {
  const { bank, pay } = opened;
  switch (needs) {
    case undefined:
      return;
    case 'pay the WeChat code':
      return bank.pay('wechat', amount_fen);
    case 'pay by a new Alipay code':
      await (await viewerOf(opened, order_no)).toCode('alipay');
      return bank.pay('alipay', amount_fen);
    case 'type the code from the phone': {
      const page = await viewerOf(opened, order_no);
      return page.typeCode(bank, amount_fen, page.typedOf(await bank.card(PLAIN_CARD), ALL_FIELDS, false));
    }
    case 'the merchant closes it':
      return void (await pay.closeOrder(order_no));
    case 'the merchant asks its refund again':
      return void (await pay.refund({ order_no, refund_no: order_no + '-1', amount_fen: end.refunded_fen, reason: '退款' }));
    case 'the bank ends its refund': {
      const stuck = await until('a stuck refund', async () => {
        const [order] = booksOf(await bank.orders(), amount_fen);
        const refund = order?.refunds.find((one) => one.state === 'ABNORMAL');
        return order && refund && { order, refund };
      });
      const { channel, number } = stuck.order;
      await bank.control('/refunds/' + channel + '/' + number + '/' + stuck.refund.refund_no, { state: 'SUCCESS' });
    }
  }
}

/** The banks' orders that were made for this amount: each order here has its own. */
export function booksOf(orders: readonly BankOrder[], amount_fen: number): BankOrder[] {
  return orders.filter((one) => one.amount_fen === amount_fen);
}

/** As the merchant sees it now, in the words of `Situation.end`. */
export async function standing(opened: Opened, { order_no, amount_fen }: Situation): Promise<object> {
  const { state, refunded_fen } = await orderOf(opened, order_no);
  const books = booksOf(await opened.bank.orders(), amount_fen);
  const kept_fen = books.reduce((sum, one) => sum + one.charged_fen - one.returned_fen, 0);
  return { state, refunded_fen, kept_fen, notices: opened.shop.notices(order_no) };
}

/** The same of a situation: of its notices those that had not been taken before. */
export function expected(opened: Opened, { order_no, end }: Situation): object {
  const told = opened.fixture.told[order_no] ?? 0;
  const news = end.notices.map((type, i) => [i + 1, type] as const).filter(([n]) => n > told);
  return { state: end.state, refunded_fen: end.refunded_fen, kept_fen: end.kept_fen, notices: Object.fromEntries(news) };
}

/** Until every order stands as expected and stays so, or for `within_ms`: the test says what does not. */
export async function waitForEnds(opened: Opened, within_ms: number): Promise<void> {
  const end = performance.now() + within_ms;
  for (let quiet = 0; quiet < 2 && performance.now() < end;) {
    await sleep(500);
    const settled = await Promise.all(
      opened.fixture.orders.map(
        async (one) => JSON.stringify(sorted(await standing(opened, one))) === JSON.stringify(sorted(expected(opened, one))),
      ),
    );
    quiet = settled.every(Boolean) ? quiet + 1 : 0;
  }
}

const sorted = (value: object): [string, unknown][] => Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
