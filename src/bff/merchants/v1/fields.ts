/** Which names each call of 2014 may carry, and what their values look like. Another name is refused: a bare hash can be extended. */
import { fenFromYuan } from '../../../protocol/money.ts';
import type { Fen } from '../../../protocol/money.ts';
import type { Bill, Instruction } from '../../payments/payment.ts';

export type V1Call = 'createPayBill' | 'queryPayBill' | 'settlePayBill' | 'closePayBill';
export const V1_CALLS: readonly V1Call[] = ['createPayBill', 'queryPayBill', 'settlePayBill', 'closePayBill'];

type Fields = { readonly [name: string]: string };

const COMMON: { readonly [name: string]: RegExp } = {
  devId: /^[0-9A-Za-z_-]{1,64}$/,
  appId: /^[0-9A-Za-z_-]{1,64}$/,
  appKey: /^[^\p{Cc}]{1,128}$/u,
  paySign: /^[0-9a-f]{40}$/,
  retType: /^(XML|JSON)?$/,
  codeType: /^(UTF-8)?$/,
  orderId: /^[0-9A-Za-z_-]{1,64}$/,
};

/** Of an existing bill; ours, where a caller names it. */
const BILL: typeof COMMON = { billId: /^[0-9A-Za-z]{0,20}$/ };

/** Box numbers as boxes write them; `#`, `deleted`, `clearValue` and nothing mean none. */
const BOX = /^[0-9A-Za-z:_#.-]{0,32}$/;
const YUAN = /^(0|[1-9][0-9]{0,8})\.[0-9]{2}$/;

const CALLS: { readonly [call in V1Call]: { readonly [name: string]: RegExp } } = {
  createPayBill: {
    name: /^[^\p{Cc}\p{Cs}]{1,120}$/u,
    describe: /^(?:[^\p{Cc}\p{Cs}]|[\t\r\n]){0,500}$/u,
    validTime: /^(24|48|72|240)$/,
    amount: YUAN,
    scoreApply: /^(0000|0001)?$/,
    urlNotice: /^https?:\/\/[^\s]{1,500}$/,
    urlJump: /^https?:\/\/[^\s]{1,500}$/,
    stbId: BOX,
    stbType: BOX,
    tbId: BOX,
    tbType: BOX,
  },
  queryPayBill: BILL,
  settlePayBill: {
    ...BILL,
    type: /^(SETTLE|REFUND)$/,
    settleAmount: new RegExp(YUAN.source + '|^$'),
    refundAmount: new RegExp(YUAN.source + '|^$'),
  },
  closePayBill: BILL,
};

const NEEDED: { readonly [call in V1Call]: readonly string[] } = {
  createPayBill: ['orderId', 'name', 'validTime', 'amount', 'urlNotice', 'urlJump'],
  queryPayBill: ['orderId'],
  settlePayBill: ['orderId', 'type'],
  closePayBill: ['orderId'],
};

/** Is every name one that this call knows? Looked at before anything is believed. */
export function knowsNames(call: V1Call, fields: Fields): boolean {
  return Object.keys(fields).every((name) => Object.hasOwn(COMMON, name) || Object.hasOwn(CALLS[call], name));
}

/** The first field that is missing or not right. */
export function wrongField(call: V1Call, fields: Fields): string | undefined {
  const patterns = { ...COMMON, ...CALLS[call] };
  const bad = Object.entries(fields).find(([name, value]) => !patterns[name]?.test(value));
  return bad?.[0] ?? NEEDED[call].find((name) => !fields[name]);
}

const NO_BOX = new Set(['', '#', 'deleted', 'clearValue']);

export interface NewBill {
  amount_fen: Fen;
  bill: Bill;
  box_id?: string;
}

/** Of fields that were looked at; undefined for an amount of nothing. */
export function billIn(fields: Fields): NewBill | undefined {
  const amount_fen = fenFromYuan(fields['amount'] ?? '');
  if (!amount_fen) return undefined;
  const { name = '', describe, scoreApply = '', validTime } = fields;
  const stb_id = [fields['stbId'], fields['tbId']].find((one) => one !== undefined && !NO_BOX.has(one));
  const bill: Bill = {
    name,
    ...(describe ? { describe } : {}),
    valid_hours: Number(validTime),
    score_apply: scoreApply || '0000',
    ...(stb_id ? { stb_id } : {}),
  };
  const box = stb_id?.replace(/[^0-9A-Za-z:_-]/g, '');
  return { amount_fen, bill, ...(box ? { box_id: box } : {}) };
}

export function instructionIn(fields: Fields): Pick<Instruction, 'type' | 'settle_fen' | 'refund_fen'> {
  const type = fields['type'] === 'REFUND' ? 'REFUND' : 'SETTLE';
  // A refund settles nothing, whatever the other field says.
  return { type, settle_fen: type === 'REFUND' ? 0 : fenOf(fields['settleAmount']), refund_fen: fenOf(fields['refundAmount']) };
}

function fenOf(yuan = ''): number {
  return fenFromYuan(yuan) ?? 0;
}
