/** What GET /control answers: how to use the interface. */
import { CARDS } from '../banks/unionpay/cards.ts';
import { scriptOf } from '../banks/unionpay/scenarios.ts';

export const GUIDE = {
  what: 'Control of the payment sandbox. JSON in, JSON out; POST wants Content-Type: application/json. Amounts are fen, times UTC milliseconds. Channels: wechat, alipay, unionpay. Users: lele, zhongzhong.',
  calls: {
    'GET /healthz': '{ok:true}',
    'GET /control/manifest': 'addresses, ids and key file paths; the same as manifest.json',
    'GET /control/codes?limit=20': 'codes made lately, newest first, with whether they are payable',
    'POST /control/scan {code,user}':
      'looks like a phone: payable (with merchant, subject, amount) or refused (with reason). Ties the order to the user; at Alipay this makes the trade.',
    'POST /control/pay {code,user}': 'scans and pays: {kind:"paid",trade_no,amount_fen} or refused',
    'POST /control/decline {code,user}': 'scans and declines: no money moves, the order stays unpaid',
    'GET /control/orders/:channel/:number':
      'the truth: state, payable, charges, refunds, codes, calls, notices, revived; UnionPay also kind, card, txn_time, query_id, received and refunds_received; 404 when never heard of',
    'GET /control/orders?channel=': 'state and sums of every order',
    'GET /control/balance/:channel': '{charged_fen,returned_fen,balance_fen}',
    'GET /control/calls?channel=&limit= or ?channel=&number=':
      'calls that reached the banks, oldest first: {at_ms,channel,call,number,outcome,fault?}. A cashier must never have made the call "cancel".',
    'GET /control/notices?channel= or ?channel=&number=': 'notices with every answer they got',
    'POST /control/refunds/:channel/:number/:refund_no {state?}':
      'ends a refund under way now (WeChat: as SUCCESS, CLOSED, CLOSE or ABNORMAL; UnionPay: as SUCCESS or CLOSED)',
    'GET /control/messages?number=&limit=50':
      'codes by text from UnionPay, newest first: {made_ms, expires_ms, number (orderId), txn_time, purpose: consume|open, phone, masked_pan, amount_fen?, code, state: fresh|used|replaced|expired}',
    'GET /control/unionpay/cards':
      'all test cards with everything on them: number, phone, cvn2, expiry (YYMM), certif_id, holder, pin, balance_fen, open, scripts',
    'POST /control/unionpay/cards/:card {script?,once?,balance_fen?,open?}':
      'the card by id or last four digits. A script goes to its moment (consume, refund, sms, open) and stays, or is spent by one use with once:true; "ok" takes all scripts away',
    'DELETE /control/unionpay/cards, DELETE /control/unionpay/cards/:card': 'as they were at first',
    'GET /control/unionpay/scripts': 'every script: {name, at, title}',
    'GET /control/unionpay/received':
      'orderId -> {sms,consume,void,refund}: how many requests carried it, done or not. A cashier sends a consumption or refund once.',
    'POST /control/unionpay/txns/:orderId {code?}': 'ends a consumption, void or refund under way now, as "00" or with that code',
    'GET /control/unionpay/tokens, POST /control/unionpay/tokens/:token {state: invalid|expired}': 'tokens given out; spoils one',
    'GET|POST|DELETE /control/unionpay/encrypt-keys {rotate?,retire?}':
      'encryption certificates: rotate hands out the successor, once; retire refuses the one before it; DELETE goes back to the first',
    'GET /control/texts, POST /control/texts {phone,text}': 'text messages on the phones',
    'GET|POST|DELETE /control/faults': 'read, set some (others stay), reset all knobs',
    'GET|POST /control/settings': 'read or set times and limits: {wechat:{notify_retry_ms:[...]}, alipay:{...}, unionpay:{...}}',
  },
  faults: {
    'notify.delay_ms': 'added before the first sending of every new notice',
    'notify.drop': 'the next n sendings get lost; the retry list goes on',
    'notify.drop_rate': 'each sending gets lost with this probability',
    'notify.duplicate': 'n more copies of every sending',
    'notify.reorder': 'the next n sendings wait for another notice of the channel to overtake them, 10 s at most',
    'notify.tamper': 'the next n sendings are changed after signing',
    'notify.wrong_amount, notify.wrong_amount_fen': 'the next n sendings tell this amount, correctly signed',
    'notify.signtest': 'WeChat: the next n sendings are WECHATPAY/SIGNTEST/ probes, which must be refused',
    'notify.unknown_serial':
      'WeChat: the next n sendings name an unknown serial; UnionPay: they are signed by a certificate of another authority',
    'notify.wrong_seller': 'Alipay, UnionPay: the next n sendings name another seller, correctly signed',
    'answer.delay_ms': 'answers come late, effects do not',
    'answer.http_500 {call:n}':
      'HTTP 500, nothing done. Calls: prepay query close refund refund-query certificates cancel bill bill-file; UnionPay: sms consume query refund void open-sms open open-query encrypt-cert token-delete file; * for any',
    'answer.system_error {call:n}': 'SYSTEM_ERROR / 20000 / 06, nothing done; system_error_after_effect: all done (UnionPay: 03)',
    'answer.rate_limited {call:n}': 'FREQUENCY_LIMITED / isv.access-limited / 37, nothing done',
    'answer.lose_before_effect {call:n}': 'connection breaks, nothing done; lose_after_effect: all done',
    'answer.bad_signature {call:n}': 'done, but the answer is signed wrongly',
    'answer.unsigned_error {call:n}':
      'an answer without signature, nothing done. Alipay: error_response; UnionPay: the black list, a plain sentence',
    'answer.fail_rate': 'each call breaks with this probability, half before and half after the effect; repeatable with --seed',
    'answer.query_amount_fen': 'queries tell this amount (0: the true one)',
    'answer.query_lag_ms': 'queries see a payment only so long after it',
    'answer.refund_not_enough': 'the next n new refunds: NOT_ENOUGH / SELLER_BALANCE_NOT_ENOUGH / 90',
    'answer.refund_ends': 'WeChat: new refunds end SUCCESS, CLOSED, CLOSE or ABNORMAL',
    'answer.refund_pending':
      'Alipay: the next n new refunds answer fund_change N and happen later; UnionPay: they stay at 05 for refund_pending_ms',
    'answer.revive_closed': 'WeChat: prepay revives a closed order instead of ORDER_CLOSED',
    'answer.close_202': 'WeChat: the next n closes answer 202 and close nothing',
    'answer.key_mode': 'WeChat: public-key or certificate',
  },
  cards: Object.fromEntries(
    CARDS.map(({ id, pan, bank, type, script }) => [
      id,
      `${pan} ${bank} ${type}${script ? `, ${scriptOf(script).at}: ${scriptOf(script).title}` : ''}`,
    ]),
  ),
  example: { wechat: { notify: { drop: 2 }, answer: { lose_after_effect: { prepay: 1 } } } },
} as const;
