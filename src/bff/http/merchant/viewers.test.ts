/** A portal's word that a box is another household's now: what goes, what stays, and who may say it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MeBoot } from '../../../protocol/me.ts';
import { viewerAccount } from '../../payments/guarding.ts';
import { cardKeys } from '../../secret-entry/keys.ts';
import type { CardRow } from '../../store/port.ts';
import { CARD_SECRETS, testApp } from '../../testing/app.ts';

let app: Awaited<ReturnType<typeof testApp>>;
beforeAll(async () => {
  app = await testApp({ viewers: { shop: { portal: true }, other: {} } });
});
afterAll(() => app.bff.stop());

const CARD = { hash: 'h', bank: 'CCB', bank_name: '', kind: 'debit', tail: '0118', phone_tail: '5506', channel: 'unionpay' } as const;

/** An order, an account that locks it, and a card, of one viewer. */
async function household(viewer_id: string): Promise<{ viewer: string; order_no: string; cards: string }> {
  const order_no = 'H-' + viewer_id;
  await app.post('/v2/orders', app.order({ order_no, viewer_id }));
  const viewer = (await app.bff.payments.read({ merchant_id: 'shop', order_no }))?.order.viewer_key ?? '';
  const password = { salt: 'AA==', hash: 'AA==', set_ms: 1 };
  const body = JSON.stringify({
    format: 1,
    created_ms: 1,
    rev: 7,
    tries: { wrong: 0, locks: 0, day: '', day_wrong: 0 },
    password,
    lock_fen: 0,
    limits: { payment_fen: 1 },
  });
  await app.store.accounts.save({ id: 'account of ' + viewer_id, revision: 1, body }, { add: [viewerAccount(viewer)] });
  const cards = cardKeys(CARD_SECRETS).viewerOf({ merchant_id: 'shop', viewer_id }) ?? '';
  const row: CardRow = {
    ...CARD,
    id: 'c-' + viewer_id,
    viewer: cards,
    key_id: 'v1',
    sealed: new Uint8Array(32),
    state: 'kept',
    order_id: 'o',
    attempt: 1,
    created_ms: 1,
    used_ms: 1,
    default_ms: 0,
    proved_ms: 0,
  };
  await app.store.cards.add(row);
  return { viewer, order_no, cards };
}

async function start(viewer_id: string): Promise<MeBoot['start']> {
  const fields = { merchant_id: 'shop', viewer_id, return_url: 'http://shop.example/home', purpose: 'me' };
  const answer = await app.bff.app.inject({ url: '/me?' + new URLSearchParams(app.signed('GET', '/me', fields)).toString() });
  return (JSON.parse(/id="boot">(.*?)<\/script>/.exec(answer.body)?.[1] ?? '') as MeBoot).start;
}

const say = (viewer_id: string, merchant_id = 'shop') => app.post('/v2/viewers/' + viewer_id + '/reissued', { merchant_id });

it('takes account, cards and list of that viewer away, and leaves the orders; again is the same', async () => {
  const [old, neighbour] = [await household('box-1'), await household('box-2')];
  expect(await start('box-1')).toMatchObject({ account: { has_password: true, is_locked: true }, cards: [{}], orders: [{}] });
  const answer = await say('box-1');
  expect([answer.statusCode, answer.json()]).toEqual([200, { viewer_id: 'box-1' }]);
  const { account, cards, orders } = await start('box-1');
  expect(account).toMatchObject({ rev: 8, has_password: false, is_locked: false, limits: { lines: [] } });
  expect([cards, orders, await app.store.cards.list(old.cards), await app.store.ordersOf(old.viewer, { max: 9 })]).toEqual([
    [],
    [],
    [],
    [],
  ]);
  expect((await app.bff.payments.read({ merchant_id: 'shop', order_no: old.order_no }))?.order.state).toBe('open');
  expect(await start('box-2')).toMatchObject({ account: { is_locked: true }, cards: [{}], orders: [{}] });
  expect(await app.store.cards.list(neighbour.cards)).toHaveLength(1);
  expect((await say('box-1')).statusCode).toBe(200);
});

it('a viewer nobody knows is answered alike', async () => {
  expect((await say('nobody')).json()).toEqual({ viewer_id: 'nobody' });
  expect((await start('nobody')).account).toMatchObject({ has_password: false });
});

it('no portal may say it, nobody without a signature, and no name that is none', async () => {
  await household('box-4');
  expect((await say('box-4', 'other')).json()).toMatchObject({ code: 'PORTAL_OFF', status: 403 });
  const path = '/v2/viewers/box-4/reissued';
  const fields = app.signed('POST', path, { merchant_id: 'shop' });
  const forged = await app.bff.app.inject({ method: 'POST', url: '/v2/viewers/box-1/reissued', payload: fields });
  expect(forged.json()).toMatchObject({ code: 'SIGNATURE_BAD' });
  expect((await say('x'.repeat(65))).statusCode).toBe(400);
  expect((await start('box-4')).account).toMatchObject({ has_password: true });
});
