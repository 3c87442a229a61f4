/** Makes something happen at a sandbox, so that a merchant's server hears of it. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OrderJson } from '../../protocol/order.ts';
import type { Command } from '../command.ts';
import { failed } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';
import { ACCOUNT, withAccount } from './account.ts';
import type { Account } from './account.ts';
import { printOrder, refused } from './orders.ts';

const TYPES = ['order.paid', 'order.closed', 'refund.done'] as const;
type Type = (typeof TYPES)[number];

const AMOUNT_FEN = 100;
const LOOK_MS = 300;
/** A code is there within seconds, a payment known within a minute, a refund within some. */
const GIVE_UP_MS = 90_000;

interface Shown {
  kind: string;
  version: number;
  channels?: { channel: string; types_card?: true; down?: string }[];
}

async function json<T>(url: string, body?: object): Promise<T> {
  const init = body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {};
  return (await (await fetch(url, init)).json()) as T;
}

/** As a viewer with a phone does: a wallet is chosen, its code scanned and paid. */
async function payAtSandbox(order: OrderJson, sandbox: string): Promise<void> {
  const page = order.cashier_url;
  const first = await json<Shown>(page + '/step');
  const wallet = first.channels?.find((one) => !one.types_card && one.down === undefined);
  if (!wallet) throw new Error('no wallet is offered');
  await json(page + '/answer', { version: first.version, answer: { kind: 'choose', channel: wallet.channel } });
  for (const end = Date.now() + GIVE_UP_MS; Date.now() < end; await sleep(LOOK_MS)) {
    const codes = await json<{ code: string; subject?: string }[]>(sandbox + '/control/codes?limit=100');
    const mine = codes.find((one) => one.subject === order.subject);
    if (mine) return void (await json(sandbox + '/control/pay', { code: mine.code }));
  }
  throw new Error('the sandbox made no code');
}

async function until(account: Account, order_no: string, holds: (order: OrderJson) => boolean): Promise<Outcome> {
  for (const end = Date.now() + GIVE_UP_MS; Date.now() < end; await sleep(LOOK_MS)) {
    const order = await account.pay.queryOrder(order_no);
    if (!order.ok) return refused(order);
    if (holds(order)) return { exit: 0, json: order, text: printOrder(order) };
  }
  return failed(
    1,
    'TIMEOUT',
    'It has not come about within ' + GIVE_UP_MS / 1000 + ' s; lezhong order get ' + order_no + ' says how it stands.',
  );
}

async function trigger(account: Account, type: Type, sandbox: string, notify_url: string): Promise<Outcome> {
  const order_no = 'T' + randomBytes(6).toString('hex');
  const made = await account.pay.createOrder({
    order_no,
    amount_fen: AMOUNT_FEN,
    subject: 'lezhong trigger ' + order_no,
    return_url: new URL('/return', notify_url).href,
    notify_url,
  });
  if (!made.ok) return refused(made);
  if (type === 'order.closed') {
    const closed = await account.pay.closeOrder(order_no);
    return closed.ok ? until(account, order_no, (order) => order.state === 'closed') : refused(closed);
  }
  await payAtSandbox(made, sandbox);
  const paid = await until(account, order_no, (order) => order.state === 'paid');
  if (type === 'order.paid' || paid.exit !== 0) return paid;
  const back = await account.pay.refund({ order_no, refund_no: order_no + '-1', amount_fen: AMOUNT_FEN, reason: 'trigger' });
  return back.ok ? until(account, order_no, (order) => order.refunds[0]?.state === 'done') : refused(back);
}

export const TRIGGER: Command = {
  name: 'trigger',
  args: ['TYPE'],
  options: {
    ...ACCOUNT,
    sandbox: { value: 'URL', does: 'the phone page of the sandbox (http://127.0.0.1:4100)' },
    notify: { value: 'URL', does: 'where the notice goes (http://127.0.0.1:8080/notices)' },
  },
  does: 'make a notice happen at the sandbox: ' + TYPES.join(', '),
  more: "An order of 1.00 yuan is made, and paid, closed or refunded, as a viewer and your server would. A refund.requested is an operator's: lezhong refund-request open.",
  run: withAccount(async (account, { args: [type = ''], options }) => {
    const wanted = TYPES.find((one) => one === type);
    if (!wanted) return failed(2, 'USAGE', 'There is no trigger "' + type + '": ' + TYPES.join(', ') + '.');
    const text = (name: string, otherwise: string): string => (typeof options[name] === 'string' ? options[name] : otherwise);
    try {
      return await trigger(account, wanted, text('sandbox', 'http://127.0.0.1:4100'), text('notify', 'http://127.0.0.1:8080/notices'));
    } catch (error) {
      return failed(
        3,
        'SANDBOX',
        'The sandbox does not answer as one (' + (error as Error).message + '): give its phone page with --sandbox.',
      );
    }
  }),
};
