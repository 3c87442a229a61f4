/** A viewer's own page over HTTP: who may open it, what it shows, and that nobody sees another's. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MeAnswer, MeBoot, MeOrder, MeOrders } from '../../../protocol/me.ts';
import { cardKeys } from '../../secret-entry/keys.ts';
import { CARD_SECRETS, testApp } from '../../testing/app.ts';
import { paidOrder } from '../../testing/paid-order.ts';

type App = Awaited<ReturnType<typeof testApp>>;
let app: App;
beforeAll(async () => {
  app = await testApp({ viewers: { shop: { viewers: 'operator', portal: true }, other: { viewers: 'operator' } } });
});
afterAll(() => app.bff.stop());

const MINE = { merchant_id: 'shop', viewer_id: 'v-1', return_url: 'http://shop.example/home', purpose: 'me', box_id: '77119082658' };

function visit(over: { [name: string]: string } = {}, now_ms?: number, after: { [name: string]: string } = {}) {
  const query = new URLSearchParams({ ...app.signed('GET', '/me', { ...MINE, ...over }, now_ms), ...after });
  return app.bff.app.inject({ url: '/me?' + query.toString(), headers: { accept: 'text/html' } });
}
async function boot(over: { [name: string]: string } = {}): Promise<MeBoot> {
  const page = await visit(over);
  expect([page.statusCode, page.headers['cache-control']]).toEqual([200, 'no-store']);
  return JSON.parse(/id="boot">(.*?)<\/script>/.exec(page.body)?.[1] ?? '') as MeBoot;
}
const say = (path: string, body: object) => app.bff.app.inject({ method: 'POST', url: '/me/' + path, payload: body });
const shown = ({ orders }: MeOrders) => orders.map((one) => [one.subject, one.state_text]);

describe('who may open it', () => {
  it('a portal, for its viewer; what a box adds to the link changes nothing', async () => {
    const { start, home_url } = await boot();
    expect([start.lang, start.box_tail, home_url, start.words.title]).toEqual(['zh-CN', '2658', MINE.return_url, '这台电视付过的']);
    expect((await visit({}, undefined, { stbid: '1' })).statusCode).toBe(200);
    expect((await boot({ lang: 'en' })).start.words.title).toBe('Paid on this TV');
  });
  it.each([
    ['another purpose', { purpose: 'pay' }, 400],
    ['none', { purpose: '' }, 400],
    ['no viewer', { viewer_id: '' }, 400],
    ['a viewer of another form', { viewer_id: 'a b' }, 400],
    ['an address that is not on the list', { return_url: 'http://evil.example/' }, 403],
    ['a merchant that is no portal', { merchant_id: 'other' }, 403],
    ['a disabled merchant', { merchant_id: 'off' }, 403],
    ['nobody', { merchant_id: 'nobody' }, 401],
  ])('not with %s', async (_what, over, status) => {
    const page = await visit(over);
    expect([page.statusCode, page.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
  });
  it('not with a link of ten minutes ago, nor with one that was changed or signed for another page', async () => {
    expect((await visit({}, app.world.wall() - 600_000)).statusCode).toBe(401);
    expect((await visit({}, undefined, { viewer_id: 'v-2' })).statusCode).toBe(401);
    const elsewhere = new URLSearchParams(app.signed('GET', '/pay', MINE)).toString();
    expect((await app.bff.app.inject({ url: '/me?' + elsewhere })).statusCode).toBe(401);
  });
});

describe('what it shows', () => {
  it("orders of its viewer at the operator's merchants, nobody else's", async () => {
    await paidOrder(app, 'M1', { viewer_id: 'v-1', subject: '综艺会员' });
    await paidOrder(app, 'M2', { viewer_id: 'v-2', subject: '别人的' });
    await paidOrder(app, 'M3', { subject: '没有名字的' });
    await app.post('/v2/orders', app.order({ order_no: 'M4', viewer_id: 'v-1', merchant_id: 'other', subject: '基本费' }));
    await app.post('/v2/orders', app.order({ order_no: 'M5', viewer_id: 'v-1', merchant_id: 'other', subject: '取消的' }));
    await app.post('/v2/orders/M5/close', { merchant_id: 'other' });
    const { start } = await boot();
    expect(shown(start)).toEqual([
      ['取消的', '已取消，没有付款'],
      ['基本费', expect.stringMatching(/^去付款，剩 \d+ 分$/)],
      ['综艺会员', '已付'],
    ]);
    expect(start.month_text).toBe('本月 1 笔　共 ￥19.90');
    const [, open, paid] = start.orders;
    expect(open?.pay_url).toMatch(/^\/c\/[0-9a-z]{52}$/);
    expect([paid?.with_text, paid?.merchant_name, paid?.may_ask, paid?.pay_url]).toEqual(['微信', '芒果TV', true, undefined]);
  });
  it('older ones on request, each once', async () => {
    for (let i = 0; i < 45; i++) await app.post('/v2/orders', app.order({ order_no: 'L' + i, viewer_id: 'many', subject: 'n' + i }));
    const { start, ticket } = await boot({ viewer_id: 'many' });
    expect([start.orders.length, start.month_text]).toEqual([40, undefined]);
    const more = (await say('orders', { t: ticket, before: start.before })).json<MeAnswer<MeOrders>>();
    expect([more.orders.length, more.before]).toEqual([5, undefined]);
    expect(new Set([...start.orders, ...more.orders].map((one) => one.id)).size).toBe(45);
    expect((await say('orders', { t: ticket, before: 'x' })).json()).toMatchObject({ error: { code: 'FIELD_BAD', field: 'before' } });
  });
});

describe('a request for a refund', () => {
  it('is told to the merchant once, and its answer to the viewer', async () => {
    const id = await paidOrder(app, 'R1', { viewer_id: 'asks' });
    const { ticket } = await boot({ viewer_id: 'asks' });
    const ask = async (t = '') => (await say('request', { t, id, reason: 'minor' })).json<MeAnswer<{ order: MeOrder }>>();
    const first = await ask(ticket);
    expect(first.order).toMatchObject({ may_ask: false, request: { state_text: '已申请退款，等商家答复' } });
    // A second press, with the ticket of the answer.
    expect((await ask(first.t)).order.request).toEqual(first.order.request);
    const payment = await app.store.read({ id });
    expect(payment?.requests).toMatchObject([{ reason: 'minor', by: 'viewer', state: 'open' }]);
    expect(payment?.notices.filter((one) => one.type === 'refund.requested')).toHaveLength(1);
    await app.post('/v2/refund-requests/' + id + '-1/decline', { merchant_id: 'shop', text: '已看过的影片不能退款' });
    const { start } = await boot({ viewer_id: 'asks' });
    expect(start.orders[0]).toMatchObject({
      may_ask: true,
      request: { state_text: '商家没有同意退款', text: '已看过的影片不能退款' },
    });
    await ask(ticket);
    await app.post('/v2/orders/R1/refunds', { merchant_id: 'shop', refund_no: 'RR', amount_fen: '1990', request_id: id + '-2' });
    const after = (await boot({ viewer_id: 'asks' })).start.orders[0];
    expect([after?.state_text, after?.stages?.names[0], after?.request?.state_text]).toEqual(['退款中', '已申请', '商家同意退款']);
  });
  it('nobody asks for, or learns of, what is not his: 10,000 guesses, with a control', async () => {
    const id = await paidOrder(app, 'G1', { viewer_id: 'owner' });
    const { ticket } = await boot({ viewer_id: 'thief' });
    const letters = '0123456789abcdefghijklmnopqrstuvwxyz';
    for (let i = 0; i < 10_000; i++) {
      const guess =
        i === 0 ? id : id.slice(0, 16) + [i % 36, (i / 36) % 36, (i / 1296) % 36, i % 7].map((n) => letters[Math.floor(n)]).join('');
      const answer = await say('request', { t: ticket, id: guess, reason: 'other' });
      if (answer.statusCode !== 404) expect.unreachable('guess ' + i + ' was answered');
    }
    expect((await app.store.read({ id }))?.requests).toBeUndefined();
    const owner = await boot({ viewer_id: 'owner' });
    expect((await say('request', { t: owner.ticket, id, reason: 'other' })).statusCode).toBe(200);
  }, 60_000);
});

describe('its time', () => {
  it('tickets that we never made open nothing', async () => {
    const { ticket } = await boot();
    for (const t of ['', 'x', ticket.slice(0, -2), ticket.slice(1), 'A'.repeat(200)])
      expect((await say('orders', { t })).json()).toMatchObject({ error: { code: 'SESSION_OVER' } });
    expect((await say('orders', { t: ticket })).json()).toMatchObject({ t: expect.any(String) as unknown });
    // What the page asks by itself is no key.
    expect((await say('orders', { t: ticket, look: true })).json()).not.toHaveProperty('t');
  });
});

describe('cards', () => {
  const keys = cardKeys(CARD_SECRETS, () => '');
  const keep = async (viewer_id: string, tail: string): Promise<string> => {
    const viewer = keys.viewerOf({ merchant_id: 'shop', viewer_id }) ?? '';
    const id = 'card' + tail;
    const about = { bank: 'CCB', bank_name: '中国建设银行', kind: 'debit', tail, phone_tail: '5506', channel: 'unionpay' } as const;
    const times = { created_ms: 1, used_ms: Number(tail), default_ms: 0, proved_ms: 0, order_id: 'o', attempt: 1 };
    await app.store.cards.add({ id, viewer, hash: tail, key_id: 'v1', sealed: new Uint8Array(32), state: 'kept', ...about, ...times });
    return id;
  };
  it('one is the default, by its viewer alone, and is what the cashier offers', async () => {
    const [first, second, his] = [await keep('cards-3', '0119'), await keep('cards-3', '0220'), await keep('cards-4', '3321')];
    const { ticket, start } = await boot({ viewer_id: 'cards-3' });
    const ids = (cards: readonly { id: string }[]): string[] => cards.map(({ id }) => id);
    expect([ids(start.cards), start.default_card]).toEqual([[second, first], undefined]);
    for (const id of [his, 'none', first]) {
      const answer = (await say('cards/prefer', { t: ticket, id })).json<{ cards: { id: string }[] }>();
      expect(ids(answer.cards)).toEqual(id === first ? [first, second] : [second, first]);
      expect(answer).toMatchObject(
        id === first ? { default_card: first } : expect.not.objectContaining({ default_card: expect.anything() as unknown }),
      );
    }
    const made = await app.post('/v2/orders', app.order({ order_no: 'PREFER', viewer_id: 'cards-3' }));
    const token = made.json<{ cashier_url: string }>().cashier_url.split('/c/')[1] ?? '';
    const step = (await app.bff.app.inject({ url: '/c/' + token + '/step' })).json<{ channels: { card?: { id: string } }[] }>();
    expect(step.channels.find((one) => one.card)?.card?.id).toBe(first);
  });

  it("are listed and forgotten by their viewer alone; another's is not told of", async () => {
    const [mine, his] = [await keep('cards-1', '0118'), await keep('cards-2', '3320')];
    const { ticket, start } = await boot({ viewer_id: 'cards-1' });
    expect(start.cards).toMatchObject([{ id: mine, tail: '0118', bank: '建设银行' }]);
    expect((await say('cards/remove', { t: ticket, id: his })).json()).toMatchObject({ cards: [{ id: mine }] });
    expect((await boot({ viewer_id: 'cards-2' })).start.cards).toHaveLength(1);
    expect((await say('cards/remove', { t: ticket, id: mine })).json()).toMatchObject({ cards: [] });
    expect((await say('cards', { t: ticket })).json()).toMatchObject({ cards: [] });
  });
});
