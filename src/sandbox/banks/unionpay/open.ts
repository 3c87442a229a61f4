/** 78/00: is a card open for payment without redirect? 79/00 and 79/05: open it, with a token or without. */
import type { Context } from './context.ts';
import { answer, refuse } from './answer.ts';
import type { AcpAnswer } from './answer.ts';
import { closeBlock } from './braces.ts';
import { PLAIN, TOKEN } from './call.ts';
import type { AcpCall } from './call.ts';
import { maskPhone } from './cards.ts';
import { disagreement, lacksFace } from './holder-check.ts';
import { readCustomer } from './customer.ts';
import type { Fields } from './fields.ts';
import { findByNumber, findPayer } from './payer.ts';
import { changeCard, takeBehaviour } from './card-state.ts';
import { spendCode } from './sms.ts';
import { newToken, tokenRequestProblem } from './tokens.ts';

export const openQuery: AcpCall = {
  name: 'open-query',
  endpoint: 'back',
  types: ['78/00'],
  biz_types: [PLAIN, TOKEN],
  needs: ['orderId', 'channelType'],
  run(context, fields) {
    const about = { number: fields['orderId'] ?? '' };
    const payer = findPayer(context, fields);
    if ('refusal' in payer) return { ...payer.refusal, about };
    if (!payer.card.open) return refuse('77', '', about);
    const owner = Buffer.from(closeBlock({ phoneNo: maskPhone(payer.card.phone) })).toString('base64');
    return answer('00', { activateStatus: '1', customerInfo: owner, payCardType: payer.card.type === 'debit' ? '01' : '02' }, about);
  },
};

function openCard(context: Context, fields: Fields): AcpAnswer {
  const wants_token = fields['bizType'] === TOKEN;
  const wrong = wants_token ? tokenRequestProblem(context, fields) : undefined;
  if (wrong) return wrong;
  const payer = findByNumber(context, fields);
  if ('refusal' in payer) return payer.refusal;
  const read = readCustomer(context, fields);
  if ('words' in read) return read;
  const { card } = payer;
  const { customer } = read;
  if (!customer.phoneNo) return refuse('13', 'phoneNo');
  if (!customer.smsCode) return refuse('13', 'smsCode');
  const matter = { order_id: fields['orderId'] ?? '', txn_time: fields['txnTime'] ?? '', purpose: 'open', card } as const;
  if (!spendCode(context, matter, customer.smsCode)) return refuse('71');
  const code = lacksFace(card, customer) ? '65' : disagreement(context, card, customer);
  if (code) return refuse(code);
  const behaviour = takeBehaviour(context, card, 'open');
  if (behaviour && behaviour.answer !== 'silent' && behaviour.answer !== '00') return refuse(behaviour.answer);
  changeCard(context, card, { open: true });
  return answer('00', { activateStatus: '1', ...(wants_token ? newToken(context, card) : {}) });
}

export const open: AcpCall = {
  name: 'open',
  endpoint: 'back',
  types: ['79/00', '79/05'],
  biz_types: [PLAIN, TOKEN],
  needs: ['orderId', 'channelType'],
  run: (context, fields) => ({ ...openCard(context, fields), about: { number: fields['orderId'] ?? '' } }),
};
