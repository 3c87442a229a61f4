/** Payment password and child lock over HTTP: set on a viewer's own page, asked by the cashier. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ME_BOUND } from '../../../protocol/me.ts';
import type { MeAnswer, MeBoot, MeChanged, MeWish } from '../../../protocol/me.ts';
import { pageSealer } from '../../../protocol/seal.ts';
import { testApp } from '../../testing/app.ts';
import { cardPage, DEBIT } from '../../testing/card-page.ts';

const GOOD = '274916';
const WRONG = '831502';
/** The same number, an order's life apart. */
let made = 0;

type App = Awaited<ReturnType<typeof testApp>>;
let app: App;
beforeAll(async () => {
  app = await testApp({ password_for_cards: true, viewers: { shop: { portal: true } } });
});
afterAll(() => app.bff.stop());

async function page(viewer_id: string) {
  const query = new URLSearchParams(
    app.signed('GET', '/me', { merchant_id: 'shop', viewer_id, return_url: 'http://shop.example/home', purpose: 'me' }),
  );
  const html = (await app.bff.app.inject({ url: '/me?' + query.toString() })).body;
  const boot = JSON.parse(/id="boot">(.*?)<\/script>/.exec(html)?.[1] ?? '') as MeBoot;
  if (!boot.start.account) throw new Error('no account');
  let { account } = boot.start;
  const sealer = pageSealer((length) => new Uint8Array(randomBytes(length)));
  const seal = (wish: MeWish, rev = account.rev) => sealer.seal(account.seal, { token: ME_BOUND, version: rev }, wish);
  const post = async (body: object) => {
    const answer = await app.bff.app.inject({ method: 'POST', url: '/me/account', payload: { t: boot.ticket, ...body } });
    return { status: answer.statusCode, json: answer.json<MeAnswer<MeChanged>>() };
  };
  return {
    start: boot.start,
    account: () => account,
    seal,
    post,
    async wish(wish: MeWish): Promise<string | undefined> {
      const { json } = await post(seal(wish));
      ({ account } = json);
      return json.problem;
    },
  };
}

async function order(over: { [name: string]: string } = {}) {
  const order_no = 'P' + (made += 1);
  const { cashier_url } = (await app.post('/v2/orders', app.order({ order_no, ...over }))).json<{ cashier_url: string }>();
  return cardPage(app.bff.app, cashier_url.split('/c/')[1] ?? '');
}

it('set, locked, asked; changed elsewhere in between: said, and nothing done', async () => {
  const one = await page('a');
  expect([one.account().has_password, one.account().is_locked]).toEqual([false, false]);
  expect(await one.wish({ do: 'lock', password: GOOD, lock_fen: 0 })).toBe('刚刚在别处改过，请再来一次');
  expect(await one.wish({ do: 'password', password: '112233' })).toBeUndefined();
  expect(await one.wish({ do: 'password', password: GOOD })).toBe('刚刚在别处改过，请再来一次');
  expect(await one.wish({ do: 'password', password: GOOD, former: WRONG })).toBe('支付密码不对，还可以试 4 次');
  expect(await one.wish({ do: 'password', password: GOOD, former: '112233' })).toBeUndefined();
  const other = await page('a');
  expect(await one.wish({ do: 'lock', password: GOOD, lock_fen: 0 })).toBeUndefined();
  expect(await other.wish({ do: 'lock', password: GOOD })).toBe('刚刚在别处改过，请再来一次');
  expect(one.account()).toMatchObject({ has_password: true, is_locked: true, lock_text: '已打开', lock_about: '每一笔都要密码' });
});

it('a copy of a wish, one for another viewer, one that is broken: nothing changes', async () => {
  const mine = await page('b');
  await mine.wish({ do: 'password', password: GOOD });
  const off = mine.seal({ do: 'lock', password: GOOD });
  await mine.wish({ do: 'lock', password: GOOD, lock_fen: 3000 });
  expect((await mine.post(off)).json.account.is_locked).toBe(true);
  const rev = mine.account().rev;
  const others = await page('c');
  expect((await mine.post(others.seal({ do: 'lock', password: GOOD }, rev))).json.account).toMatchObject({ rev, is_locked: true });
  expect((await mine.post({ ...off, version: rev })).json.account).toMatchObject({ rev, is_locked: true });
  for (const value of [{ do: 'lock', password: GOOD, lock_fen: -1 }, { do: 'lock', password: 274916 }, { do: 'x' }, null, [], 'off'])
    expect((await mine.post(mine.seal(value as never))).json.account).toMatchObject({ rev, is_locked: true });
});

it('with child lock the first screen has no code, and every way asks first', async () => {
  const mine = await page('d');
  await mine.wish({ do: 'password', password: GOOD });
  const tv = await order({ viewer_id: 'd' });
  expect(await tv.step()).toMatchObject({ kind: 'choose', qr: expect.anything() as object });
  await mine.wish({ do: 'lock', password: GOOD, lock_fen: 0 });
  expect(await tv.step()).toMatchObject({ kind: 'choose', note: '儿童锁开着，先输入支付密码' });
  expect(await tv.step()).not.toHaveProperty('qr');
  expect(await tv.tell({ kind: 'choose', channel: 'wechat' })).toMatchObject({ kind: 'pay-password', channel: 'wechat' });
  expect(await tv.secret({ kind: 'pay-password', password: WRONG })).toMatchObject({ note: '支付密码不对，还可以试 4 次' });
  expect(await tv.secret({ kind: 'pay-password', password: 'x' })).toMatchObject({ note: '支付密码不对，还可以试 4 次' });
  expect((await tv.secret({ kind: 'pay-password', password: GOOD })).kind).toMatch(/^(preparing|scan)$/);
  expect(await (await order({ viewer_id: 'e' })).step()).toHaveProperty('qr');
});

