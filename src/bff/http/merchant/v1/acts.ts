/** What each call of 2014 does. Source: docs/paysign.md 5, docs/money.md 8. */
import { fen, yuan } from '../../../../protocol/money.ts';
import { Refusal } from '../../../../protocol/refusal.ts';
import { isAllowed } from '../../../merchants/merchant.ts';
import type { Merchant, Merchants } from '../../../merchants/merchant.ts';
import type { V1Answer } from '../../../merchants/v1/answer.ts';
import { billFields, cashierUrl } from '../../../merchants/v1/bill.ts';
import type { V1Code } from '../../../merchants/v1/codes.ts';
import { billIn, instructionIn } from '../../../merchants/v1/fields.ts';
import type { V1Call } from '../../../merchants/v1/fields.ts';
import type { Payments } from '../../../payments/engine/service.ts';
import type { WaitingRoom } from '../../../payments/engine/waiting.ts';
import type { Payment } from '../../../payments/payment.ts';

export interface V1Deps {
  payments: Payments;
  merchants: Merchants;
  waiting: WaitingRoom;
  public_url: string;
  /** Throws when the merchant asks too fast. */
  admit: (merchant_id: string) => void;
  /** How long a close waits for its end. */
  close_wait_ms: number;
}

type Fields = { readonly [name: string]: string };
type Made = { answer: V1Answer } | { refused: V1Code; field?: string };
type Act = (deps: V1Deps, merchant: Merchant, fields: Fields) => Promise<Made>;

export const V1_ACTS: { readonly [call in V1Call]: Act } = { createPayBill, queryPayBill, settlePayBill, closePayBill };

/** Shown on the TV in one line: 60 characters, and 120 below it. */
function shown(text: string, length: number): string {
  const letters = Array.from(text.replace(/\s+/g, ' ').trim());
  return letters.length <= length ? letters.join('') : letters.slice(0, length - 1).join('') + '…';
}

async function createPayBill(deps: V1Deps, merchant: Merchant, fields: Fields): Promise<Made> {
  const made = billIn(fields);
  if (!made) return { refused: 'check', field: 'amount' };
  const { orderId = '', urlNotice = '', urlJump = '' } = fields;
  if (!isAllowed(urlNotice, merchant.notify_allow)) return { refused: 'check', field: 'urlNotice' };
  if (!isAllowed(urlJump, merchant.return_allow)) return { refused: 'check', field: 'urlJump' };
  if (merchant.on_hold && !(await billOf(deps, merchant, fields))) return { refused: 'merchant' };
  const { bill, amount_fen, box_id } = made;
  const detail = bill.describe && shown(bill.describe, 120);
  try {
    const { order } = await deps.payments.open(
      {
        merchant_id: merchant.id,
        order_no: orderId,
        amount_fen: String(amount_fen),
        subject: shown(bill.name, 60),
        ...(detail ? { detail } : {}),
        return_url: urlJump,
        notify_url: urlNotice,
        ...(box_id ? { box_id } : {}),
      },
      amount_fen,
      bill,
    );
    return { answer: { orderId: order.order_no, billId: order.id, lezpayUrl: cashierUrl(order, deps.public_url) } };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'ORDER_CONFLICT') return { refused: 'other-bill' };
    throw error;
  }
}

async function queryPayBill(deps: V1Deps, merchant: Merchant, fields: Fields): Promise<Made> {
  const payment = await billOf(deps, merchant, fields);
  return payment ? { answer: billFields(payment.order, deps.public_url) } : { refused: 'no-bill' };
}

async function settlePayBill(deps: V1Deps, merchant: Merchant, fields: Fields): Promise<Made> {
  if (!(await billOf(deps, merchant, fields))) return { refused: 'no-bill' };
  const done = await deps.payments.instruct(keyOf(merchant, fields), instructionIn(fields));
  if (done === 'unknown') return { refused: 'no-bill' };
  if (typeof done === 'string') return { refused: done };
  const { payment, instruction } = done;
  return {
    answer: {
      orderId: payment.order.order_no,
      billId: payment.order.id,
      settleAmount: yuan(fen(instruction.settle_fen)),
      refundAmount: yuan(fen(instruction.refund_fen)),
      chargeAmount: yuan(fen(instruction.fee_fen)),
    },
  };
}

async function closePayBill(deps: V1Deps, merchant: Merchant, fields: Fields): Promise<Made> {
  if (!(await billOf(deps, merchant, fields))) return { refused: 'no-bill' };
  const asked = await deps.payments.commit(keyOf(merchant, fields), { type: 'close-asked' });
  if (!asked) return { refused: 'no-bill' };
  const isOver = ({ order }: Payment): boolean => order.state !== 'closing';
  const { order } = (await deps.waiting.until({ id: asked.order.id }, isOver, deps.close_wait_ms)) ?? asked;
  if (order.state === 'paid') return { refused: 'paid' };
  return order.state === 'closed' ? { answer: { orderId: order.order_no, billId: order.id } } : { refused: 'closing' };
}

function keyOf(merchant: Merchant, { orderId = '' }: Fields): { merchant_id: string; order_no: string } {
  return { merchant_id: merchant.id, order_no: orderId };
}

/** Only bills: an order of the other protocol is none. */
async function billOf(deps: V1Deps, merchant: Merchant, fields: Fields): Promise<Payment | undefined> {
  const payment = await deps.payments.read(keyOf(merchant, fields));
  const { billId } = fields;
  return payment?.order.bill && (!billId || billId === payment.order.id) ? payment : undefined;
}
