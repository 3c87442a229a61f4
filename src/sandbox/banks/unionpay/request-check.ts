/** Checks of every request: sender, signature, form. */
import type { Context } from './context.ts';
import { doubtfulField } from '../../server/one-reading.ts';
import { refuse } from './answer.ts';
import type { AcpAnswer } from './answer.ts';
import { joinPairs, splitPairs } from './braces.ts';
import type { AcpCall } from './call.ts';
import type { Fields } from './fields.ts';
import { verifyFields } from './sign.ts';
import { readAcpTime } from './time.ts';

/** Source: docs/channels.md 3.5. */
const ALWAYS = [
  'version',
  'encoding',
  'signMethod',
  'txnType',
  'txnSubType',
  'bizType',
  'accessType',
  'merId',
  'txnTime',
  'certId',
  'signature',
];

const FORMS: readonly [name: string, form: RegExp][] = [
  ['version', /^5\.1\.0$/],
  ['encoding', /^utf-8$/i],
  ['signMethod', /^01$/],
  ['accessType', /^0$/],
  ['channelType', /^0[78]$/],
  ['orderId', /^[0-9A-Za-z]{8,40}$/],
  ['txnAmt', /^[1-9]\d{0,11}$/],
  ['currencyCode', /^156$/],
  ['backUrl', /^https?:\/\/[\x21-\x7e]{1,248}$/],
  ['queryId', /^\d{21}$/],
  ['origQryId', /^\d{21}$/],
  ['payTimeout', /^\d{14}$/],
  ['settleDate', /^\d{4}$/],
];

/** Bytes in the message's encoding, UTF-8. Source: docs/channels.md 6. */
const BYTES: readonly [name: string, most: number][] = [
  ['reqReserved', 1024],
  ['accNo', 1024],
  ['customerInfo', 1024],
  ['orderDesc', 32],
];

/** Wrong sender or signature. */
export function senderProblem(context: Context, fields: Fields): AcpAnswer | undefined {
  const missing = ALWAYS.find((name) => !fields[name]);
  if (missing) return refuse('13', missing);
  const { keys } = context;
  if (fields['merId'] !== keys.mer_id) return refuse('31', 'merId');
  if (fields['certId'] !== keys.merchant_cert_id) return refuse('11', 'certId');
  if (!verifyFields(fields, keys.merchant_public)) return refuse('11');
  const doubtful = doubtfulBeside(fields);
  return doubtful === undefined ? undefined : refuse('10', doubtful);
}

/** Blocks may hold & and =; what stands beside them may not be cut in two ways. */
function doubtfulBeside(fields: Fields): string | undefined {
  const { signature: _, ...signed } = fields;
  const again = splitPairs(joinPairs(Object.fromEntries(Object.entries(signed).sort())));
  if (again && Object.keys(signed).every((name) => again[name] === signed[name])) return undefined;
  return doubtfulField(signed) ?? 'signature';
}

/** Wrong form. Blank fields count as absent. */
export function formProblem(context: Context, call: AcpCall, fields: Fields): AcpAnswer | undefined {
  const missing = call.needs.find((name) => !fields[name]);
  if (missing) return refuse('13', missing);
  for (const [name, form] of FORMS) if (fields[name] && !form.test(fields[name])) return refuse('10', name);
  for (const [name, most] of BYTES) if (Buffer.byteLength(fields[name] ?? '') > most) return refuse('10', name);
  if (!call.biz_types.includes(fields['bizType'] ?? '')) return refuse('32', 'bizType');
  const sent_ms = readAcpTime(fields['txnTime'] ?? '');
  if (sent_ms === undefined) return refuse('10', 'txnTime');
  const off_ms = Math.abs(context.world.now() - sent_ms);
  return !call.old_time && off_ms > context.settings().txn_time_skew_ms ? refuse('10', 'txnTime') : undefined;
}
