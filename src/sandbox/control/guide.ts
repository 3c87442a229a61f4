/** The answer to GET /control: a description of the interface. */
import type { LiveBank } from '../banks/port.ts';
import { USERS } from '../phone/users.ts';
import type { GuideText } from './page.ts';
import { SCREENS } from './screens.ts';

const CALLS = {
  'GET /healthz': '{ok:true}',
  'GET /control/manifest': 'addresses, ids and key file paths; the same as manifest.json',
  'GET /control/codes?limit=20': 'codes made lately, newest first, with whether they are payable',
  'POST /control/scan {code,user}':
    'looks like a phone: payable (with merchant, subject, amount) or refused (with reason). Ties the order to the user; at Alipay this makes the trade.',
  'POST /control/pay {code,user}': 'scans and pays: {kind:"paid",trade_no,amount_fen} or refused',
  'POST /control/decline {code,user}': 'scans and declines: no money moves, the order stays unpaid',
  'GET /control/orders/:channel/:number':
    'the facts: state, payable, charges, refunds, codes, calls, notices (callbacks), revived; UnionPay also kind, card, txn_time, query_id, received and refunds_received; 404 when never heard of',
  'GET /control/orders?channel=': 'state and sums of every order',
  'GET /control/balance/:channel': '{charged_fen,returned_fen,balance_fen}',
  'GET /control/calls?channel=&limit= or ?channel=&number=':
    'calls that reached the banks, oldest first: {at_ms,channel,call,number,outcome,fault?}.',
  'GET /control/notices?channel= or ?channel=&number=': 'callbacks with every answer they got',
  'POST /control/refunds/:channel/:number/:refund_no {state?}':
    'ends a refund under way now (WeChat: as SUCCESS, CLOSED, CLOSE or ABNORMAL; UnionPay: as SUCCESS or CLOSED)',
  'GET /control/texts, POST /control/texts {phone,text}': 'text messages on the phones',
  'POST /control/text-gateway {down,refuse,lose_answer}':
    'the gateway of text messages: 503, 400, or sent and unanswered, for the next so many; {} ends it',
  'GET|POST /control/clock {offset_ms}':
    'the clock of the whole sandbox, moved by "lezhong clock" together with the BFF: only forward; business time goes by it, signatures by real time',
  'GET|POST|DELETE /control/faults': 'read, set some (others stay), reset all faults',
  'GET|POST /control/settings':
    'read or set times and limits by bank: {wechat:{notify_retry_ms:[...]}}; clock_off_ms: the clocks of all banks less the true time',
};

const FAULTS = {
  'notify.delay_ms': 'added before the first sending of every new callback',
  'notify.drop': 'the next n sendings get lost; the retry list goes on',
  'notify.drop_rate': 'each sending gets lost with this probability',
  'notify.duplicate': 'n more copies of every sending',
  'notify.reorder': 'the next n sendings wait for another callback of the bank to overtake them, 10 s at most',
  'notify.tamper': 'the next n sendings are changed after signing',
  'notify.wrong_amount, notify.wrong_amount_fen': 'the next n sendings tell this amount, correctly signed',
  'answer.delay_ms': 'answers come late, effects do not',
  'answer.http_500 {call:n}': 'HTTP 500, nothing done; * for any call. The names of calls are listed by bank',
  'answer.system_error {call:n}': "the bank's own system error, nothing done; system_error_after_effect: all done",
  'answer.rate_limited {call:n}': 'too many requests, nothing done',
  'answer.lose_before_effect {call:n}': 'connection breaks, nothing done; lose_after_effect: all done',
  'answer.bad_signature {call:n}': 'done, but the answer is signed wrongly',
  'answer.unsigned_error {call:n}': 'an answer without signature, nothing done',
  'answer.fail_rate': 'each call breaks with this probability, half before and half after the effect; repeatable with --seed',
  'answer.query_amount_fen': 'queries tell this amount (0: the true one)',
  'answer.query_lag_ms': 'queries see a payment only so long after it',
  'answer.refund_not_enough': 'the next n new refunds are refused for want of balance',
};

export function guideOf(banks: readonly LiveBank[]): GuideText {
  const guides = banks.map(({ about }) => about.guide);
  const names = banks.map(({ id }) => id).join(', ');
  const users = USERS.map(({ id }) => id).join(', ');
  return {
    what: `Control of the payment sandbox. JSON in, JSON out; POST wants Content-Type: application/json. Amounts are fen, times UTC milliseconds. Channels: ${names}. Users: ${users}.`,
    calls: Object.assign({}, CALLS, ...guides.map(({ calls }) => calls)) as GuideText['calls'],
    faults: Object.assign({}, FAULTS, ...guides.map(({ faults }) => faults)) as GuideText['faults'],
    screens: [...SCREENS, ...guides.flatMap(({ screens }) => screens ?? [])],
    ...(Object.assign({}, ...guides.map(({ more }) => more)) as object),
    example: { wechat: { notify: { drop: 2 }, answer: { lose_after_effect: { prepay: 1 } } } },
  };
}
