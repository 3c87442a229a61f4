/** One maker for each route, keyed as Fastify names it; fuzz.test.ts holds that none is missing. */
import type { Answer, SecretAnswer, TypedCard } from '../../../src/protocol/answer.ts';
import type { BankCard } from '../../support/bank-cards.ts';
import { asText } from './odd.ts';
import type { Json, Odd } from './odd.ts';
import { FILES, PATHS } from './paths.ts';
import type { Target } from './target.ts';

export interface OddRequest {
  method: string;
  path: string;
  headers?: { [name: string]: string };
  body?: string | Buffer;
  /** Whose step the answer may be. */
  target?: Target;
}

export interface RequestContext {
  odd: Odd;
  target: () => Target;
  /** A merchant's fields, and the same signed. */
  order: (order_no: string) => { [name: string]: string };
  signed: (method: string, path: string, fields: { [name: string]: string }) => { [name: string]: string };
  cards: readonly BankCard[];
}

type Rest = Partial<Omit<OddRequest, 'method'>>;
type Maker = (context: RequestContext) => Rest;

const ANSWERS: readonly Answer[] = [
  { kind: 'choose', channel: 'wechat' },
  { kind: 'choose', channel: 'alipay' },
  { kind: 'choose', channel: 'unionpay' },
  { kind: 'choose', channel: 'unionpay', card: 'abc' },
  { kind: 'choose', channel: '__proto__' },
  { kind: 'change' },
  { kind: 'new-code' },
  { kind: 'ask-paid' },
  { kind: 'retry' },
  { kind: 'cards' },
  { kind: 'other-card' },
  { kind: 'recheck' },
  { kind: 'card-lost' },
  { kind: 'forget-card', card: 'abc' },
  { kind: 'admit-phone' },
  { kind: 'by-sms' },
  { kind: 'use-remote' },
  { kind: 'leave' },
];

/** The order is sometimes none, sometimes the one that is open; what is changed is changed before the signature or after it. */
function ofMerchant(
  { odd, signed }: RequestContext,
  method: string,
  path: string,
  fields: { [name: string]: string },
): { [name: string]: Json } {
  const dice = odd.chance();
  if (dice < 0.3) return signed(method, path, odd.fields(fields));
  if (dice < 0.6) return odd.mutated(signed(method, path, fields)) as { [name: string]: Json };
  return dice < 0.7 ? fields : signed(method, path, fields);
}

let made = 0;
const json = (odd: Odd, value: Json): Rest => ({ headers: { 'content-type': 'application/json' }, body: odd.text(value) });
const query = (fields: { [name: string]: Json }): string =>
  '?' + new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, asText(value)])).toString();

function secret({ odd, cards }: RequestContext, kind: string): SecretAnswer {
  const { pan, phone, expiry, cvn2, certif_id } = odd.pick(cards);
  const typed: TypedCard = { pan, fields: { phone, expiry, cvn2, id: certif_id }, remember: odd.once(2) };
  const kinds: { [kind: string]: SecretAnswer } = {
    'card-number': { kind: 'card-number', pan },
    'card-check': { kind: 'card-check', ...typed },
    'sms-code': odd.once(3) ? { kind: 'sms-again', ...typed } : { kind: 'sms-code', code: '111111', ...typed },
  };
  return kinds[kind] ?? odd.pick(Object.values(kinds));
}

const about = (target: Target, rest: Rest): Rest => ({ ...rest, target });
const TOKENS = (target: Target) => [target.base.slice(3).toUpperCase(), 'a'.repeat(52), 'x', '%2e%2e', target.base.slice(3) + '%00', ''];
/** Of the order that is open, or of none. */
const place = ({ odd, target }: RequestContext): string => (odd.once(10) ? '/c/' + odd.pick(TOKENS(target())) : target().base);

const CURSORS = ['', '1-1', '9-1', '1-999999999999', '-1', '1e9'];
const listed = (m: RequestContext, path: string, fields: { [name: string]: string }): Rest => ({
  path: path + query(ofMerchant(m, 'GET', path, { merchant_id: 'demo', ...fields })),
});

