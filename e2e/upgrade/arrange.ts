/** Brings every order of the fixture to its state over HTTP, by merchant, viewer and phone calls. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { LezhongPay, NewOrder } from '../../src/merchant-sdk/index.ts';
import { until } from './bank.ts';
import type { Bank, Channel } from './bank.ts';
import { BANKS_MAKING, REFUND_LATER_MS, RETRY_LATER_MS, RETRY_SOON_MS } from './settings.ts';
import type { Shop } from './shop.ts';
import { ORPHANS, REFUNDS, SITUATIONS, VIEWERS } from './situations.ts';
import { viewerAt } from './viewer.ts';
import type { Viewer } from './viewer.ts';

export interface World {
  bank: Bank;
  pay: LezhongPay;
  shop: Shop;
  bff_url: string;
  urls: Pick<NewOrder, 'return_url' | 'notify_url'>;
  opened_at_ms: number;
}

interface Arranged {
  order_no: string;
  amount_fen: number;
  viewer: Viewer;
}

const DAY_MS = 86_400_000;
const ALIVE_MS = DAY_MS;

const DROP = { notify: { drop: 1 } } as const;

export async function arrange(world: World): Promise<void> {
  await orphans(world);
  await untouched(world);
  await codes(world);
  await cards(world);
  await held(world);
  await closings(world);
  await payments(world);
  await refunds(world);
  await questions(world);
}

async function open(world: World, order_no: string, more: Partial<NewOrder> = {}): Promise<Arranged> {
  const situation = SITUATIONS.find((one) => one.order_no === order_no);
  if (!situation) throw new Error('no situation ' + order_no);
  const { amount_fen, ends_in_ms = ALIVE_MS } = situation;
  const expires_at_ms = world.opened_at_ms + ends_in_ms;
  const made = await world.pay.createOrder({ order_no, amount_fen, subject: '测试 ' + order_no, ...world.urls, expires_at_ms, ...more });
  if (!made.ok) throw new Error(order_no + ': ' + JSON.stringify(made));
  return { order_no, amount_fen, viewer: viewerAt(world.bff_url, made.cashier_url) };
}

function reaches(world: World, order_no: string, state: string): Promise<unknown> {
  return until(order_no + ' ' + state, async () => {
    const found = await world.pay.queryOrder(order_no);
    return found.ok && found.state === state ? found : undefined;
  });
}

function told(world: World, order_no: string, count: number): Promise<unknown> {
  return until('notice ' + count + ' of ' + order_no, () => world.shop.notices(order_no)[count]);
}

/** A request of this kind has reached the bank since. */
async function arrives(world: World, channel: Channel, call: string, act: () => Promise<unknown>): Promise<void> {
  const count = async (): Promise<number> => (await world.bank.calls(channel)).filter((one) => one.call === call).length;
  const before = await count();
  await act();
  await until(channel + ' ' + call, async () => ((await count()) > before ? true : undefined));
}

async function orphans(world: World): Promise<void> {
  const [booked, waiting] = ORPHANS;
  await world.bank.set({ wechat: { notify_retry_ms: RETRY_SOON_MS }, alipay: { notify_retry_ms: RETRY_LATER_MS } });
  await world.bank.pay(booked.channel, booked.amount_fen);
  await world.bank.pay(waiting.channel, waiting.amount_fen);
  await until('the orphan to be booked', async () => {
    const notices = await world.bank.control<{ state: string }[]>('/notices?channel=wechat');
    return notices.some((one) => one.state === 'delivered') ? true : undefined;
  });
  await world.bank.set(BANKS_MAKING);
}

async function untouched(world: World): Promise<void> {
  await open(world, 'untouched', { detail: '第二行', box_id: 'box-1' });
  await open(world, 'elder', { mode: 'elder' });
  await open(world, 'english', { lang: 'en' });
}

