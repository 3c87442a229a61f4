/** Lines of the settlement file: GBK, columns of fixed width with a blank between. Source: docs/channels.md 3.8. */
import { feeFen } from '../../bills/day.ts';
import { gbk } from '../../bills/gbk.ts';
import type { Context } from './context.ts';
import type { Txn } from './txns.ts';
import { findCard, maskPan } from './cards.ts';
import { originalOf } from './txn.ts';
import { KIND_TYPES } from './txn-fields.ts';
import { acpTime, settleDate } from './time.ts';

/** Digital goods. */
const MCC = '5815';
const ACQUIRER = '88022900';
const SENDER = '00049993';
/** Internet. */
const TERMINAL = '07';
const CODES = { consume: 'S56', refund: 'S30', void: 'S31' } as const;

type Column = readonly [width: number, value: string];

/** Left aligned; what is too long is cut at the last byte that fits. */
function line(columns: readonly Column[]): Buffer {
  const cells = columns.map(([width, value]) => {
    const cell = Buffer.alloc(width, 0x20);
    gbk(value).copy(cell);
    return cell;
  });
  return Buffer.concat(cells.flatMap((cell, at) => (at === 0 ? [cell] : [Buffer.from(' '), cell])));
}

const zeros = (amount_fen: number, width: number): string => String(amount_fen).padStart(width, '0');
/** C to the merchant, D from the merchant. */
const signed = (side: 'C' | 'D', amount_fen: number, width = 12): string => side + zeros(amount_fen, width);

/** 42 columns, 607 bytes. */
export function zmLine(context: Context, txn: Txn): Buffer {
  const [txn_type, txn_sub_type] = KIND_TYPES[txn.kind];
  const card = findCard(txn.card);
  const original = originalOf(context, txn);
  const fee_fen = feeFen(txn.amount_fen, context.settings().fee_bp);
  const [to, from] = txn.kind === 'consume' ? (['C', 'D'] as const) : (['D', 'C'] as const);
  const net = signed(to, txn.amount_fen - fee_fen);
  return line([
    [3, CODES[txn.kind]],
    [11, ACQUIRER],
    [11, SENDER],
    [6, txn.trace_no],
    [10, acpTime(txn.made_ms).slice(4)],
    [19, card ? maskPan(card.pan) : ''],
    [12, zeros(txn.amount_fen, 12)],
    [4, MCC],
    [2, TERMINAL],
    [21, txn.query_id],
    [2, ''],
    [32, txn.order_id],
    [2, card?.type === 'credit' ? '02' : '01'],
    [6, original?.trace_no ?? ''],
    [10, original ? acpTime(original.made_ms).slice(4) : ''],
    [13, signed(from, fee_fen)],
    [13, net],
    [4, '0001'],
    [15, ''],
    [2, txn_type],
    [2, txn_sub_type],
    [6, txn.biz_type],
    [2, '01'],
    [4, ''],
    [32, ''],
    [1, ''],
    [21, txn.orig_query_id ?? ''],
    [15, context.keys.mer_id],
    [1, ''],
    [15, ''],
    [32, ''],
    [13, signed('C', 0)],
    [13, net],
    [8, ''],
    [32, txn.req_reserved ?? ''],
    [13, signed('C', 0)],
    [13, signed('C', 0)],
    [12, signed('C', 0, 11)],
    [2, ''],
    [1, ''],
    [32, original?.order_id ?? ''],
    [98, ''],
  ]);
}

/** A charge that the bank by itself took back: 22 columns, 339 bytes. */
export function zmeLine(context: Context, txn: Txn): Buffer {
  const card = findCard(txn.card);
  const fee_fen = feeFen(txn.amount_fen, context.settings().fee_bp);
  const at_ms = txn.bounced_ms ?? 0;
  return line([
    [3, 'E74'],
    [11, ACQUIRER],
    [11, SENDER],
    [6, txn.trace_no],
    [10, acpTime(at_ms).slice(4)],
    [19, card ? maskPan(card.pan) : ''],
    [12, zeros(txn.amount_fen, 12)],
    [4, MCC],
    [2, TERMINAL],
    [2, card?.type === 'credit' ? '02' : '01'],
    [6, txn.trace_no],
    [10, acpTime(txn.made_ms).slice(4)],
    [4, settleDate(context, txn.moved_ms ?? at_ms)],
    [12, zeros(txn.amount_fen, 12)],
    [13, signed('C', fee_fen)],
    [13, signed('D', txn.amount_fen - fee_fen)],
    [15, ''],
    [15, context.keys.mer_id],
    [1, ''],
    [12, signed('C', 0, 11)],
    [2, ''],
    [135, ''],
  ]);
}