it('limits of his own: below the steps offered nothing else is taken; the cashier refuses, and shows no code', async () => {
  const mine = await page('g');
  await mine.wish({ do: 'password', password: GOOD });
  for (const limit_fen of [-1, 0, 1999, 30_01, 1e9]) {
    const { rev } = mine.account();
    expect((await mine.post(mine.seal({ do: 'limit', password: GOOD, of: 'payment', limit_fen }))).json).toMatchObject({
      problem: '刚刚在别处改过，请再来一次',
      account: { rev },
    });
  }
  expect(await mine.wish({ do: 'limit', password: WRONG, of: 'payment', limit_fen: 10_00 })).toBe('支付密码不对，还可以试 4 次');
  const tv = await order({ viewer_id: 'g' });
  expect(await tv.step()).toHaveProperty('qr');
  expect(await mine.wish({ do: 'limit', password: GOOD, of: 'payment', limit_fen: 10_00 })).toBeUndefined();
  expect(mine.account().limits).toMatchObject({ lines: ['每笔 10 元'], each: [{ value: '10 元', own: '自己设的' }, {}, {}] });
  const step = await tv.step();
  expect([step, 'note' in step]).toEqual([expect.not.objectContaining({ qr: expect.anything() as unknown }), false]);
  expect(await tv.tell({ kind: 'choose', channel: 'wechat' })).toMatchObject({ kind: 'refused', title: '超过单笔付款限额' });
  expect(await mine.wish({ do: 'limit', password: GOOD, of: 'payment' })).toBeUndefined();
  await tv.tell({ kind: 'change' });
  expect((await tv.tell({ kind: 'choose', channel: 'wechat' })).kind).toMatch(/^(preparing|scan)$/);
});

it('a remembered card asks too, where the operator wants it, and goes straight to its code', async () => {
  const first = await order({ viewer_id: 'f' });
  await first.toCode(DEBIT, true);
  await first.secret({ kind: 'sms-code', code: '111111', ...first.typed(DEBIT, true) });
  await expect.poll(async () => (await first.step()).kind).toBe('paid');
  const mine = await page('f');
  await mine.wish({ do: 'password', password: GOOD });
  const tv = await order({ viewer_id: 'f' });
  const step = await tv.step();
  const card = step.kind === 'choose' ? step.channels.find((one) => one.card)?.card?.id : undefined;
  expect(await tv.tell({ kind: 'choose', channel: 'unionpay', card: card ?? '' })).toMatchObject({
    kind: 'pay-password',
    card: { tail: DEBIT.pan.slice(-4) },
  });
  expect((await tv.secret({ kind: 'pay-password', password: GOOD })).kind).toMatch(/^(preparing|sms-code)$/);
  // A code by its own way is no card.
  const scan = await order({ viewer_id: 'f' });
  expect((await scan.tell({ kind: 'choose', channel: 'wechat' })).kind).toMatch(/^(preparing|scan)$/);
});

it('closed with an order open at the password: nothing begins by it; the next choice does, and another viewer loses nothing', async () => {
  const first = await order({ viewer_id: 'h' });
  await first.toCode(DEBIT, true);
  await first.secret({ kind: 'sms-code', code: '111111', ...first.typed(DEBIT, true) });
  await expect.poll(async () => (await first.step()).kind).toBe('paid');
  const mine = await page('h');
  await mine.wish({ do: 'password', password: GOOD });
  await mine.wish({ do: 'lock', password: GOOD, lock_fen: 0 });
  const others = await page('i');
  await others.wish({ do: 'password', password: GOOD });
  const tv = await order({ viewer_id: 'h' });
  const step = await tv.step();
  const card = step.kind === 'choose' ? (step.channels.find((one) => one.card)?.card?.id ?? '') : '';
  expect((await tv.tell({ kind: 'choose', channel: 'unionpay', card })).kind).toBe('pay-password');
  expect(await mine.wish({ do: 'close' })).toBe('刚刚在别处改过，请再来一次');
  expect(await mine.wish({ do: 'close', password: WRONG })).toBe('支付密码不对，还可以试 4 次');
  const closing = mine.seal({ do: 'close', password: GOOD });
  expect((await mine.post(closing)).json.problem).toBeUndefined();
  expect((await mine.post(closing)).json.problem).toBe('刚刚在别处改过，请再来一次');
  const after = await page('h');
  expect([after.account().has_password, after.account().is_locked, after.start.cards, after.start.orders]).toEqual([false, false, [], []]);
  expect(others.account().has_password).toBe(true);
  const back = await tv.secret({ kind: 'pay-password', password: GOOD });
  expect([back.kind, JSON.stringify(back).includes(card)]).toEqual(['choose', false]);
  expect((await app.bff.payments.read({ merchant_id: 'shop', order_no: 'P' + made }))?.attempts).toEqual([]);
  expect((await tv.tell({ kind: 'choose', channel: 'wechat' })).kind).toMatch(/^(preparing|scan)$/);
  expect(await after.wish({ do: 'password', password: WRONG })).toBeUndefined();
});

it('no password stands in the log, the database or an answer', async () => {
  const rows = JSON.stringify(
    await app.store.accounts.of('viewer ' + (await app.bff.payments.read({ merchant_id: 'shop', order_no: 'P1' }))?.order.viewer_key),
  );
  for (const text of [app.logged.join('\n'), rows]) expect(text).not.toMatch(new RegExp(GOOD + '|' + WRONG));
});
