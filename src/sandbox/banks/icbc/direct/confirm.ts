/** /api/cardbusiness/tvpay/direct/confirm/V1: one password. Source: docs/channels.md 4.4. */
import type { Order } from '../../../db/records.ts';
import { refuse, succeed } from '../answer.ts';
import type { IcbcAnswer } from '../answer.ts';
import { PATHS } from '../call.ts';
import type { IcbcCall } from '../call.ts';
import type { Context } from '../context.ts';
import { AMOUNT, MERCHANT, OUT_TRADE_NO, SECRET_DATA } from '../fields.ts';
import { orderByNumber } from '../order.ts';
import { paymentFields } from '../payment.ts';
import { noteRight, noteWrong, takeScenario } from './accounts.ts';
import { cardById, LIMITS } from './cards.ts';
import type { DirectCard } from './cards.ts';
import { challengeOf, putChallenge } from './challenge.ts';
import type { Challenge } from './challenge.ts';
import { charge, payLater } from './money.ts';
import { cellOf, isTokenCode, SMS_CODE, STATIC_PASSWORD } from './passwords.ts';
import { openSecret } from './secret-data.ts';

const FAIL = {
  wrong: '93001',
  over: '93002',
  locked: '93003',
  funds: '93004',
  limit: '93005',
  'day-limit': '93006',
} as const;

function isRight(context: Context, card: DirectCard, { method, cells, digits }: Challenge, password: string): boolean {
  switch (method) {
    case 'STATIC':
      return password === STATIC_PASSWORD;
    case 'COORD_CARD':
      return cells !== undefined && password === cells.map((cell) => cellOf(card.pan, cell)).join('');
    case 'E_TOKEN':
      return digits !== undefined && isTokenCode(card.pan, digits, password, context.world.now());
    case 'SMS':
      return password === SMS_CODE;
    case 'USB_KEY':
      return false;
  }
}

function paid(context: Context, order: Order): Record<string, unknown> {
  const { number, trade_no = '' } = order;
  return { status: 'PAID', out_trade_no: number, order_id: trade_no, cur_type: '001', ...paymentFields(context, order) };
}

const failed = (number: string, why: keyof typeof FAIL, more: object = {}): IcbcAnswer =>
  succeed({ status: 'FAILED', out_trade_no: number, fail_code: FAIL[why], ...more }, { number });

function wrong(context: Context, card: DirectCard, challenge: Challenge): IcbcAnswer {
  const tries_left = challenge.tries_left - 1;
  noteWrong(context, card, challenge.method);
  putChallenge(context, { ...challenge, tries_left, heard: challenge.heard + 1 });
  return failed(challenge.number, 'wrong', { remaining_tries: String(tries_left) });
}

function judge(context: Context, card: DirectCard, challenge: Challenge, order: Order, password: string): IcbcAnswer {
  const { number } = order;
  if (!isRight(context, card, challenge, password)) return wrong(context, card, challenge);
  const scenario = takeScenario(context, card);
  if (scenario === 'wrong-once') return wrong(context, card, challenge);
  putChallenge(context, { ...challenge, tries_left: 0, heard: challenge.heard + 1 });
  if (scenario === 'expired-challenge') return failed(number, 'over');
  if (scenario === 'locked' || scenario === 'funds' || scenario === 'limit' || scenario === 'day-limit') return failed(number, scenario);
  if (order.amount_fen > LIMITS[challenge.method][0]) return failed(number, 'limit');
  noteRight(context, card, challenge.method);
  if (scenario === 'unknown-paid' || scenario === 'unknown-lost') {
    payLater(context, order, scenario === 'unknown-paid');
    return succeed({ status: 'UNKNOWN', out_trade_no: number }, { number });
  }
  const answer = succeed(paid(context, charge(context, order, card)), { number, amount_fen: order.amount_fen });
  return scenario === 'slow' ? { ...answer, delay_ms: context.settings().slow_ms } : answer;
}

export const confirm: IcbcCall = {
  name: () => 'confirm',
  path: PATHS.confirm,
  rules: {
    ...MERCHANT,
    out_trade_no: { ...OUT_TRADE_NO, required: true },
    challenge_id: { required: true, pattern: /^[0-9A-Za-z-]{1,40}$/ },
    amount: AMOUNT,
    secret_data: SECRET_DATA,
  },
  run(context, biz) {
    const number = biz['out_trade_no'] ?? '';
    const about = { number };
    const { password, challenge_id } = openSecret(context, biz['secret_data'] ?? '');
    if (typeof password !== 'string' || challenge_id !== biz['challenge_id']) return refuse('bad_parameter', about, 'secret_data');
    const challenge = challengeOf(context, challenge_id as string);
    const order = orderByNumber(context, number);
    const card = challenge && cardById(challenge.card);
    if (!challenge || !order || !card || challenge.number !== number) return failed(number, 'over');
    if (String(order.amount_fen) !== biz['amount']) return refuse('bad_parameter', about, 'amount');
    if (order.state !== 'waiting' || challenge.tries_left === 0) return failed(number, 'over');
    return judge(context, card, challenge, order, password);
  },
};
