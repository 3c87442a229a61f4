/** Callbacks: any content type, refusals that are heard, money news that is not swallowed. */
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallbackReading, RawCallback, ScanChannel } from '../../../channels/port.ts';
import { testApp } from '../../testing/app.ts';
import { makeRig } from '../../testing/rig.ts';
import { take } from './take.ts';
import type { TakeDeps } from './take.ts';
import { unbooked } from './unreadable.ts';
import type { UnbookedNews } from './unreadable.ts';

describe('the content type of a callback decides nothing', () => {
  const got: string[] = [];
  let app: Awaited<ReturnType<typeof testApp>>;
  let port = 0;
  beforeAll(async () => {
    app = await testApp({
      configure: (all) =>
        all.map((one) =>
          one.id !== 'wechat' || one.kind !== 'scan'
            ? one
            : {
                ...one,
                accounts: [
                  {
                    ...one.accounts[0],
                    readCallback: note,
                    reply: (taken) => ({ status: taken ? 200 : 500, content_type: 'text/plain', body: '' }),
                  },
                ],
              },
        ),
    });
    await app.bff.app.listen({ host: '127.0.0.1', port: 0 });
    port = (app.bff.app.server.address() as AddressInfo).port;
  });
  afterAll(() => app.bff.stop());

  function note({ body }: RawCallback): Promise<CallbackReading> {
    got.push(Buffer.from(body).toString());
    return Promise.resolve({ kind: 'nothing', callback_id: 'c', why: 'a test' });
  }

  const post = (headers: { [name: string]: string }, body: string) =>
    new Promise<number>((resolve, reject) => {
      const asked = request({ port, host: '127.0.0.1', method: 'POST', path: '/callbacks/wechat', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      asked.on('error', reject).end(body);
    });

  it.each([
    ['a form', 'application/x-www-form-urlencoded', 'a=1&b=2'],
    ['a form with a charset', 'application/x-www-form-urlencoded; text/html; charset=GBK', 'a=%D6%D0'],
    ['JSON', 'application/json', '{"a":1}'],
    ['JSON that is none', 'application/json', 'a=1'],
    ['a type and a half', 'application/json, text/plain', '{"a":1}'],
    ['a word', 'json', '{"a":1}'],
    ['a malformed one', ';;=/', 'a=1'],
    ['an empty one', '', 'a=1'],
    ['multipart without a border', 'multipart/form-data', 'a=1'],
  ])('%s', async (_what, type, body) => {
    expect(await post({ 'content-type': type }, body)).toBe(200);
    expect(got.splice(0)).toEqual([body]);
  });

  it('none at all', async () => {
    expect(await post({}, 'a=1')).toBe(200);
    expect(await post({ 'content-length': '0' }, '')).toBe(200);
    expect(got.splice(0)).toEqual(['a=1', '']);
  });

  it('one that is too large is refused, and the log names its channel', async () => {
    expect(await post({ 'content-type': 'text/plain' }, 'a'.repeat(70_000))).toBe(413);
    expect(app.logged.filter((line) => line.includes('callback.rejected') && line.includes('"channel":"wechat"'))).toHaveLength(1);
  });
});

describe('money news that the books cannot take', () => {
  const MIN = 60_000;
  function setup(flag?: (news: UnbookedNews) => Promise<boolean>) {
    const rig = makeRig();
    const logged: string[] = [];
    const deps: TakeDeps = {
      payments: rig.payments,
      orphans: rig.orphans,
      store: rig.store,
      prefix: 'TST',
      now: rig.world.now,
      orphan_ms: 10 * MIN,
      log: (level, event) => void logged.push(level + ' ' + event),
      unbooked: unbooked(10 * MIN, rig.world.now, flag),
    };
    const post = (reading: CallbackReading) => {
      const account: ScanChannel = { ...rig.banks.wechat, readCallback: () => Promise.resolve(reading) };
      return take(deps, [account], { headers: {}, body: new Uint8Array() }).then(({ outcome }) => outcome);
    };
    return { rig, logged, post };
  }
  const unreadable = (channel_no: string): CallbackReading => ({
    kind: 'unreadable-money',
    channel_no,
    callback_id: 'c1',
    why: 'unreadable-money',
  });

  it('an amount that cannot be read: no acknowledgement for 10 minutes, then a flag', async () => {
    const flags: UnbookedNews[] = [];
    const { rig, logged, post } = setup((news) => Promise.resolve(flags.push(news) > 0));
    const news = unreadable('TST250101000000000000000000');
    expect(await post(news)).toBe('later');
    rig.clock.now_ms += 10 * MIN - 1;
    expect(await post(news)).toBe('later');
    expect(flags).toEqual([]);
    rig.clock.now_ms += 1;
    expect(await post(news)).toBe('taken');
    expect(flags).toMatchObject([{ channel: 'wechat', acquirer_id: 'wechat-account', what: 'unreadable-money', callback_id: 'c1' }]);
    expect(new Set(logged)).toEqual(new Set(['error callback.unreadable-money']));
  });

  it('is never acknowledged where nobody can flag it, or the flag fails', async () => {
    for (const { rig, post } of [setup(), setup(() => Promise.resolve(false))]) {
      await post(unreadable('TSTX'));
      rig.clock.now_ms += 3 * 86_400_000;
      expect(await post(unreadable('TSTX'))).toBe('later');
    }
  });

  it('a query of the ladder may read what the callback did not say', async () => {
    const { rig, post } = setup();
    await rig.open();
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    await rig.work();
    rig.banks.wechat.pay(rig.number(1));
    expect(await post(unreadable(rig.number(1)))).toBe('later');
    await rig.pass(60_000);
    expect(rig.now().order.state).toBe('paid');
  });

  it.each(['of a payment we know', 'of no payment'])('a refund that we do not know, %s', async (of) => {
    const flags: UnbookedNews[] = [];
    const { rig, post } = setup((news) => Promise.resolve(flags.push(news) > 0));
    await rig.open();
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    await rig.work();
    const channel_no = of === 'of no payment' ? 'TST250101000000000000000000' : rig.number(1);
    const evidence = { source: 'callback', asked_at_ms: rig.world.now(), kind: 'done' } as const;
    const news: CallbackReading = { kind: 'refund', channel_no, refund_channel_no: 'TSTR9', callback_id: 'r1', evidence };
    expect(await post(news)).toBe('later');
    rig.clock.now_ms += 10 * MIN;
    expect(await post(news)).toBe('taken');
    expect(flags).toMatchObject([{ what: 'unknown-refund', detail: 'TSTR9', channel_no }]);
  });

  it('a probe is refused without alarm, anything else with one', async () => {
    const { logged, post } = setup();
    for (const why of ['probe', 'not a signed form', 'unknown-serial: 5A'])
      expect(await post({ kind: 'rejected', why, alert: false })).toBe('rejected');
    expect(logged).toEqual(['warn callback.rejected', 'error callback.rejected', 'error callback.rejected']);
  });
});
