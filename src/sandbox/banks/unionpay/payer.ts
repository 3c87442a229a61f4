/** The card of a request, by number or by token. */
import type { Context } from './context.ts';
import { refuse } from './answer.ts';
import type { AcpAnswer } from './answer.ts';
import { openBlock } from './braces.ts';
import { PLAIN } from './call.ts';
import { cardByPan } from './cards.ts';
import { openSecret } from './customer.ts';
import type { Fields } from './fields.ts';
import { cardNow } from './card-state.ts';
import type { Card } from './card-state.ts';
import { useToken } from './tokens.ts';

export type Payer = { card: Card } | { refusal: AcpAnswer };

function panOf(context: Context, fields: Fields): string | AcpAnswer {
  const sent = fields['accNo'] ?? '';
  if (!sent) return refuse('13', 'accNo');
  if (/^\d{13,19}$/.test(sent)) return context.settings().encryption ? refuse('10', 'accNo') : sent;
  const opened = openSecret(context, fields, sent);
  return Buffer.isBuffer(opened) ? opened.toString('utf8') : opened;
}

function byToken(context: Context, fields: Fields): Payer {
  if (!fields['tokenPayData']) return { refusal: refuse('13', 'tokenPayData') };
  const data = openBlock(fields['tokenPayData']);
  if (!data) return { refusal: refuse('10', 'tokenPayData') };
  const used = useToken(context, data);
  return 'words' in used ? { refusal: used } : { card: used };
}

export function findPayer(context: Context, fields: Fields): Payer {
  if (fields['bizType'] !== PLAIN) return byToken(context, fields);
  const pan = panOf(context, fields);
  if (typeof pan !== 'string') return { refusal: pan };
  const card = cardByPan(pan);
  return card ? { card: cardNow(context, card) } : { refusal: refuse('61') };
}

/** By number, whatever the business. */
export function findByNumber(context: Context, fields: Fields): Payer {
  return findPayer(context, { ...fields, bizType: PLAIN });
}
