/** Tells of the end of a transaction. Source: channel facts 3.7. */
import type { Context } from './context.ts';
import { addCallback } from '../../server/callback-sender.ts';
import type { CallbackRequest, CallbackWriter } from '../../server/callback-sender.ts';
import { digits } from '../../server/random.ts';
import type { Callback } from '../../db/records.ts';
import type { Txn } from './txns.ts';
import { isCode, message } from './codes.ts';
import { seal } from './envelope.ts';
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

function write(context: Context, notice: Callback): CallbackRequest {
  const { faults, world } = context;
  const told = JSON.parse(notice.plain) as Fields;
  if (faults.takeCallback('wrong_amount')) told['txnAmt'] = String(faults.now().notify.wrong_amount_fen);
  if (faults.takeCallback('wrong_seller')) told['merId'] = '777290058' + digits(world.random, 6);
  const sealed = seal(context, told, faults.takeCallback('unknown_serial') ? 'impostor' : 'own');
  if (faults.takeCallback('tamper')) sealed['txnAmt'] = `${sealed['txnAmt']}0`;
  return {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    body: new URLSearchParams(sealed).toString(),
  };
}

export function callbackWriter(context: Context): CallbackWriter {
  return {
    write: (notice) => write(context, notice),
    accepted: (status) => status === 200 || status === 302,
  };
}
