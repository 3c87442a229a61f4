/** 77/00 and 77/02: a code to the card's phone. A code is good once, for just what it was asked for. */
import type { Context } from './context.ts';
import { digits } from '../../server/random.ts';
import { answer, refuse } from './answer.ts';
import type { AcpAnswer } from './answer.ts';
import { PLAIN, TOKEN } from './call.ts';
import type { AcpCall } from './call.ts';
import { maskPan } from './cards.ts';
import { readCustomer } from './customer.ts';
import type { Fields } from './fields.ts';
import { findByNumber, findPayer } from './payer.ts';
import { takeBehaviour } from './card-state.ts';
import type { Card } from './card-state.ts';

const KIND = 'unionpay-sms';
/** Codes that never work. Source: docs/channels.md 3.9. */
const ALWAYS_WRONG: ReadonlySet<string> = new Set(['123456', '654321']);

export type SmsPurpose = 'consume' | 'open';

export interface Sms {
  order_id: string;
  txn_time: string;
  purpose: SmsPurpose;
  /** Our id of it. */
  card: string;
  masked_pan: string;
  phone: string;
  amount_fen?: number;
  code: string;
  made_ms: number;
  expires_ms: number;
  state: 'fresh' | 'used' | 'replaced';
  /** The text never arrives. */
  lost: boolean;
}

export interface SmsMatter {
  order_id: string;
  txn_time: string;
  purpose: SmsPurpose;
  card: Card;
  amount_fen?: number;
}

/** Newest first. */
export function smsLately(context: Context, limit: number): Sms[] {
  return context.db.kv.lately<Sms>(KIND, limit);
}

/** Oldest first. */
export function smsOfOrder(context: Context, order_id: string): Sms[] {
  return context.db.kv.under<Sms>(KIND, `${order_id} `);
}

function keyOf(sms: Sms): string {
  return `${sms.order_id} ${sms.txn_time} ${sms.made_ms} ${sms.code}`;
}

function ofOrder(context: Context, order_id: string, txn_time: string): Sms[] {
  return context.db.kv.under<Sms>(KIND, `${order_id} ${txn_time} `);
}

function newCode(context: Context): string {
  const { fixed_code } = context.settings();
  if (fixed_code) return fixed_code;
  for (;;) {
    const code = digits(context.world.random, 6);
    if (!ALWAYS_WRONG.has(code)) return code;
  }
}

function send(context: Context, matter: SmsMatter, lost: boolean): void {
  const { order_id, txn_time, purpose, card, amount_fen } = matter;
  for (const old of ofOrder(context, order_id, txn_time)) {
    if (old.state === 'fresh') context.db.kv.put(KIND, keyOf(old), { ...old, state: 'replaced' });
  }
  const now = context.world.now();
  const sms: Sms = {
    order_id,
    txn_time,
    purpose,
    card: card.id,
    masked_pan: maskPan(card.pan),
    phone: card.phone,
    ...(amount_fen === undefined ? {} : { amount_fen }),
    code: newCode(context),
    made_ms: now,
    expires_ms: now + context.settings().sms_life_ms,
    state: 'fresh',
    lost,
  };
  context.db.kv.put(KIND, keyOf(sms), sms);
}

/** True when the code is right. Right or wrong, the text is used up. */
export function spendCode(context: Context, matter: SmsMatter, code: string): boolean {
  const fresh = ofOrder(context, matter.order_id, matter.txn_time).find((sms) => sms.state === 'fresh');
  if (!fresh) return false;
  context.db.kv.put(KIND, keyOf(fresh), { ...fresh, state: 'used' });
  const same = fresh.purpose === matter.purpose && fresh.card === matter.card.id && fresh.amount_fen === matter.amount_fen;
  return same && context.world.now() < fresh.expires_ms && code === fresh.code && !ALWAYS_WRONG.has(code);
}

function tooSoon(context: Context, card: Card): boolean {
  const { sms_gap_ms } = context.settings();
  if (sms_gap_ms === 0) return false;
  const last = smsLately(context, 100).find((sms) => sms.card === card.id);
  return last !== undefined && context.world.now() < last.made_ms + sms_gap_ms;
}

function objection(context: Context, matter: SmsMatter, phone: string | undefined): AcpAnswer | undefined {
  const { card, purpose, order_id } = matter;
  if (purpose === 'consume' && context.txns.of(order_id).length > 0) return refuse('12');
  if (purpose === 'consume' && !card.open) return refuse('77');
  if (!phone) return refuse('13', 'phoneNo');
  if (phone !== card.phone) return refuse('66');
  return tooSoon(context, card) ? refuse('37') : undefined;
}

function text(context: Context, fields: Fields, purpose: SmsPurpose): AcpAnswer {
  const about = { number: fields['orderId'] ?? '' };
  const payer = purpose === 'open' ? findByNumber(context, fields) : findPayer(context, fields);
  if ('refusal' in payer) return { ...payer.refusal, about };
  const read = readCustomer(context, fields);
  if ('words' in read) return { ...read, about };
  const { card } = payer;
  const matter: SmsMatter = {
    order_id: fields['orderId'] ?? '',
    txn_time: fields['txnTime'] ?? '',
    purpose,
    card,
    ...(purpose === 'consume' ? { amount_fen: Number(fields['txnAmt']) } : {}),
  };
  // A token's owner was known when it was made.
  const known = fields['bizType'] === TOKEN && purpose === 'consume' ? card.phone : undefined;
  const wrong = objection(context, matter, read.customer.phoneNo ?? known);
  if (wrong) return { ...wrong, about };
  const behaviour = takeBehaviour(context, card, 'sms');
  const said = behaviour?.answer ?? '00';
  if (said === '00' || said === 'silent') send(context, matter, behaviour?.absent ?? false);
  return said === 'silent' ? { ...answer('00', {}, about), silent: true } : answer(said, {}, about);
}

export const consumeSms: AcpCall = {
  name: 'sms',
  endpoint: 'back',
  types: ['77/02'],
  biz_types: [PLAIN, TOKEN],
  needs: ['orderId', 'channelType', 'txnAmt', 'currencyCode'],
  run: (context, fields) => text(context, fields, 'consume'),
};

export const openSms: AcpCall = {
  name: 'open-sms',
  endpoint: 'back',
  types: ['77/00'],
  biz_types: [PLAIN, TOKEN],
  needs: ['orderId', 'channelType'],
  run: (context, fields) => text(context, fields, 'open'),
};
