/** WeChat's callbacks: encrypted, signed, and spoilt by faults. */
import type { Context } from './context.ts';
import type { CallbackRequest, CallbackWriter } from '../../server/callback-sender.ts';
import { digits, letters } from '../../server/random.ts';
import type { Callback } from '../../db/records.ts';
import { beijing } from '../../../protocol/world.ts';
import { signedHeaders } from './envelope.ts';
import { encrypt } from './sign.ts';
import { rfc3339 } from './time.ts';

export function eventId(context: Context): string {
  const day = beijing(context.world.now()).slice(0, 10).replaceAll('-', '');
  return `EV-${day}${digits(context.world.random, 17)}`;
}

const SUMMARIES: Record<string, string> = {
  'TRANSACTION.SUCCESS': '支付成功',
  'REFUND.SUCCESS': '退款成功',
  'REFUND.ABNORMAL': '退款异常',
  'REFUND.CLOSED': '退款关闭',
};

function withAmount(plain: string, total: number): string {
  const content = JSON.parse(plain) as { amount: object };
  return JSON.stringify({ ...content, amount: { ...content.amount, total, payer_total: total } });
}

function callbackBody(context: Context, callback: Callback): string {
  const { faults, world, keys } = context;
  const { wrong_amount_fen } = faults.now().notify;
  const plain = faults.takeCallback('wrong_amount') ? withAmount(callback.plain, wrong_amount_fen) : callback.plain;
  const original_type = callback.event.startsWith('REFUND.') ? 'refund' : 'transaction';
  const nonce = letters(world.random, 12);
  return JSON.stringify({
    id: callback.event_id,
    create_time: rfc3339(callback.made_ms),
    resource_type: 'encrypt-resource',
    event_type: callback.event,
    summary: SUMMARIES[callback.event] ?? '',
    resource: {
      original_type,
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: encrypt(keys.api_v3_key, nonce, original_type, plain),
      associated_data: original_type,
      nonce,
    },
  });
}

function write(context: Context, callback: Callback): CallbackRequest {
  const { faults, world } = context;
  const body = callbackBody(context, callback);
  const headers: Record<string, string> = {
    'Content-Type': 'application/json',
    'User-Agent': 'Mozilla/4.0',
    'Request-ID': letters(world.random, 24),
    ...signedHeaders(context, body),
  };
  if (faults.takeCallback('signtest')) headers['Wechatpay-Signature'] = 'WECHATPAY/SIGNTEST/' + letters(world.random, 80);
  if (faults.takeCallback('unknown_serial')) headers['Wechatpay-Serial'] = letters(world.random, 40, '0123456789ABCDEF');
  const tampered = faults.takeCallback('tamper') ? body.replace('"summary":"', '"summary":"!') : body;
  return { headers, body: tampered };
}

export function callbackWriter(context: Context): CallbackWriter {
  return { write: (callback) => write(context, callback), accepted: (status) => status === 200 || status === 204 };
}