const OLD = '/web-lezpay/ipay/';

/** The calls of 2014: forms, whole and odd; nobody has them switched on, or nobody's key is known here. */
function oldCall(call: string): Maker {
  return ({ odd }) => {
    const fields = odd.fields({
      devId: '1001',
      appId: odd.pick(['10001', '', '__proto__']),
      appKey: 'x',
      orderId: 'A1',
      paySign: 'a'.repeat(40),
    });
    const form = new URLSearchParams({ ...fields, retType: odd.pick(['XML', 'JSON', 'x']) }).toString();
    const body = odd.pick<string | Buffer>([form, form, odd.bytes(form), '%', 'a=%ff', 'a=1&a=2', 'x='.repeat(3_000), '']);
    return { path: OLD + call, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body };
  };
}
const VISITS = ['a'.repeat(26), 'b'.repeat(26), 'A'.repeat(26), ''];
const COOKIES = [
  'lzp_visit=' + 'c'.repeat(26),
  'lzp_visit=x; lzp_payer_wechat=AAAA',
  'lzp_state_wechat=' + 'A'.repeat(200),
  '=; ;;',
  'lzp_visit',
];
const AGENTS = ['MicroMessenger/8.0', 'AlipayClient/10', 'wxwork MicroMessenger/7', 'Mozilla/5.0', ''];
const phonePlace = ({ odd, target }: RequestContext): string =>
  odd.once(10) ? '/s/' + odd.pick(['A'.repeat(26), 'x', '%2e%2e', 'a/../..', target().phone.slice(3).toLowerCase()]) : target().phone;
/** One phone, whose pages keep no cookie. */
const KEYPAD_VISIT = 'k'.repeat(26);
const keypadPlace = (m: RequestContext): string => (m.odd.once(10) ? phonePlace(m) : m.target().keypad(m.odd.pick([1, 1, 1, 2, 0])));
const phoneHeaders = ({ odd }: RequestContext, body: Json): Rest => {
  const { headers, ...rest } = json(odd, body);
  return { ...rest, headers: { ...headers, cookie: odd.pick(COOKIES), 'user-agent': odd.pick(AGENTS) } };
};

/** With tickets that we never made. */
function mine(path: string): Maker {
  return ({ odd, target }) => {
    const id = odd.pick([target().base.slice(3, 23), 'a'.repeat(20), '__proto__']);
    const body = {
      t: odd.pick(['', 'x', 'A'.repeat(200)]),
      id,
      reason: odd.pick(['minor', 'x']),
      before: odd.pick(['', '1.' + 'a'.repeat(20)]),
    };
    return { path, ...json(odd, odd.mutated(body)) };
  };
}