async function codes(world: World): Promise<void> {
  const { bank } = world;
  for (const [order_no, channel] of [
    ['wechat-code', 'wechat'],
    ['alipay-code-ends', 'alipay'],
    ['wechat-code-ends', 'wechat'],
  ] as const)
    await (await open(world, order_no)).viewer.toCode(channel);

  const asked = await open(world, 'code-asked-for');
  await asked.viewer.sees('choose');
  await bank.withFault('wechat', { answer: { lose_before_effect: { prepay: 1 } } }, () =>
    asked.viewer.answer({ kind: 'choose', channel: 'wechat' }),
  );

  for (const [order_no, channel] of [
    ['paid-unheard', 'wechat'],
    ['paid-unheard-ends', 'alipay'],
  ] as const) {
    const { viewer, amount_fen } = await open(world, order_no);
    await viewer.toCode(channel);
    await bank.withFault(channel, DROP, () => bank.pay(channel, amount_fen));
  }
}

async function cards(world: World): Promise<void> {
  const { bank } = world;
  const remembered = await open(world, 'card-remembered', { viewer_id: VIEWERS.kept });
  await payByCard(world, remembered, 'pingan-debit', true);
  await reaches(world, 'card-remembered', 'paid');

  const unheard = await open(world, 'card-unheard', { viewer_id: VIEWERS.pending, box_id: 'box-2' });
  await bank.withFault('unionpay', DROP, () => payByCard(world, unheard, 'try-silent-paid', true));

  const lost = await open(world, 'card-lost');
  await arrives(world, 'unionpay', 'consume', () => payByCard(world, lost, 'try-silent-unpaid'));

  const code = await open(world, 'card-code');
  await code.viewer.toSmsCode(await bank.card('pingan-debit'));

  const doubt = await open(world, 'card-held');
  await payByCard(world, doubt, 'try-75');
  await until('the card to be held', async () => {
    const step = await doubt.viewer.step();
    return step.kind === 'checking' && step.why === 'held' ? true : undefined;
  });
}

async function payByCard(world: World, { viewer, amount_fen }: Arranged, card: string, remember = false): Promise<void> {
  const typed = await viewer.toSmsCode(await world.bank.card(card), remember);
  await viewer.typeCode(world.bank, amount_fen, typed);
}

async function held(world: World): Promise<void> {
  const { viewer, amount_fen } = await open(world, 'amount-held');
  await viewer.toCode('wechat');
  await world.bank.withFault('wechat', { notify: { wrong_amount: 1, wrong_amount_fen: 1 } }, () => world.bank.pay('wechat', amount_fen));
  await viewer.sees('checking');
}

async function closings(world: World): Promise<void> {
  const { bank, pay } = world;
  const lostClose = { answer: { lose_before_effect: { close: 1 } } };
  const left = await open(world, 'attempt-closing');
  await left.viewer.toCode('wechat');
  await bank.withFault('wechat', lostClose, () => left.viewer.answer({ kind: 'change' }));

  const closing = await open(world, 'order-closing');
  await closing.viewer.toCode('wechat');
  await bank.withFault('wechat', lostClose, () => pay.closeOrder('order-closing'));

  await open(world, 'closed');
  await pay.closeOrder('closed');
  await reaches(world, 'closed', 'closed');
  await told(world, 'closed', 1);
}

async function paidBy(world: World, order_no: string, channel: 'wechat' | 'alipay'): Promise<Arranged> {
  const order = await open(world, order_no);
  await order.viewer.toCode(channel);
  await world.bank.pay(channel, order.amount_fen);
  await reaches(world, order_no, 'paid');
  return order;
}

async function payments(world: World): Promise<void> {
  const { bank, shop } = world;
  await paidBy(world, 'paid', 'wechat');
  await told(world, 'paid', 1);

  shop.down = true;
  await paidBy(world, 'paid-untold', 'alipay');
  await sleep(500);
  shop.down = false;

  await bank.set({ wechat: { refund_ms: REFUND_LATER_MS } });
  const twice = await open(world, 'paid-twice');
  await twice.viewer.toCode('wechat');
  await bank.withFault('wechat', { answer: { lose_before_effect: { close: 1 } } }, () => twice.viewer.answer({ kind: 'change' }));
  await twice.viewer.toCode('alipay');
  await bank.pay('alipay', twice.amount_fen);
  await reaches(world, 'paid-twice', 'paid');
  await arrives(world, 'wechat', 'refund', () => bank.pay('wechat', twice.amount_fen));
}

