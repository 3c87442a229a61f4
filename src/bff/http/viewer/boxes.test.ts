/** Boxes of a viewer over HTTP: listed, removed with his password, and what a removed one may still do. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ME_BOUND } from '../../../protocol/me.ts';
import type { MeAnswer, MeBoot, MeBoxes, MeChanged, MeWish } from '../../../protocol/me.ts';
import { pageSealer } from '../../../protocol/seal.ts';
import { testApp } from '../../testing/app.ts';
import { cardPage, DEBIT } from '../../testing/card-page.ts';

const GOOD = '274916';
const WRONG = '831502';
const [ROOM, BEDROOM] = ['77119082658', '77119082659'];
const DAY_MS = 24 * 60 * 60_000;

type App = Awaited<ReturnType<typeof testApp>>;
let app: App;
let made = 0;
beforeAll(async () => {
  app = await testApp({ viewers: { shop: { portal: true } } });
});
afterAll(() => app.bff.stop());

async function page(viewer_id: string, box_id?: string) {
  const link = { merchant_id: 'shop', viewer_id, return_url: 'http://shop.example/home', purpose: 'me', ...(box_id ? { box_id } : {}) };
  const html = (await app.bff.app.inject({ url: '/me?' + new URLSearchParams(app.signed('GET', '/me', link)).toString() })).body;
  const { start, ticket } = JSON.parse(/id="boot">(.*?)<\/script>/.exec(html)?.[1] ?? '') as MeBoot;
  if (!start.account) throw new Error('no account');
  let { account } = start;
  const sealer = pageSealer((length) => new Uint8Array(randomBytes(length)));
  const post = async <T>(what: string, body: object = {}) =>
    (await app.bff.app.inject({ method: 'POST', url: '/me/' + what, payload: { t: ticket, ...body } })).json<T>();
  return {
    start,
    post,
    account: () => account,
    boxes: async () => (await post<MeAnswer<MeBoxes>>('boxes')).boxes.map((one) => one.name.slice(-4) + ' ' + one.seen_text),
    idOf: async (tail: string) => (await post<MeAnswer<MeBoxes>>('boxes')).boxes.find((one) => one.name.endsWith(tail))?.id ?? '',
    async wish(wish: MeWish): Promise<string | undefined> {
      const answer = await post<MeAnswer<MeChanged>>('account', sealer.seal(account.seal, { token: ME_BOUND, version: account.rev }, wish));
      ({ account } = answer);
      return answer.problem;
    },
  };
}

async function order(over: { [name: string]: string } = {}) {
  const order_no = 'B' + (made += 1);
  const { cashier_url } = (await app.post('/v2/orders', app.order({ order_no, ...over }))).json<{ cashier_url: string }>();
  return cardPage(app.bff.app, cashier_url.split('/c/')[1] ?? '');
}

it('those he was seen on, by an order or on his page; a page without a box, and another viewer, add none', async () => {
  await order({ viewer_id: 'a', box_id: BEDROOM });
  await order({ viewer_id: 'b', box_id: '1' });
  expect(await (await page('a')).boxes()).toEqual(['2659 今天用过']);
  const one = await page('a', ROOM);
  expect(await one.boxes()).toEqual(['2658 就是这一台', '2659 今天用过']);
  expect(one.start.boxes).toHaveLength(2);
  expect(JSON.stringify(one.start.boxes)).not.toContain(BEDROOM);
  const key = (await app.store.find({ order_no: 'B1' }))[0] ?? '';
  const viewer = (await app.store.read({ id: key }))?.order.viewer_key ?? '';
  expect((await app.store.boxes.of(viewer, ROOM))?.first_seen_ms).toBeGreaterThan(app.world.now() - DAY_MS);
});

it('a removed one is told so at each wish, and learns nothing; his password admits it, a wrong one is counted', async () => {
  const room = await page('c', ROOM);
  await room.wish({ do: 'password', password: GOOD });
  const bed = await page('c', BEDROOM);
  const id = await room.idOf('2659');
  expect(await room.wish({ do: 'remove-box', id })).toBe('刚刚在别处改过，请再来一次');
  expect(await room.wish({ do: 'remove-box', id, password: WRONG })).toBe('支付密码不对，还可以试 4 次');
  expect(await room.boxes()).toHaveLength(2);
  // Another viewer's has another id.
  expect(await (await page('d', BEDROOM)).idOf('2659')).not.toBe(id);
  expect(await room.wish({ do: 'remove-box', id: 'a'.repeat(20), password: GOOD })).toBeUndefined();
  expect(await room.boxes()).toHaveLength(2);
  expect(await room.wish({ do: 'remove-box', id, password: GOOD })).toBeUndefined();
  expect(await room.boxes()).toEqual(['2658 就是这一台']);

  for (const [what, body] of [
    ['orders', {}],
    ['orders', { look: true }],
    ['cards', {}],
    ['boxes', {}],
    ['cards/remove', { id: 'a' }],
    ['cards/prefer', { id: 'a' }],
    ['request', { id: 'a'.repeat(20), reason: 'other' }],
  ] as const)
    expect([what, await bed.post(what, body)]).toMatchObject([what, { error: { code: 'BOX_REMOVED' } }]);
  const again = await page('c', BEDROOM);
  expect(again.start).toMatchObject({
    is_removed: true,
    orders: [],
    cards: [],
    boxes: [],
    account: { has_password: true, limits: { lines: [] } },
  });
  expect(await again.wish({ do: 'password', former: GOOD, password: WRONG })).toBe('刚刚在别处改过，请再来一次');
  expect(await again.wish({ do: 'close', password: GOOD })).toBe('刚刚在别处改过，请再来一次');
  expect(await again.wish({ do: 'admit-box' })).toBe('刚刚在别处改过，请再来一次');
  for (const left of [4, 3, 2, 1])
    expect(await again.wish({ do: 'admit-box', password: WRONG })).toBe('支付密码不对，还可以试 ' + left + ' 次');
  expect(await again.wish({ do: 'admit-box', password: GOOD })).toBeUndefined();
  expect(again.account().phone_text).not.toBe('');
  expect(await again.boxes()).toEqual(['2659 就是这一台', '2658 今天用过']);
});

it('a remembered card is neither offered nor paid with on a removed box, also in an order that was at its code', async () => {
  const first = await order({ viewer_id: 'e', box_id: ROOM });
  await first.toCode(DEBIT, true);
  await first.secret({ kind: 'sms-code', code: '111111', ...first.typed(DEBIT, true) });
  await expect.poll(async () => (await first.step()).kind).toBe('paid');
  const offered = async (tv: Awaited<ReturnType<typeof order>>): Promise<string | undefined> => {
    const step = await tv.step();
    return step.kind === 'choose' ? step.channels.find((one) => one.card)?.card?.id : undefined;
  };
  const under_way = await order({ viewer_id: 'e', box_id: ROOM });
  const card = (await offered(under_way)) ?? '';
  const room = await page('e', ROOM);
  expect(await room.wish({ do: 'remove-box', id: await room.idOf('2658') })).toBeUndefined();
  expect(await offered(await order({ viewer_id: 'e', box_id: ROOM }))).toBeUndefined();
  expect(await offered(await order({ viewer_id: 'e', box_id: BEDROOM }))).toBe(card);
  const before = app.cards.calls.length;
  expect((await under_way.tell({ kind: 'choose', channel: 'unionpay', card })).kind).not.toMatch(/^(preparing|sms-code)$/);
  expect(app.cards.calls.length).toBe(before);
  const back = await page('e', ROOM);
  expect(await back.wish({ do: 'admit-box' })).toBeUndefined();
  expect(await offered(await order({ viewer_id: 'e', box_id: ROOM }))).toBe(card);
});