export const MAKERS: { readonly [route: string]: Maker } = {
  'GET /pay': (m) => ({ path: '/pay' + query(ofMerchant(m, 'GET', '/pay', m.order('P' + (made += 1)))) }),
  'POST /v2/orders': (m) => ({ path: '/v2/orders', ...json(m.odd, ofMerchant(m, 'POST', '/v2/orders', m.order('F' + (made += 1)))) }),
  'GET /v2/orders/:order_no': (m) => {
    const path = '/v2/orders/' + m.odd.pick([m.target().order_no, 'none', '__proto__', '%00', 'x'.repeat(65)]);
    return { path: path + query(ofMerchant(m, 'GET', path, { merchant_id: 'demo' })) };
  },
  // Closing is rare, or nothing would ever be open.
  'POST /v2/orders/:order_no/close': (m) => {
    const path = '/v2/orders/' + (m.odd.once(50) ? m.target().order_no : m.odd.pick(['F1', 'none'])) + '/close';
    return { path, ...json(m.odd, ofMerchant(m, 'POST', path, { merchant_id: 'demo' })) };
  },
  'POST /v2/orders/:order_no/refunds': (m) => {
    const path = '/v2/orders/' + m.odd.pick([m.target().order_no, 'F1', 'none']) + '/refunds';
    const fields = {
      merchant_id: 'demo',
      refund_no: 'R' + Math.floor(m.odd.chance() * 9),
      amount_fen: '1',
      reason: 'why',
      request_id: m.odd.pick(['', '', 'x', '__proto__']),
    };
    return { path, ...json(m.odd, ofMerchant(m, 'POST', path, fields)) };
  },
  'GET /v2/orders/:order_no/refunds/:refund_no': (m) => {
    const path =
      '/v2/orders/' + m.odd.pick([m.target().order_no, 'F1', '__proto__']) + '/refunds/' + m.odd.pick(['R1', '%00', 'x'.repeat(65)]);
    return { path: path + query(ofMerchant(m, 'GET', path, { merchant_id: 'demo' })) };
  },
  'POST /v2/orders/:order_no/delivered': (m) => {
    const path = '/v2/orders/' + m.odd.pick([m.target().order_no, 'F1', 'none']) + '/delivered';
    return { path, ...json(m.odd, ofMerchant(m, 'POST', path, { merchant_id: 'demo' })) };
  },
  'GET /v2/orders': (m) => listed(m, '/v2/orders', { limit: '2', state: m.odd.pick(['open', 'x']), cursor: m.odd.pick(CURSORS) }),
  'GET /v2/events': (m) => listed(m, '/v2/events', { limit: m.odd.pick(['1', '0', '101']), after: m.odd.pick([...CURSORS, 'latest']) }),
  'GET /v2/notices': (m) => listed(m, '/v2/notices', { order_no: m.odd.pick(['', m.target().order_no, 'none']) }),
  'POST /v2/notices/:id/resend': (m) => {
    const path = '/v2/notices/' + m.odd.pick(['a'.repeat(20) + '-1', 'x', '%00']) + '/resend';
    return { path, ...json(m.odd, ofMerchant(m, 'POST', path, { merchant_id: 'demo' })) };
  },
  'GET /v2/refund-requests': (m) => listed(m, '/v2/refund-requests', { state: m.odd.pick(['', 'open', 'declined', '__proto__']) }),
  'POST /v2/refund-requests/:id/decline': (m) => {
    const path = '/v2/refund-requests/' + m.odd.pick(['a'.repeat(20) + '-1', 'x', '%00']) + '/decline';
    return { path, ...json(m.odd, ofMerchant(m, 'POST', path, { merchant_id: 'demo', text: m.odd.pick(['', 'no', 'x'.repeat(61)]) })) };
  },
  'POST /v2/notices/test': (m) => {
    const notify_url = m.odd.pick(['http://evil.example/', 'http://[::1]:1/', 'file:///etc/passwd']);
    return { path: '/v2/notices/test', ...json(m.odd, ofMerchant(m, 'POST', '/v2/notices/test', { merchant_id: 'demo', notify_url })) };
  },
  'GET /v2/openapi.json': () => ({ path: '/v2/openapi.json' }),
  'GET /v2/docs': () => ({ path: '/v2/docs' }),
  ...Object.fromEntries(
    ['createPayBill', 'queryPayBill', 'settlePayBill', 'closePayBill'].map((call) => ['POST ' + OLD + call, oldCall(call)]),
  ),
  'GET /c/:token': (m) => ({
    path:
      place(m) + m.odd.pick(['', '', '?size=sd', '?size=xx&keymap=../../x', '?lang=en&lang=xx', '?again=1', '/..%2f..%2fetc', '/%00', '/']),
  }),
  'POST /c/:token/answer': (m) => {
    const target = m.target();
    const { version, kind } = target.step();
    const dice = m.odd.chance();
    const path = place(m) + '/answer';
    if (dice < 0.5)
      return about(target, { path, ...json(m.odd, m.odd.mutated({ version, answer: m.odd.pick(ANSWERS) as unknown as Json })) });
    if (dice < 0.6) return { path, ...json(m.odd, m.odd.mutated(target.seal({ kind: 'card-number' }) as unknown as Json)) };
    return about(target, { path, ...json(m.odd, target.seal(m.odd.mutated(secret(m, kind) as unknown as Json)) as unknown as Json) });
  },
  'POST /c/:token/bank': (m) => {
    const question = { prefix: (m.odd.pick(m.cards).pan ?? '').slice(0, 8), length: 16 };
    return { path: place(m) + '/bank', ...json(m.odd, m.target().seal(m.odd.mutated(question)) as unknown as Json) };
  },
  'GET /c/:token/step': (m) => {
    const target = m.target();
    return about(target, {
      path: place(m) + '/step' + m.odd.pick(['', '?after=' + target.step().seq, '?after=x', '?after=1e99', '?after=1&after=2']),
    });
  },
  'GET /c/:token/qr.png': (m) => ({ path: place(m) + '/qr.png' + m.odd.pick(['', '?attempt=1', '?attempt=x']) }),
  'GET /s/:code': (m) => ({ path: phonePlace(m) + m.odd.pick(['', '', '', '?from=groupmessage', '?x=%zz', '/', '/%2e%2e', '%00']) }),
  'GET /S/:code': (m) => ({ path: phonePlace(m).replace('/s/', '/S/') }),
  'GET /s/:code/state': (m) => ({
    path:
      phonePlace(m) + '/state' + m.odd.pick(['', '', '?back=ok', '?back=paid', '?visit=' + 'a'.repeat(26), '?visit=x', '?back=ok&back=no']),
  }),
  'POST /s/:code/pay': (m) => {
    const way = m.odd.pick(['wechat', 'alipay', 'unionpay', '__proto__', 'x'.repeat(21), '']);
    return { path: phonePlace(m) + '/pay', ...phoneHeaders(m, m.odd.mutated({ way, visit: m.odd.pick(VISITS) })) };
  },
  'POST /s/:code/ask': (m) => ({ path: phonePlace(m) + '/ask', ...phoneHeaders(m, m.odd.mutated({ visit: m.odd.pick(VISITS) })) }),
  'GET /s/:code/keypad': (m) =>
    about(m.target(), { path: keypadPlace(m) + '/keypad' + m.odd.pick(['', '?visit=' + KEYPAD_VISIT, '?visit=x', '?visit=a&visit=b']) }),
  'POST /s/:code/keypad': (m) => {
    const body = { do: m.odd.pick(['begin', 'begin', 'begin', 'end', 'lost']), visit: KEYPAD_VISIT };
    return about(m.target(), { path: keypadPlace(m) + '/keypad', ...json(m.odd, m.odd.once(2) ? m.odd.mutated(body) : body) });
  },
  'POST /s/:code/type': (m) => {
    const value = m.odd.mutated(secret(m, 'card-number') as unknown as Json);
    const body = { ...m.target().sealOnPhone(value), visit: KEYPAD_VISIT } as unknown as Json;
    return { path: keypadPlace(m) + '/type', ...json(m.odd, m.odd.once(4) ? m.odd.mutated(body) : body) };
  },
  'POST /s/:code/bank': (m) => {
    const question = { prefix: (m.odd.pick(m.cards).pan ?? '').slice(0, 8), length: 16 };
    const body = { ...m.target().sealOnPhone(m.odd.mutated(question)), visit: KEYPAD_VISIT } as unknown as Json;
    return { path: keypadPlace(m) + '/bank', ...json(m.odd, body) };
  },
  'GET /s/o/:channel': (m) => ({
    path:
      '/s/o/' +
      m.odd.pick(['wechat', 'alipay', '__proto__', 'x']) +
      m.odd.pick(['', '?code=x&state=y', '?state=' + 's'.repeat(200), '?code=1&code=2']),
    headers: { cookie: m.odd.pick(COOKIES) },
  }),
  'POST /callbacks/:channel': (m) => {
    const path = '/callbacks/' + m.odd.pick(['wechat', 'alipay', 'unionpay', 'x', '__proto__', 'constructor']);
    if (m.odd.once(2))
      return { path, ...json(m.odd, m.odd.mutated({ id: 'x', resource: { ciphertext: 'eA==', nonce: 'y', associated_data: '' } })) };
    const form = [
      '',
      'a',
      'signature=x&signPubKeyCert=y',
      '%',
      'a=%ff',
      'a=1&a=2',
      'x='.repeat(3_000),
      'sign=x&sign_type=RSA2&out_trade_no=DEM1',
    ];
    return { path, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: m.odd.pick(form) };
  },
  'GET /healthz': () => ({ path: '/healthz' }),
  'GET /readyz': () => ({ path: '/readyz' }),
  'GET /keys': () => ({ path: '/keys' }),
  'POST /keys/report': (m) => ({ path: '/keys/report', ...json(m.odd, m.odd.mutated({ engine: {}, log: [] })) }),
  'GET *': (m) => ({ path: m.odd.once(2) ? m.odd.pick(FILES) : m.odd.pick(PATHS) }),
  'GET /me': (m) => {
    const fields = {
      merchant_id: 'demo',
      viewer_id: 'v' + Math.floor(m.odd.chance() * 50),
      return_url: m.order('M')['return_url'] ?? '',
      purpose: m.odd.pick(['me', 'pay', '']),
    };
    return { path: '/me' + query(ofMerchant(m, 'GET', '/me', fields)) };
  },
  ...Object.fromEntries(
    ['orders', 'request', 'cards', 'cards/remove', 'account', 'cards/prefer'].map((what) => ['POST /me/' + what, mine('/me/' + what)]),
  ),
  'POST /s/:code/consent': (m) => ({
    path: (m.odd.once(10) ? phonePlace(m) : m.target().parent(m.odd.pick([1, 1, 2, 0]))) + '/consent',
    ...json(m.odd, m.odd.mutated({ yes: m.odd.pick([true, false]) })),
  }),
  'POST /v2/viewers/:id/reissued': (m) => {
    const path =
      '/v2/viewers/' + m.odd.pick(['v' + Math.floor(m.odd.chance() * 50), 'v1', '__proto__', '%00', 'x'.repeat(65)]) + '/reissued';
    return { path, ...json(m.odd, ofMerchant(m, 'POST', path, { merchant_id: 'demo' })) };
  },
  'POST /me/boxes': mine('/me/boxes'),
  'POST /me/told': mine('/me/told'),
};

