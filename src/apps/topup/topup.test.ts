import { afterEach, describe, expect, it, vi } from 'vitest';
import { CART, openApp } from '../testing/app.ts';
import type { TestApp } from '../testing/app.ts';
import { carrierSignature } from './carrier.ts';
import type { Topup } from './machine.ts';
import { topupKind } from './shop.ts';
import { SCHEDULE } from './topups.ts';

// Real sockets and a real disk: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

const WANTED = { phone: '19207715520', carrier: 'broadcast', face_fen: 5000 };
const opened: TestApp[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.stop();
});

/** The app, and a carrier that answers what the test says. */
async function open() {
  const carrier = { sent: [] as string[], state: 'PROCESSING', absent: false, down: false, rows: undefined as object[] | undefined };
  const answer = (status: number, body: object): Promise<Response> => Promise.resolve(new Response(JSON.stringify(body), { status }));
  const fetch = ((url: string, init: { body?: string }) => {
    const { pathname } = new URL(url);
    const request_no = init.body ? (JSON.parse(init.body) as { request_no: string }).request_no : (pathname.split('/').pop() ?? '');
    if (init.body) carrier.sent.push(request_no);
    if (carrier.down) return Promise.reject(new Error('down'));
    if (pathname.includes('/files/')) return carrier.rows ? answer(200, { rows: carrier.rows }) : answer(404, { error: 'NO_FILE_YET' });
    return carrier.absent ? answer(404, { error: 'REQUEST_NOT_FOUND' }) : answer(200, { request_no, state: carrier.state });
  }) as unknown as typeof globalThis.fetch;
  const settings = { base_url: 'http://carrier.example', partner: 'p', secret: 's', notify_url: 'http://app.example/carrier' };
  const app = await openApp(() => topupKind({ carrier: settings, fetch, schedule: SCHEDULE }));
  opened.push(app);
  const topup = async (): Promise<Topup | undefined> => ((await app.facts()).own['topups'] as Topup[])[0];
  return { app, carrier, topup };
}

async function paid() {
  const made = await open();
  const { order_no } = await made.app.buy(WANTED);
  await made.app.pay(order_no);
  return { ...made, order_no };
}

describe('buying', () => {
  it('takes prices from its own table, and what cannot be topped up is refused', async () => {
    const { app } = await open();
    const { order_no } = await app.buy(WANTED);
    expect(app.cashier.order(order_no)).toMatchObject({
      amount_fen: 4990,
      subject: '中国广电 192 0771 5520 充 50 元',
      viewer_id: '77100001',
    });
    expect(JSON.parse(String(app.cashier.order(order_no)['lines']))).toEqual([
      { name: '话费 50 元', qty: 1, unit: '笔', price_fen: 5000, discount_fen: 10 },
    ]);
    for (const [over, error] of [
      [{ phone: '1920771552' }, 'PHONE_BAD'],
      [{ phone: '17012345678' }, 'PHONE_REFUSED'],
      [{ carrier: 'constructor' }, 'CARRIER_BAD'],
      [{ face_fen: 1 }, 'AMOUNT_BAD'],
    ] as const)
      expect(await app.buy({ ...WANTED, ...over })).toMatchObject({ status: 400, error });
    expect((await app.post('/api/orders', { ...WANTED, cart: CART, t: 'forged' })).status).toBe(401);
  });

  it('two presses are one order, and one after a lost answer too', async () => {
    const { app } = await open();
    app.cashier.lose = 1;
    expect(await app.buy(WANTED)).toMatchObject({ status: 502, error: 'CASHIER_UNREACHABLE' });
    const { order_no } = await app.buy(WANTED);
    expect((await app.buy(WANTED)).order_no).toBe(order_no);
    expect((await app.buy({ ...WANTED, face_fen: 1000 })).order_no).not.toBe(order_no);
    expect(app.cashier.orders.size).toBe(2);
  });
});

