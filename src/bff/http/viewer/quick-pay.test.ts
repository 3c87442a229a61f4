/** Quick pay over HTTP: a card bound within a payment, then the payment password alone; and what sends its code instead. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ME_BOUND } from '../../../protocol/me.ts';
import type { MeBoot, MeWish } from '../../../protocol/me.ts';
import { pageSealer } from '../../../protocol/seal.ts';
import { testApp } from '../../testing/app.ts';
import { cardPage, DEBIT } from '../../testing/card-page.ts';

const GOOD = '274916';
const WRONG = '831502';
const CODE = '730418';
const BOX = { viewer_id: 'v', box_id: 'box' };

let app: Awaited<ReturnType<typeof testApp>>;
let made = 0;
beforeAll(async () => {
  app = await testApp({
    hurry: 100,
    tokens: true,
    token_sms: false,
    viewers: { shop: { portal: true } },
    times: { new_box_ms: 0 },
    limits: { sms_card: 5 },
  });
});
afterAll(() => app.bff.stop());

async function wish(what: (rev: number) => MeWish): Promise<void> {
  const asked = { merchant_id: 'shop', viewer_id: 'v', return_url: 'http://shop.example/home', purpose: 'me' };
  const html = (await app.bff.app.inject({ url: '/me?' + new URLSearchParams(app.signed('GET', '/me', asked)).toString() })).body;
  const { start, ticket } = JSON.parse(/id="boot">(.*?)<\/script>/.exec(html)?.[1] ?? '') as MeBoot;
  if (!start.account) throw new Error('no account');
  const { rev, seal } = start.account;
  const sealer = pageSealer((length) => new Uint8Array(randomBytes(length)));
  const body = sealer.seal(seal, { token: ME_BOUND, version: rev }, what(rev));
  const answer = await app.bff.app.inject({ method: 'POST', url: '/me/account', payload: { t: ticket, ...body } });
  expect(answer.json()).not.toHaveProperty('problem');
}

async function order() {
  const order_no = 'Q' + (made += 1);
  const { cashier_url } = (await app.post('/v2/orders', app.order({ order_no, ...BOX }))).json<{ cashier_url: string }>();
  return cardPage(app.bff.app, cashier_url.split('/c/')[1] ?? '');
}

/** Its first screen offers the remembered card; it is chosen. */
async function chosen() {
  const page = await order();
  const first = await page.step();
  const card = first.kind === 'choose' ? first.channels.find((one) => one.card)?.card?.id : undefined;
  if (card === undefined) throw new Error('no card is remembered');
  return { page, step: await page.tell({ kind: 'choose', channel: 'unionpay', card }) };
}

/** What the bank was asked since this was last asked, but for queries. */
let seen = 0;
function calls(): string[] {
  const all = app.cards.calls.map((one) => one.call).filter((one) => one !== 'query');
  return all.slice(seen, (seen = all.length));
}

it('bound within a payment while there is no password: the code, and that one may be set', async () => {
  const page = await order();
  await page.toCode(DEBIT, true);
  await page.secret({ kind: 'sms-code', code: CODE, ...page.typed(DEBIT, true) });
  await page.until('sms-code');
  await page.secret({ kind: 'sms-code', code: CODE, fields: {}, remember: false });
  await page.until('paid');
  calls();
  const { step } = await chosen();
  expect(step).toMatchObject({ kind: 'sms-code', note: expect.stringContaining('没有设支付密码') });
  expect(calls()).toEqual(['sms']);
});

it('a password that was just set: its card’s code once, then it pays alone, and wrong it pays nothing', async () => {
  await wish(() => ({ do: 'password', password: GOOD }));
  const first = await chosen();
  expect(first.step).toMatchObject({ kind: 'sms-code', note: expect.stringContaining('支付密码是新设的') });
  await first.page.secret({ kind: 'sms-code', code: CODE, fields: {}, remember: false });
  await first.page.until('paid');
  calls();
  const { page, step } = await chosen();
  expect(step).toMatchObject({
    kind: 'pay-password',
    card: { tail: '0018' },
    pays: expect.stringContaining('不再要短信验证码'),
    instead: 'by-sms',
    order: { amount_text: '19.90' },
  });
  expect(await page.secret({ kind: 'pay-password', password: WRONG })).toMatchObject({
    note: '支付密码不对，还可以试 4 次',
    instead: 'by-sms',
  });
  expect(await page.secret({ kind: 'pay-password', password: '12' })).toMatchObject({ kind: 'pay-password' });
  expect(calls()).toEqual([]);
  await page.secret({ kind: 'pay-password', password: GOOD });
  await page.until('paid');
  expect(calls()).toEqual(['consume']);
  expect(app.cards.used.at(-1)).toBe('token');
});

it('a hundred copies of the message with the right password: one consumption', async () => {
  const { page } = await chosen();
  const now = await page.step();
  const first = await page.post('/answer', now, { kind: 'pay-password', password: GOOD });
  const copy = () => app.bff.app.inject({ method: 'POST', url: page.said.length ? urlOf(first) : '', payload: first.body });
  await Promise.all(Array.from({ length: 100 }, copy));
  await page.until('paid');
  expect(calls()).toEqual(['consume']);
});

const urlOf = ({ bound }: { bound: { token: string } }): string => '/c/' + bound.token + '/answer';

it('its viewer may have the code instead; asked where nothing offers it, nothing happens', async () => {
  const { page } = await chosen();
  expect(await page.tell({ kind: 'ask-consent' })).toMatchObject({ kind: 'pay-password' });
  const step = await page.tell({ kind: 'by-sms' });
  expect(step.kind).toMatch(/^(preparing|sms-code)$/);
  expect(await page.until('sms-code')).not.toHaveProperty('note');
  expect(await page.tell({ kind: 'by-sms' })).toMatchObject({ kind: 'sms-code' });
  await page.secret({ kind: 'sms-code', code: CODE, fields: {}, remember: false });
  await page.until('paid');
  expect(calls()).toEqual(['sms', 'consume']);
});

it('whose texts are used up pays by the password, and is told so where a text is wanted', async () => {
  const { page } = await chosen();
  expect(await page.tell({ kind: 'by-sms' })).toMatchObject({ kind: 'refused', code: 'CARD_LOCKED' });
  const { page: next } = await chosen();
  await next.secret({ kind: 'pay-password', password: GOOD });
  await next.until('paid');
  expect(calls()).toEqual(['consume']);
});

it('removed on another screen while its password is asked: nothing is paid, and the viewer is at his cards', async () => {
  const { page } = await chosen();
  const other = await order();
  const list = await other.tell({ kind: 'choose', channel: 'unionpay' });
  if (list.kind !== 'card-list') throw new Error(list.kind);
  await other.tell({ kind: 'forget-card', card: list.cards[0]?.id ?? '' });
  expect(calls()).toEqual(['dropToken']);
  expect((await page.secret({ kind: 'pay-password', password: GOOD })).kind).toMatch(/^(choose|card-number|card-list)$/);
  expect(calls()).toEqual([]);
});

it('no password, code, token or number stands in a log', () => {
  const all = app.logged.join('');
  expect(all.length).toBeGreaterThan(0);
  for (const secret of [GOOD, WRONG, CODE, DEBIT.pan, DEBIT.phone, 'token-of-']) expect(all).not.toContain(secret);
});