const TYPES = ['text/plain', 'application/x-www-form-urlencoded', 'x/y', 'application/json; charset=utf-16', 'multipart/form-data'];
const HEADERS = [
  'x-forwarded-for',
  'cookie',
  'accept',
  'accept-language',
  'user-agent',
  'x-http-method-override',
  'if-none-match',
  'range',
  'accept-version',
  'content-encoding',
];
const SAID = ['', '1.2.3.4, 5.6.7.8', 'a=b; '.repeat(800), '\u00ff', '-1', '*', 'bytes=0-0,2-3', 'bytes=9-1', 'text/html', 'gzip'];
const METHODS = ['HEAD', 'PUT', 'GET', 'DELETE', 'PATCH', 'OPTIONS', 'POST'];
const QUERIES = ['?' + 'a=b&'.repeat(2_000), '?' + 'x'.repeat(6_000), '?__proto__[a]=1', '?a[]=1&a[]=2', '?%', '?lang=en', '?a=%00'];

/** A request to this route, with its method, headers, address or body sometimes odd as well. */
export function requestTo(route: string, context: RequestContext): OddRequest {
  const { odd } = context;
  const { path = '/', headers, body, target } = MAKERS[route]?.(context) ?? {};
  const method = odd.once(12) ? odd.pick(METHODS) : (route.split(' ')[0] ?? 'GET');
  const sent_headers = {
    ...headers,
    ...(body !== undefined && odd.once(12) ? { 'content-type': odd.pick(TYPES) } : {}),
    ...(odd.once(8) ? { [odd.pick(HEADERS)]: odd.pick(SAID) } : {}),
  };
  const large = body !== undefined && odd.once(60);
  return {
    method,
    path: odd.once(25) ? path + odd.pick(QUERIES) : path,
    headers: Object.fromEntries(Object.entries(sent_headers).filter(([, value]) => value !== '')),
    ...(body !== undefined && method !== 'GET' && method !== 'HEAD'
      ? { body: large ? Buffer.alloc(17_000 + Math.floor(odd.chance() * 50_000), 0x20) : body }
      : {}),
    ...(target ? { target } : {}),
  };
}
