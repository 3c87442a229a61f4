/** A sandbox, a client, and the few things one does with a card. */
import { beijing } from '../../protocol/world.ts';
import type { SomeSettings } from '../settings.ts';
import { startBench } from './bench.ts';
import type { Bench } from './bench.ts';
import { unionpayClient } from './unionpay-client.ts';
import type { CardAnswer, Form, UnionpayClient } from './unionpay-client.ts';

export interface TestCard {
  id: string;
  pan: string;
  phone: string;
  cvn2?: string;
  expiry?: string;
  certif_id: string;
  holder: string;
  balance_fen: number;
  type: string;
}

export interface CardOrder {
  orderId: string;
  txnTime: string;
  card: TestCard;
  txnAmt: string;
}

export interface CardBench {
  bench: Bench;
  client: UnionpayClient;
  card(id: string): TestCard;
  /** A new number each time, at this moment. */
  order(card_id?: string, txnAmt?: string): CardOrder;
  sms(order: CardOrder, more?: Form): Promise<CardAnswer>;
  /** Reads the phone; "000000" when nothing came. */
  smsCode(number: string): Promise<string>;
  consume(order: CardOrder, members: Form, more?: Form): Promise<CardAnswer>;
  /** Text and consumption, and whatever else the customer says. */
  pay(order: CardOrder, members?: Form, more?: Form): Promise<CardAnswer>;
  query(order: { orderId: string; txnTime: string }): Promise<CardAnswer>;
  now(): string;
}

let serial = 0;

export async function startCardBench(settings: SomeSettings = {}): Promise<CardBench> {
  const bench = await startBench({ settings });
  const client = unionpayClient(bench);
  const cards = await bench.control<TestCard[]>('GET', '/control/unionpay/cards');
  const now = (): string => beijing(bench.world.now()).replace(/\D/g, '');
  const asked = ({ orderId, txnTime, card: { pan }, txnAmt }: CardOrder): Form => ({
    orderId,
    txnTime,
    txnAmt,
    currencyCode: '156',
    accNo: client.conceal(pan),
  });
  const parts: CardBench = {
    bench,
    client,
    now,
    card(id) {
      const found = cards.find((one) => one.id === id);
      if (!found) throw new Error(`no card ${id}`);
      return found;
    },
    order: (card_id = 'pingan-debit', txnAmt = '1990') => ({
      orderId: `CARD${String(++serial).padStart(8, '0')}`,
      txnTime: now(),
      card: parts.card(card_id),
      txnAmt,
    }),
    sms: (order, more = {}) =>
      client.send('sms', { ...asked(order), customerInfo: client.customer({ phoneNo: order.card.phone }), ...more }),
    async smsCode(number) {
      const [newest] = await bench.control<{ code: string }[]>('GET', `/control/messages?number=${number}`);
      return newest?.code ?? '000000';
    },
    consume: (order, members, more = {}) =>
      client.send('consume', { ...asked(order), backUrl: 'http://merchant.test/card', customerInfo: client.customer(members), ...more }),
    async pay(order, members = {}, more = {}) {
      await parts.sms(order);
      return parts.consume(order, { smsCode: await parts.smsCode(order.orderId), ...members }, more);
    },
    query: ({ orderId, txnTime }) => client.send('query', { orderId, txnTime }),
  };
  return parts;
}
