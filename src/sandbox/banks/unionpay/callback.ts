/** Callbacks about the end of a transaction. Source: docs/channels.md 3.7. */
import type { Context } from './context.ts';
import { addCallback } from '../../server/callback-sender.ts';
import type { CallbackRequest, CallbackWriter } from '../../server/callback-sender.ts';
import { digits } from '../../server/random.ts';
import type { Callback } from '../../db/records.ts';
import type { Txn } from './txns.ts';
import { isCode, message } from './codes.ts';
import { signMessage } from './envelope.ts';
import type { Fields } from './fields.ts';
import { txnFields } from './txn-fields.ts';

/** Nothing when the request named no address. Refunds and voids stand in the books under their consumption's number. */
export function addTxnCallback(context: Context, txn: Txn): void {
  if (!txn.back_url) return;
  const { code } = txn;
  const original = txn.orig_query_id === undefined ? undefined : context.txns.byQueryId(txn.orig_query_id);
  addCallback(context, {
    number: original?.order_id ?? txn.order_id,
    url: txn.back_url,
    event: txn.kind === 'consume' ? 'payment' : txn.kind,
    plain: JSON.stringify({ ...txnFields(context, txn), respCode: code, respMsg: isCode(code) ? message(code) : '' }),
    event_id: txn.query_id,
    certificate_mode: true,
  });
}

function write(context: Context, callback: Callback): CallbackRequest {
  const { faults, world } = context;
  const fields = JSON.parse(callback.plain) as Fields;
  if (faults.takeCallback('wrong_amount')) fields['txnAmt'] = String(faults.now().notify.wrong_amount_fen);
  if (faults.takeCallback('wrong_seller')) fields['merId'] = '777290058' + digits(world.random, 6);
  const signed = signMessage(context, fields, faults.takeCallback('unknown_serial') ? 'impostor' : 'own');
  if (faults.takeCallback('tamper')) signed['txnAmt'] = `${signed['txnAmt']}0`;
  return {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    body: new URLSearchParams(signed).toString(),
  };
}

export function callbackWriter(context: Context): CallbackWriter {
  return {
    write: (callback) => write(context, callback),
    accepted: (status) => status === 200 || status === 302,
  };
}
