/** A flood of forged callbacks: what it may take is counted, not timed. */
import { describe, expect, it } from 'vitest';
import type { CallbackReading, RawCallback } from '../../../channels/port.ts';
import type { ConfiguredChannel } from '../../channels/configured.ts';
import { testApp } from '../../testing/app.ts';
import { boundedQueue } from '../common/bounded-queue.ts';

type App = Awaited<ReturnType<typeof testApp>>;

const FREE = { per_s: 0, burst: 1 };
const rates = (burst: number) => ({ address: FREE, order: FREE, merchant: FREE, callback: { per_s: 0.001, burst } });
const FORGED = { kind: 'rejected', why: 'bad signature', alert: true } as const satisfies CallbackReading;
const GENUINE = { kind: 'nothing', callback_id: 'id', why: 'a test' } as const satisfies CallbackReading;

/** An app, and what WeChat's account in it was given to read. */
async function watched(options: Parameters<typeof testApp>[0], answer: (body: string) => CallbackReading) {
  const seen = { read: 0, at_once: 0, most: 0 };
  const readCallback = async ({ body }: RawCallback): Promise<CallbackReading> => {
    seen.read += 1;
    seen.at_once += 1;
    seen.most = Math.max(seen.most, seen.at_once);
    await new Promise((done) => setImmediate(done));
    seen.at_once -= 1;
    return answer(Buffer.from(body).toString());
  };
  const configure = (channels: readonly ConfiguredChannel[]) => {
    for (const one of channels) if (one.id === 'wechat') one.accounts[0].readCallback = readCallback;
    return channels;
  };
  return { app: await testApp({ ...options, configure }), seen };
}

const post = (app: App, from: string, payload = 'forged') =>
  app.bff.app.inject({ method: 'POST', url: '/callbacks/wechat', payload, remoteAddress: from, headers: { 'content-type': 'text/plain' } });
const many = async (app: App, count: number, from: string) =>
  (await Promise.all(Array.from({ length: count }, () => post(app, from)))).map((one) => one.statusCode);
const lines = (app: App, event: string) =>
  app.logged
    .map((line) => JSON.parse(line) as { msg: string; address?: string; count?: number; code?: string })
    .filter((one) => one.msg === event);
const count = (codes: readonly number[], code: number) => codes.filter((one) => one === code).length;

describe('forged callbacks', () => {
  it('of one address: so many are read, the rest is refused unread; two lines in the log say how many', async () => {
    const { app, seen } = await watched({ rates: rates(20) }, () => FORGED);
    const codes = await many(app, 500, '203.0.113.9');
    expect([seen.read, count(codes, 429)]).toEqual([20, 480]);
    // Another address has its own.
    expect(count(await many(app, 5, '198.51.100.1'), 429)).toBe(0);
    await app.bff.stop();
    expect(lines(app, 'callback.rejected').map(({ address, count: n }) => [address, n])).toEqual([
      ['203.0.113.0/24', undefined],
      ['198.51.100.0/24', undefined],
      ['203.0.113.0/24', 19],
      ['198.51.100.0/24', 4],
    ]);
    expect(lines(app, 'request.refused').map(({ code, count: n }) => [code, n])).toEqual([
      ['RATE_LIMITED', undefined],
      ['RATE_LIMITED', 479],
    ]);
  });

  it('of many addresses: few are read at once, few wait, and viewers are answered between them', async () => {
    const { app, seen } = await watched({ rates: rates(20) }, () => FORGED);
    const floods = Promise.all(Array.from({ length: 1_000 }, (_, i) => post(app, '203.0.' + Math.floor(i / 250) + '.' + (i % 250))));
    const health = await app.bff.app.inject('/healthz');
    expect(health.statusCode).toBe(200);
    const codes = (await floods).map((one) => one.statusCode);
    expect(seen.most).toBe(2);
    expect(seen.read).toBeLessThanOrEqual(2 + 100 + 100);
    expect(count(codes, 503)).toBeGreaterThan(700);
    await app.bff.stop();
    expect(lines(app, 'callback.rejected').length + lines(app, 'request.refused').length).toBeLessThan(900);
  });

  it('do not touch a bank that brought a genuine one, nor one that is allowed', async () => {
    const options = { rates: rates(3), callback_allow: { wechat: ['192.0.2.0/24'] } };
    const { app, seen } = await watched(options, (body) => (body === 'genuine' ? GENUINE : FORGED));
    expect((await post(app, '203.0.113.5', 'genuine')).statusCode).toBe(200);
    expect(count(await many(app, 30, '203.0.113.5'), 429)).toBe(0);
    expect(count(await many(app, 30, '192.0.2.77'), 429)).toBe(0);
    expect(count(await many(app, 30, '198.51.100.7'), 429)).toBe(27);
    expect(seen.read).toBe(1 + 30 + 30 + 3);
    await app.bff.stop();
  });
});

describe('the queue', () => {
  it('keeps half of its waiting room for those who come first', async () => {
    const queue = boundedQueue({ at_once: 1, waiting: 4 });
    let open = (): void => undefined;
    const gate = new Promise<void>((done) => (open = done));
    const strangers = Array.from({ length: 6 }, () => queue.run(() => gate, false));
    const known = Array.from({ length: 4 }, () => queue.run(() => gate, true));
    open();
    const ended = async (all: readonly Promise<unknown>[]) => (await Promise.all(all)).map((one) => one !== undefined);
    expect(await ended(strangers)).toEqual([true, true, true, false, false, false]);
    expect(await ended(known)).toEqual([true, true, false, false]);
  });

  it('goes on after work that failed', async () => {
    const queue = boundedQueue({ at_once: 1, waiting: 1 });
    await expect(queue.run(() => Promise.reject(new Error('no')), true)).rejects.toThrow('no');
    expect(await queue.run(() => Promise.resolve(1), true)).toEqual({ value: 1 });
  });
});