describe('after it is paid', () => {
  it('is sent once, whatever comes twice, and delivered when the carrier says so', async () => {
    const { app, carrier, topup, order_no } = await paid();
    expect(await app.notice(order_no, 1, 'order.paid')).toBe(200);
    await app.get(app.wayBack(order_no, 'paid'));
    await app.pass(3_000);
    expect([carrier.sent, (await topup())?.state]).toEqual([[order_no], 'sent']);
    carrier.state = 'SUCCESS';
    await app.pass(10_000);
    expect(await app.facts()).toMatchObject({ orders: [{ state: 'paid', delivered_at_ms: expect.any(Number), refunds: [] }], flags: [] });
    expect([carrier.sent.length, (await topup())?.state]).toEqual([1, 'done']);
  });

  it('a killed server goes on: between the mark and the call nothing is sent a second time, and the money goes back', async () => {
    const { app, carrier, topup, order_no } = await paid();
    // The mark is committed, the call never went out.
    carrier.down = true;
    await app.pass(1_000);
    carrier.sent.splice(0);
    await app.restart();
    carrier.down = false;
    carrier.absent = true;
    await app.pass(590_000, 5_000);
    expect([carrier.sent, (await topup())?.state]).toEqual([[], 'failing']);
    await app.pass(20_000);
    expect((await topup())?.state).toBe('refunding');
    expect(app.cashier.order(order_no).refunds).toEqual([{ refund_no: order_no + '-R', amount_fen: 4990, state: 'refunding' }]);
    await app.notice(order_no, 2, 'refund.done', { refund_no: order_no + '-R', refund_fen: 4990 });
    await app.notice(order_no, 2, 'refund.done', { refund_no: order_no + '-R', refund_fen: 4990 });
    expect(await app.facts()).toMatchObject({ orders: [{ refunded_fen: 4990, delivered_at_ms: null, refunds: [{ state: 'done' }] }] });
    expect((await topup())?.state).toBe('refunded');
  });

  it('a failure is not believed before ten minutes have passed and it was asked again', async () => {
    const { app, carrier, topup } = await paid();
    carrier.state = 'FAILED';
    await app.pass(300_000, 5_000);
    expect((await topup())?.state).toBe('failing');
    carrier.state = 'SUCCESS';
    await app.pass(310_000, 5_000);
    expect((await topup())?.state).toBe('done');
  });

  it('a refund whose answer is lost, or that waits for the cashier, is one refund', async () => {
    const { app, carrier, order_no } = await paid();
    carrier.state = 'FAILED';
    await app.pass(590_000, 10_000);
    app.cashier.down = true;
    await app.pass(30_000, 5_000);
    app.cashier.down = false;
    app.cashier.lose = 1;
    await app.pass(60_000, 5_000);
    expect(app.cashier.order(order_no).refunds).toHaveLength(1);
    (app.cashier.order(order_no).refunds[0] as { state: string }).state = 'done';
    await app.pass(400_000, 20_000);
    expect((await app.facts()).orders[0]).toMatchObject({ refunded_fen: 4990 });
  });

  it.each([
    ['success', 'done'],
    ['failed', 'refunding'],
  ])('unknown waits for the file of its day: %s', async (state, end) => {
    const { app, carrier, topup, order_no } = await paid();
    await app.pass(7_400_000, 60_000);
    expect((await topup())?.state).toBe('unknown');
    carrier.rows = [{ request_no: order_no, state }];
    await app.pass(3_600_000, 600_000);
    expect((await topup())?.state, 'not before the file is due').toBe('unknown');
    await app.pass(12 * 3_600_000, 600_000);
    expect((await topup())?.state).toBe(end);
  });

  it('is flagged for a person when no file comes', async () => {
    const { app, topup, order_no } = await paid();
    await app.pass(7_400_000, 60_000);
    await app.pass(72 * 3_600_000, 900_000);
    expect([(await topup())?.state, (await app.facts()).flags]).toEqual([
      'unknown',
      [{ order_no, what: 'in no file of the carrier: ask there, then settle it' }],
    ]);
  });

  it("the carrier's word is asked about at once when it is signed, and never believed by itself", async () => {
    const { app, carrier, topup, order_no } = await paid();
    await app.pass(130_000, 10_000);
    const fields = { request_no: order_no, state: 'SUCCESS', timestamp: '1' };
    expect((await app.post('/carrier', { t: undefined, ...fields, sign: 'x' })).status).toBe(401);
    expect((await app.post('/carrier', { t: undefined, ...fields, sign: carrierSignature('s', fields) })).status).toBe(200);
    await app.pass(1_000);
    expect((await topup())?.state).toBe('sent');
    carrier.state = 'SUCCESS';
    await app.post('/carrier', { t: undefined, ...fields, sign: carrierSignature('s', fields) });
    await app.pass(1_000);
    expect((await topup())?.state).toBe('done');
  });
});

describe('what is told otherwise', () => {
  it('a lost notice is found by a query; a late closed one changes nothing', async () => {
    const { app, topup } = await open();
    const { order_no } = await app.buy(WANTED);
    app.cashier.order(order_no).state = 'paid';
    await app.pass(21_000);
    expect((await topup())?.order_no).toBe(order_no);
    await app.notice(order_no, 2, 'order.closed');
    expect((await app.facts()).orders[0]?.state).toBe('paid');
  });

  it('another amount is flagged and sends nothing', async () => {
    const { app, topup } = await open();
    const { order_no } = await app.buy(WANTED);
    await app.notice(order_no, 1, 'order.paid', { amount_fen: 1 });
    expect([(await app.facts()).flags, await topup()]).toEqual([[{ order_no, what: 'another amount' }], undefined]);
  });

  it.each([
    ['paid', 'open', 'open'],
    ['left', 'open', 'open'],
    ['left', 'paid', 'paid'],
    ['closed', 'closed', 'closed'],
  ])('back from the cashier as %s while it is %s', async (said, is, shown) => {
    const { app } = await open();
    const { order_no } = await app.buy(WANTED);
    app.cashier.order(order_no).state = is as 'open';
    for (let twice = 0; twice < 2; twice++) {
      const { body } = await app.come<{ back: { kind: string; order: { state: string } } }>(app.wayBack(order_no, said));
      expect([body.back.kind, body.back.order.state]).toEqual([said, shown]);
    }
  });

  it('a forged way back shows nobody anything', async () => {
    const { app } = await open();
    const { order_no } = await app.buy(WANTED);
    for (const path of [
      app.wayBack(order_no, 'left').replace('left', 'paid'),
      '/return?state=paid&order_no=' + order_no,
      app.wayBack('T-unknown', 'paid'),
    ]) {
      const { body } = await app.come<{ back: object; viewer?: object }>(path);
      expect([body.back, body.viewer]).toEqual([{ kind: 'forged' }, undefined]);
    }
    expect((await app.facts()).orders[0]?.state).toBe('open');
  });

  it('an order that the cashier never made ends by itself', async () => {
    const { app } = await open();
    app.cashier.down = true;
    await app.buy(WANTED);
    app.cashier.down = false;
    await app.pass(1_300_000, 10_000);
    expect((await app.facts()).orders[0]?.state).toBe('closed');
  });
});
