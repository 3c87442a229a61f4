/** A merchant's own orders: what its server does with the SDK, by hand. */
import type { LezhongPay } from '../../merchant-sdk/index.ts';
import type { OrderJson } from '../../protocol/order.ts';
import type { Command } from '../command.ts';
import { failed } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';
import { money, table } from '../text.ts';
import { ACCOUNT, withAccount } from './account.ts';

type Answer<T> = ({ ok: true } & T) | Refused;
type Refused = Extract<Awaited<ReturnType<LezhongPay['queryOrder']>>, { ok: false }>;

export function refused(answer: Refused): Outcome {
  if (answer.kind === 'unknown')
    return failed(3, 'UNKNOWN', 'No certain answer (' + answer.why + '): it may have been done. The same command again is safe.');
  return failed(1, answer.code, answer.code + (answer.field ? ' (' + answer.field + ')' : '') + ': ' + answer.message);
}

export function printOrder(order: OrderJson): string {
  const rows = [
    ['order', order.order_no],
    ['state', order.state],
    ['amount', money(order.amount_fen)],
    ['subject', order.subject],
    ['cashier', order.cashier_url],
    ...(order.channel ? [['paid by', order.channel + ' ' + (order.channel_transaction ?? '')]] : []),
    ...order.refunds.map((one) => ['refund ' + one.refund_no, money(one.amount_fen) + ' ' + one.state]),
  ];
  return table(rows[0] ?? [], rows.slice(1), '');
}

const shown = <T extends OrderJson>(answer: Answer<T>): Outcome =>
  answer.ok ? { exit: 0, json: answer, text: printOrder(answer) } : refused(answer);

/** "19.90" or "1990": with a point it is yuan, cut as text. */
export function fenOf(text: string): number | undefined {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text);
  if (!match) return undefined;
  const [, whole = '', part] = match;
  return part === undefined ? Number(whole) : Number(whole) * 100 + Number(part.padEnd(2, '0'));
}

const BAD_AMOUNT = failed(2, 'USAGE', 'FEN is whole fen ("1990"), or yuan with a point ("19.90").');

export const ORDERS: readonly Command[] = [
  {
    name: 'order create',
    args: ['ORDER_NO', 'FEN'],
    options: {
      ...ACCOUNT,
      subject: { value: 'TEXT', does: 'what is sold (the order number)' },
      return: { value: 'URL', does: 'where the viewer goes afterwards (http://127.0.0.1:8080/return)' },
      notify: { value: 'URL', does: 'where notices go (http://127.0.0.1:8080/notices)' },
    },
    does: 'a merchant makes an order; its cashier address is printed',
    more: 'The same number with the same contents is the same order. FEN is whole fen, or yuan with a point.',
    run: withAccount(async ({ pay }, { args: [order_no = '', fen = ''], options }) => {
      const amount_fen = fenOf(fen);
      if (amount_fen === undefined) return BAD_AMOUNT;
      const text = (name: string, otherwise: string): string => (typeof options[name] === 'string' ? options[name] : otherwise);
      const urls = {
        return_url: text('return', 'http://127.0.0.1:8080/return'),
        notify_url: text('notify', 'http://127.0.0.1:8080/notices'),
      };
      return shown(await pay.createOrder({ order_no, amount_fen, subject: text('subject', order_no), ...urls }));
    }),
  },
  {
    name: 'order get',
    args: ['ORDER_NO'],
    options: ACCOUNT,
    does: 'how a merchant’s order stands',
    run: withAccount(async ({ pay }, { args }) => shown(await pay.queryOrder(args[0] ?? ''))),
  },
  {
    name: 'order close',
    args: ['ORDER_NO'],
    options: ACCOUNT,
    does: 'ask for an order to end unpaid',
    more: 'The state "closing" means that a channel has yet to confirm; it may still become paid.',
    run: withAccount(async ({ pay }, { args }) => shown(await pay.closeOrder(args[0] ?? ''))),
  },
  {
    name: 'order refund',
    args: ['ORDER_NO', 'FEN', 'REFUND_NO'],
    optional: 1,
    options: { ...ACCOUNT, reason: { value: 'TEXT', does: 'why, for the record' } },
    does: 'give money of a paid order back (REFUND_NO: ORDER_NO-1)',
    more: 'The same refund number again is the same refund, and pays once.',
    run: withAccount(async ({ pay }, { args: [order_no = '', fen = '', refund_no = order_no + '-1'], options }) => {
      const amount_fen = fenOf(fen);
      if (amount_fen === undefined) return BAD_AMOUNT;
      const reason = typeof options['reason'] === 'string' ? options['reason'] : '';
      return shown(await pay.refund({ order_no, refund_no, amount_fen, reason }));
    }),
  },
];
