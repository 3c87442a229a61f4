import { describe, expect, it } from 'vitest';
import { testApp } from '../../testing/app.ts';
import { bucket } from './rates.ts';

describe('a bucket', () => {
  it('lets a burst through, then so many a second, for each key alone', () => {
    let now_ms = 0;
    const one = bucket({ per_s: 2, burst: 3 }, () => now_ms);
    expect([1, 2, 3, 4].map(() => one.take('a'))).toEqual([true, true, true, false]);
    expect(one.take('b')).toBe(true);
    now_ms += 500;
    expect([one.take('a'), one.take('a')]).toEqual([true, false]);
    now_ms += 3_600_000;
    expect([1, 2, 3, 4].map(() => one.take('a'))).toEqual([true, true, true, false]);
    now_ms -= 7_200_000;
    expect(one.take('a')).toBe(false);
  });

  it('forgets the longest unused of very many', () => {
    const one = bucket({ per_s: 1, burst: 1 }, () => 0);
    for (let i = 0; i <= 50_000; i++) one.take('k' + i);
    expect([one.take('k0'), one.take('k50000')]).toEqual([true, false]);
  });
});

const rates = (by: string, burst: number) => ({
  ...Object.fromEntries(['address', 'order', 'merchant', 'callback'].map((name) => [name, { per_s: 0, burst: 1 }])),
  [by]: { per_s: 0.001, burst },
});

describe('rates', () => {
  it('of one order do not touch another', async () => {
    const app = await testApp({ rates: rates('order', 3) });
    const paths = await Promise.all(
      ['A1', 'A2'].map(
        async (order_no) => new URL((await app.post('/v2/orders', app.order({ order_no }))).json().cashier_url as string).pathname,
      ),
    );
    const get = async (path = '') => (await app.bff.app.inject(path + '/step')).statusCode;
    expect([await get(paths[0]), await get(paths[0]), await get(paths[0]), await get(paths[0]), await get(paths[1])]).toEqual([
      200, 200, 200, 429, 200,
    ]);
    const refused = await app.bff.app.inject(paths[0] + '/step');
    expect(refused.headers['retry-after']).toBe('1');
    expect(refused.json()).toMatchObject({ error: { code: 'RATE_LIMITED' } });
    await app.bff.stop();
  });

  it("of a merchant count signed requests only: a stranger cannot use up another's", async () => {
    const app = await testApp({ rates: rates('merchant', 2) });
    for (let i = 0; i < 10; i++)
      expect(
        (await app.bff.app.inject({ method: 'POST', url: '/v2/orders', payload: { ...app.order(), signature: 'x', nonce: 'n' } }))
          .statusCode,
      ).toBe(401);
    const made = [];
    for (let i = 0; i < 3; i++) made.push((await app.post('/v2/orders', app.order({ order_no: 'M' + i }))).statusCode);
    expect(made).toEqual([200, 200, 429]);
    await app.bff.stop();
  });

  it('of an address; banks are not counted', async () => {
    const app = await testApp({ rates: rates('address', 2) });
    const got = [];
    for (let i = 0; i < 3; i++) got.push((await app.bff.app.inject('/healthz')).statusCode);
    expect(got).toEqual([200, 200, 429]);
    expect((await app.bff.app.inject({ method: 'POST', url: '/callbacks/wechat', payload: '{}' })).statusCode).not.toBe(429);
    await app.bff.stop();
  });
});

it('a channel that is down is greyed, and cannot be chosen', async () => {
  const app = await testApp();
  const path = new URL((await app.post('/v2/orders', app.order())).json().cashier_url as string).pathname;
  app.banks.wechat.fail('prepay', 'before', 100);
  app.banks.wechat.fail('query', 'before', 100);
  for (let i = 0; i < 12; i++) await app.bff.health.watch(app.banks.wechat).query('N' + i);
  const step = (await app.bff.app.inject(path + '/step')).json() as {
    kind: string;
    version: number;
    channels: { channel: string; down?: string }[];
  };
  expect(step.channels.find((one) => one.channel === 'wechat')?.down).toBe('暂时不能用');
  expect(step.channels.find((one) => one.channel === 'alipay')?.down).toBeUndefined();
  const answer = { version: step.version, answer: { kind: 'choose', channel: 'wechat' } };
  expect((await app.bff.app.inject({ method: 'POST', url: path + '/answer', payload: answer })).json()).toMatchObject({ kind: 'choose' });
  await app.bff.stop();
});