async function ask(world: World, order_no: string): Promise<void> {
  const asked = REFUNDS[order_no] ?? [];
  for (const [i, amount_fen] of asked.entries()) {
    const answer = await world.pay.refund({ order_no, refund_no: order_no + '-' + (i + 1), amount_fen, reason: '退款' });
    if (!answer.ok) throw new Error(order_no + ': ' + JSON.stringify(answer));
    // The first is asked at once; the second of the same receipt must find it so.
    await sleep(300);
  }
}

async function refunds(world: World): Promise<void> {
  const { bank } = world;
  await paidBy(world, 'refund-asked', 'wechat');
  await arrives(world, 'wechat', 'refund', () => ask(world, 'refund-asked'));

  await paidBy(world, 'refund-waiting', 'wechat');
  await bank.withFault('wechat', { answer: { refund_not_enough: 1 } }, () => ask(world, 'refund-waiting'));

  await bank.set({ wechat: { refund_ms: 200 } });
  await bank.control('/faults', { wechat: { answer: { refund_ends: 'ABNORMAL' } } });
  await paidBy(world, 'refund-stuck', 'wechat');
  await arrives(world, 'wechat', 'refund', () => ask(world, 'refund-stuck'));
  await bank.control('/faults', { wechat: { answer: { refund_ends: 'SUCCESS' } } });

  await paidBy(world, 'refund-unheard', 'alipay');
  await bank.withFault('alipay', { notify: { drop: 1 }, answer: { lose_after_effect: { refund: 1 } } }, () => ask(world, 'refund-unheard'));

  await paidBy(world, 'refund-done', 'alipay');
  await paidBy(world, 'refund-forgotten', 'alipay');
  await told(world, 'refund-forgotten', 1);

  await ask(world, 'refund-done');
  await told(world, 'refund-done', 2);

  for (const order_no of ['refund-card-unheard', 'refund-card-lost'] as const) {
    await payByCard(world, await open(world, order_no), 'pingan-debit');
    await reaches(world, order_no, 'paid');
  }
  await bank.card('pingan-debit', 'refund-silent-done');
  await bank.withFault('unionpay', DROP, () => ask(world, 'refund-card-unheard'));
  await bank.card('pingan-debit', 'refund-silent-lost');
  await arrives(world, 'unionpay', 'refund', () => ask(world, 'refund-card-lost'));
}

/** Refunds what the database that is kept will not know. */
export async function arrangeForgotten(world: World): Promise<void> {
  await world.bank.withFault('alipay', DROP, () => ask(world, 'refund-forgotten'));
}

async function questions(world: World): Promise<void> {
  const { bank } = world;
  const early = await open(world, 'asks-not-received');
  await early.viewer.toCode('wechat');
  await early.viewer.answer({ kind: 'ask-paid' });
  await until('the note', async () => ('note' in (await early.viewer.step()) ? true : undefined));

  const list = await open(world, 'asks-card-list', { viewer_id: VIEWERS.kept });
  await list.viewer.sees('choose');
  await list.viewer.answer({ kind: 'choose', channel: 'unionpay' });
  await list.viewer.sees('card-list');

  await (await open(world, 'asks-card-number')).viewer.toNumber();

  const check = await open(world, 'asks-card-check');
  const card = await bank.card('pingan-debit');
  const asked = await check.viewer.toCheck(card);
  await check.viewer.secret(asked, { kind: 'card-check', pan: card.pan, fields: { phone: '123' }, remember: false });

  await payByCard(world, await open(world, 'asks-wrong-code'), 'try-71');
  await payByCard(world, await open(world, 'asks-refused'), 'try-64');
}
