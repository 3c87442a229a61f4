/** A new order, before anything happened to it. */
import { modesIn, ORDER_CONTENT, SAID } from '../../protocol/order.ts';
import type { OrderFields, Said } from '../../protocol/order.ts';
import type { Fen } from '../../protocol/money.ts';
import { finish } from './decide.ts';
import { FORMAT } from './payment.ts';
import { draftOn } from './draft.ts';
import type { Rules } from './events.ts';
import type { Bill, Decision, Order, Payment } from './payment.ts';

/** As the merchant said it, or hears it. */
export function expiresAtWall({ expires_ms, clock_ahead_ms = 0 }: Pick<Order, 'expires_ms' | 'clock_ahead_ms'>): number {
  return expires_ms - clock_ahead_ms;
}

const HOUR_MS = 3_600_000;

type SaidOf = { readonly [name in (typeof SAID)[number]]: string | undefined };
const NOTHING_SAID = Object.fromEntries(SAID.map((name) => [name, undefined])) as SaidOf;

function saidIn(fields: OrderFields): Said | undefined {
  const said = SAID.filter((name) => fields[name]).map((name) => [name, fields[name]] as const);
  return said.length > 0 ? (Object.fromEntries(said) as Said) : undefined;
}

/** Is this the same order that was asked for before, or another under its number? */
export function sameContent(order: Order, fields: OrderFields, bill?: Bill): boolean {
  const known: { readonly [name in (typeof ORDER_CONTENT)[number]]: string | undefined } = {
    amount_fen: String(order.amount_fen),
    subject: order.subject,
    detail: order.detail,
    return_url: order.return_url,
    notify_url: order.notify_url,
    expires_at: order.expires_asked ? String(expiresAtWall(order)) : undefined,
    viewer_id: order.viewer_id,
    box_id: order.box_id,
    ...NOTHING_SAID,
    ...order.says,
  };
  if (JSON.stringify(order.bill) !== JSON.stringify(bill)) return false;
  return ORDER_CONTENT.every((name) => (known[name] ?? '') === (fields[name] ?? ''));
}

/**
 * `fields` are checked already; amount_fen is their amount. ids: `id` 20 and `token` 32 random characters. clock_ahead_ms: our
 * schedules' clock less the wall clock, by which the merchant says when the order ends.
 */
export function createPayment(
  fields: OrderFields,
  amount_fen: Fen,
  ids: { id: string; token: string },
  now_ms: number,
  rules: Rules,
  clock_ahead_ms = 0,
  bill?: Bill,
): Decision {
  const modes = modesIn(fields.mode ?? '') ?? [];
  const others = modes.filter((mode) => mode !== 'elder');
  const says = saidIn(fields);
  const viewer_key = rules.viewerKey?.(fields);
  const order: Order = {
    id: ids.id,
    token: ids.token,
    merchant_id: fields.merchant_id,
    order_no: fields.order_no,
    amount_fen,
    subject: fields.subject,
    ...(fields.detail ? { detail: fields.detail } : {}),
    return_url: fields.return_url,
    notify_url: fields.notify_url,
    ...(fields.viewer_id ? { viewer_id: fields.viewer_id } : {}),
    ...(fields.box_id ? { box_id: fields.box_id } : {}),
    ...(viewer_key === undefined ? {} : { viewer_key }),
    ...(fields.lang ? { lang: fields.lang } : {}),
    elder: modes.includes('elder'),
    ...(others.length > 0 ? { modes: others } : {}),
    ...(says ? { says } : {}),
    ...(bill ? { bill } : {}),
    created_ms: now_ms,
    expires_ms: fields.expires_at
      ? Number(fields.expires_at) + clock_ahead_ms
      : now_ms + (bill ? bill.valid_hours * HOUR_MS : rules.times.order_life_ms),
    expires_asked: Boolean(fields.expires_at),
    ...(clock_ahead_ms ? { clock_ahead_ms } : {}),
    state: 'open',
    late: false,
  };
  const payment: Payment = {
    format: FORMAT,
    version: 0,
    order,
    attempts: [],
    receipts: [],
    refunds: [],
    notices: [],
    jobs: [],
    flags: [],
    serial: 0,
    dialogue: { version: 1, seq: 1, attempt: 0, asking: false },
  };
  const event = { type: 'created', merchant_id: order.merchant_id } as const;
  return finish(payment, draftOn(order.id, payment, { now_ms, fresh: '' }, rules), event);
}
