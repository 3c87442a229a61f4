/** The card's owner in a request: customerInfo with its encrypted part opened. Source: docs/channels.md 3.4. */
import type { Context } from './context.ts';
import { refuse } from './answer.ts';
import type { AcpAnswer } from './answer.ts';
import { openBlock, splitPairs } from './braces.ts';
import { encryptKey } from './encrypt-keys.ts';
import type { Fields } from './fields.ts';
import { decrypt } from './secret.ts';

export interface Customer {
  smsCode?: string;
  certifTp?: string;
  certifId?: string;
  customerNm?: string;
  phoneNo?: string;
  cvn2?: string;
  /** YYMM. */
  expired?: string;
  /** A PIN block of eight bytes. */
  pin?: Buffer;
}

const TEXTS = ['smsCode', 'certifTp', 'certifId', 'customerNm', 'phoneNo', 'cvn2', 'expired'] as const;
/** Whoever may encrypt must. */
const SECRETS = ['phoneNo', 'cvn2', 'expired'] as const;
const FORMS: readonly [keyof Customer, RegExp][] = [
  ['smsCode', /^\d{6}$/],
  ['certifTp', /^(0[1-7]|99)$/],
  ['phoneNo', /^1\d{10}$/],
  ['cvn2', /^\d{3}$/],
  ['expired', /^\d{4}$/],
];

/** One answer for everything wrong with a cipher, so that nobody learns from it. */
function unreadable(): AcpAnswer {
  return refuse('10', '敏感信息');
}

/** Undefined without the field; the text in it else. */
export function openSecret(context: Context, fields: Fields, cipher: string): Buffer | AcpAnswer {
  if (!fields['encryptCertId']) return refuse('13', 'encryptCertId');
  const key = encryptKey(context, fields['encryptCertId']);
  return key ? (decrypt(cipher, key.private_key) ?? unreadable()) : refuse('10', 'encryptCertId');
}

/** The members as they came, encryptedInfo opened among them. */
function members(context: Context, fields: Fields): Fields | AcpAnswer {
  const text = Buffer.from(fields['customerInfo'] ?? '', 'base64').toString('utf8');
  const outer = openBlock(text);
  if (!outer) return refuse('10', 'customerInfo');
  const { encryptedInfo, ...open } = outer;
  if (context.settings().encryption && SECRETS.some((name) => open[name])) return refuse('10', 'customerInfo');
  if (!encryptedInfo) return open;
  const inner = openSecret(context, fields, encryptedInfo);
  if (!Buffer.isBuffer(inner)) return inner;
  const secret = splitPairs(inner.toString('utf8'));
  return secret ? { ...open, ...secret } : unreadable();
}

/** Empty without customerInfo; blank members count as absent. */
export function readCustomer(context: Context, fields: Fields): { customer: Customer } | AcpAnswer {
  if (!fields['customerInfo']) return { customer: {} };
  const all = members(context, fields);
  if (isAnswerOf(all)) return all;
  const customer: Customer = {};
  for (const name of TEXTS) if (all[name]) customer[name] = all[name];
  for (const [name, form] of FORMS) if (customer[name] !== undefined && !form.test(String(customer[name]))) return refuse('10', name);
  if (!all['pin']) return { customer };
  const pin = openSecret(context, fields, all['pin']);
  return Buffer.isBuffer(pin) ? { customer: { ...customer, pin } } : pin;
}

function isAnswerOf(value: Fields | AcpAnswer): value is AcpAnswer {
  return typeof value['about'] === 'object';
}
