/** GET /control: the parts about UnionPay. */
import type { Guide } from '../port.ts';
import { CARDS } from './cards.ts';
import { scenarioOf } from './scenarios.ts';

export const GUIDE: Guide = {
  calls: {
    'GET /control/messages?number=&limit=50':
      'codes by text from UnionPay, newest first: {made_ms, expires_ms, number (orderId), txn_time, purpose: consume|open, phone, masked_pan, amount_fen?, code, state: fresh|used|replaced|expired}',
    'GET /control/unionpay/cards':
      'all test cards with everything on them: number, phone, cvn2, expiry (YYMM), certif_id, holder, pin, balance_fen, open, scripts',
    'POST /control/unionpay/cards/:card {script?,once?,balance_fen?,open?}':
      'the card by id or last four digits. A script (a scenario) goes to its moment (consume, refund, sms, open) and stays, or is spent by one use with once:true; "ok" takes all of them away',
    'DELETE /control/unionpay/cards, DELETE /control/unionpay/cards/:card': 'as they were at first',
    'GET /control/unionpay/scripts': 'every scenario: {name, at, title}',
    'GET /control/unionpay/received':
      'orderId -> {sms,consume,void,refund}: how many requests carried it, done or not. A cashier sends a consumption or refund once.',
    'POST /control/unionpay/txns/:orderId {code?}': 'ends a consumption, void or refund under way now, as "00" or with that code',
    'GET /control/unionpay/tokens, POST /control/unionpay/tokens/:token {state: invalid|expired}': 'tokens given out; spoils one',
    'GET|POST|DELETE /control/unionpay/encrypt-keys {rotate?,retire?}':
      'encryption certificates: rotate hands out the successor, once; retire refuses the one before it; DELETE goes back to the first',
  },
  faults: {
    'unionpay.answer.*':
      'calls: sms consume query refund void open-sms open open-query encrypt-cert token-delete file. system_error 06, system_error_after_effect 03, rate_limited 37, refund_not_enough 90; unsigned_error is the black list, a plain sentence',
    'unionpay.notify.unknown_serial': 'the next n sendings are signed by a certificate of another authority',
    'unionpay.notify.wrong_seller': 'the next n sendings name another merchant, correctly signed',
    'unionpay.answer.refund_pending': 'the next n new refunds stay at 05 for refund_pending_ms',
  },
  screens: [
    { kind: 'card-number', see: '输入卡号', how: '选银联卡。' },
    {
      kind: 'card-check',
      see: '核对信息',
      how: '输入借记卡 6226090000000048（招商银行）：还要证件号和手机号；信用卡 6221558812340000：有效期和背面三位数。',
    },
    { kind: 'card-list', see: '用过的卡', how: '付款时勾上记住这张卡，付成后再下一单，选银联卡。' },
    { kind: 'sms-code', see: '短信验证码', how: '填完卡的信息；验证码在手机的短信页。' },
    { kind: 'refused', see: '银行的每一种拒绝', how: '在手机的卡页选一张卡，按上面写的应答码付款；任何卡也可设上一种情形。' },
    { kind: 'checking', see: '正在付款', how: '用卡页上“一直处理中”的卡。' },
  ],
  more: {
    cards: Object.fromEntries(
      CARDS.map(({ id, pan, bank, type, script }) => [
        id,
        `${pan} ${bank} ${type}${script ? `, ${scenarioOf(script).at}: ${scenarioOf(script).title}` : ''}`,
      ]),
    ),
  },
};
