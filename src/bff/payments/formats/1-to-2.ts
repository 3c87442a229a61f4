/** Format 1 had no number of its own. 2 names its fields anew, and an attempt says its kind, who pays, and its handover. */
import type { Stored } from './stored.ts';
import { reasonOfFormat1 } from './codes-of-format-1.ts';

export function lift1(stored: Stored): Stored {
  const { version, order, attempts, receipts, refunds, view, ...rest } = stored;
  const merchant_id = (order as Stored)['merchant_id'];
  return {
    format: 2,
    version,
    order,
    attempts: (attempts as Stored[]).map(liftAttempt),
    receipts: (receipts as Stored[]).map(renamed),
    refunds: (refunds as Stored[]).map((one) => liftRefund(one, merchant_id)),
    ...rest,
    dialogue: view,
  };
}

/** account and number were words for other things too. */
function renamed({ account, number, ...rest }: Stored): Stored {
  return { ...(account === undefined ? {} : { acquirer_id: account }), ...(number === undefined ? {} : { channel_no: number }), ...rest };
}

function liftAttempt(stored: Stored): Stored {
  const { n, qr_text, body, card, ...rest } = renamed(stored);
  const code = stored['code'];
  const shared = { n, kind: card ? 'card' : 'scan', by: 'tv', ...rest };
  if (card) return { ...shared, ...(typeof code === 'string' ? { reason: reasonOfFormat1(code) } : {}), card };
  return { ...shared, body, ...(qr_text === undefined ? {} : { handover: { kind: 'qr', text: qr_text } }) };
}

function liftRefund(stored: Stored, merchant_id: unknown): Stored {
  const { tries, ...rest } = renamed(stored);
  return { ...rest, ...(stored['auto'] ? {} : { merchant_id }), tries: (tries as Stored[]).map(renamed) };
}
