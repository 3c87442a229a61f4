/** The top-up app's carrier client against the sandbox's carrier, over HTTP. */
import { afterAll, beforeEach, expect, it } from 'vitest';
import { carrierSignature, makeCarrier, VALID_MS } from '../../src/apps/topup/carrier.ts';
import type { Topup } from '../../src/apps/topup/machine.ts';
import { dayOf } from '../../src/apps/topup/topups.ts';
import { CARRIER_PARTNER, CARRIER_SECRET } from '../../src/sandbox/carrier/sign.ts';
import { forgetKeys, startBench } from '../../src/sandbox/testing/bench.ts';
import type { Bench } from '../../src/sandbox/testing/bench.ts';

let bench: Bench;
let made = 0;
beforeEach(async () => {
  bench = await startBench();
  return () => bench.stop();
});
afterAll(forgetKeys);

function open() {
  const base_url = bench.manifest.phone_url + '/carrier';
  const notify_url = 'http://app.example/carrier';
  const carrier = makeCarrier({ base_url, partner: CARRIER_PARTNER, secret: CARRIER_SECRET, notify_url, fetch, now: bench.world.now });
  const topup = (phone = '19207715520', as = 'broadcast'): Topup => ({
    order_no: 'T' + ++made,
    phone,
    carrier: as,
    face_fen: 5000,
    state: 'sent',
    sent_at_ms: bench.world.now(),
    failed_at_ms: null,
    ended_at_ms: null,
  });
  const fault = (faults: object) => bench.control('POST', '/control/carrier', faults);
  const facts = () => bench.control<{ requests: { request_no: string; credited: number }[] }>('GET', '/control/carrier');
  return { carrier, topup, fault, facts };
}

it('is under way, then done: the phone has its message, and the end is told with a signature', async () => {
  const { carrier, topup, facts } = open();
  const one = topup();
  expect(await carrier.send(one)).toBe('pending');
  expect(await carrier.send(one), 'the same number again is the same request').toBe('pending');
  await bench.world.advance(21_000);
  expect(await carrier.query(one.order_no)).toBe('success');
  expect((await facts()).requests).toMatchObject([{ request_no: one.order_no, credited: 1, sends: 2 }]);
  expect(await bench.control('GET', '/control/texts')).toMatchObject([{ phone: one.phone, text: expect.stringContaining('50.00') }]);
  const told = JSON.parse(bench.posted.at(-1)?.body ?? '{}') as { [name: string]: string };
  expect(told).toMatchObject({ request_no: one.order_no, state: 'SUCCESS', sign: carrierSignature(CARRIER_SECRET, told) });
});

it('a ported number fails for the guessed carrier and works for its own; virtual ones never do', async () => {
  const { carrier, topup } = open();
  const [wrong, right, virtual] = [topup('13877100001', 'mobile'), topup('13877100001', 'unicom'), topup('17012345678', 'mobile')];
  for (const one of [wrong, right, virtual]) await carrier.send(one);
  await bench.world.advance(21_000);
  expect(await Promise.all([wrong, right, virtual].map(({ order_no }) => carrier.query(order_no)))).toEqual([
    'failed',
    'success',
    'failed',
  ]);
});

it('a lost answer, a carrier that is down, and a request that comes too late', async () => {
  const { carrier, topup, fault } = open();
  const [lost, down, late] = [topup(), topup(), topup()];
  await fault({ lose_answer: 1 });
  expect([await carrier.send(lost), await carrier.query(lost.order_no)]).toEqual(['silent', 'pending']);
  await fault({ down: true });
  expect([await carrier.send(down), await carrier.query(down.order_no)]).toEqual(['silent', 'silent']);
  await fault({ down: false });
  expect(await carrier.query(down.order_no)).toBe('absent');
  await bench.world.advance(VALID_MS);
  expect([await carrier.send(late), await carrier.query(late.order_no)]).toEqual(['silent', 'absent']);
});

it('a failure that wavers, and ends that only the file tells', async () => {
  const { carrier, topup, fault, facts } = open();
  const [wavers, good, bad] = [topup(), topup(), topup()];
  const day = dayOf(bench.world.now());
  await fault({ wavers: 1 });
  await carrier.send(wavers);
  await fault({ silent_success: 1 });
  await carrier.send(good);
  await fault({ silent_failed: 1 });
  await carrier.send(bad);
  await bench.world.advance(21_000);
  expect(await carrier.query(wavers.order_no)).toBe('failed');
  await bench.world.advance(60_000);
  expect(await Promise.all([wavers, good, bad].map(({ order_no }) => carrier.query(order_no)))).toEqual(['success', 'pending', 'pending']);
  expect(await carrier.file(day)).toBeUndefined();
  await bench.world.advance(14 * 3_600_000);
  expect(await carrier.file(day)).toEqual([
    { request_no: wavers.order_no, state: 'success' },
    { request_no: good.order_no, state: 'success' },
    { request_no: bad.order_no, state: 'failed' },
  ]);
  expect((await facts()).requests.map(({ credited }) => credited)).toEqual([1, 1, 0]);
});

it('refuses what is not signed, and faults it does not know', async () => {
  const { fault } = open();
  expect((await fetch(bench.manifest.phone_url + '/carrier/topups/T1')).status).toBe(401);
  expect(await fault({ downn: true })).toMatchObject({ error: expect.stringContaining('downn') });
  expect(await fault({ least_ms: 'x' })).toMatchObject({ error: expect.stringContaining('least_ms') });
});
