import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forgetKeys, startBench } from '../../testing/bench.ts';
import type { Bench } from '../../testing/bench.ts';
import { icbcClient, QRCODE } from '../../testing/icbc-client.ts';
import type { IcbcClient } from '../../testing/icbc-client.ts';

const MINUTE = 60_000;

let bench: Bench;
let client: IcbcClient;
beforeEach(async () => {
  bench = await startBench({ settings: { icbc: { notify_first_ms: 0 } } });
  client = icbcClient(bench);
});
afterEach(() => bench.stop());
afterAll(forgetKeys);

async function pay(number: string, more: Record<string, unknown> = {}): Promise<void> {
  const { biz } = await client.send(QRCODE, client.order(number, more));
  await bench.control('POST', '/control/pay', { code: biz['codeUrl'], user: 'lele' });
}

const received = (n: number) => client.readCallback(bench.posted[n]!.url, bench.posted[n]!.body);
const states = () => bench.control<{ state: string; sent: number }[]>('GET', '/control/notices?channel=icbc');
const setFaults = (notify: object) => bench.control('POST', '/control/faults', { icbc: { notify } });
const good = (n: number) => ({ return_code: 0, return_msg: 'success', returnCode: '0', msg_id: received(n).biz['msg_id'] });

/** The merchant answers the nth sending so. */
function answerAs(answer: (n: number) => string): void {
  bench.merchant.answer = () => new Response(answer(bench.posted.length - 1));
}

test('is a form signed RSA over the path of the merchant and the sorted parameters', async () => {
  answerAs((n) => client.acknowledge(good(n)));
  await bench.control('POST', '/control/settings', { icbc: { discount_fen: 90 } });
  await pay('CALL0001');
  await bench.world.advance(0);
  const { params, biz, verified } = received(0);
  expect(verified).toBe(true);
  expect(params).toMatchObject({ from: 'icbc-api', api: '/callbacks/icbc', sign_type: 'RSA', app_id: bench.manifest.icbc.app_id });
  expect(biz).toMatchObject({
    return_code: '0',
    returnCode: '0',
    out_trade_no: 'CALL0001',
    total_amt: '1990',
    payment_amt: '1900',
    card_no: '622202******0101',
    pay_time: '20250601120000',
    attach: 'http://a/"b"',
  });
  expect(await states()).toMatchObject([{ state: 'delivered', sent: 1 }]);
});

test('three sendings within ten minutes, the same msg_id in each, then never again', async () => {
  const times: number[] = [];
  answerAs(() => {
    times.push(bench.world.now());
    return 'no';
  });
  await pay('CALL0002');
  await bench.world.advance(24 * 60 * MINUTE);
  expect(times).toHaveLength(3);
  expect(times[2]! - times[0]!).toBeLessThanOrEqual(10 * MINUTE);
  expect(new Set([0, 1, 2].map((n) => received(n).biz['msg_id'])).size).toBe(1);
  expect(await states()).toMatchObject([{ state: 'given up', sent: 3 }]);
});

test('none for notify_type AG', async () => {
  await pay('CALL0003', { notify_type: 'AG' });
  await bench.world.advance(10 * MINUTE);
  expect(bench.posted).toEqual([]);
});

describe('the merchant must answer', () => {
  const bad: [string, (n: number) => string][] = [
    ['signed', (n) => JSON.stringify({ response_biz_content: good(n), sign_type: 'RSA2' })],
    ['with RSA2', (n) => client.acknowledge(good(n), 'RSA-SHA1')],
    ['without blanks', (n) => client.acknowledge(good(n)).replace('{', '{ ')],
    ['with return_code 0', (n) => client.acknowledge({ ...good(n), return_code: -1 })],
    ['with return_code as a number', (n) => client.acknowledge({ ...good(n), return_code: '0' })],
    ['with returnCode', (n) => client.acknowledge({ ...good(n), returnCode: undefined })],
    ['with a msg_id', (n) => client.acknowledge({ ...good(n), msg_id: '' })],
  ];
  test.each(bad)('%s', async (_name, answer) => {
    answerAs((n) => (n === 0 ? answer(n) : client.acknowledge(good(n))));
    await pay('CALL0004');
    await bench.world.advance(1);
    expect(await states()).toMatchObject([{ state: 'waiting', sent: 1 }]);
    await bench.world.advance(10 * MINUTE);
    expect(await states()).toMatchObject([{ state: 'delivered', sent: 2 }]);
  });

  const own = { return_code: 0, return_msg: 'success', returnCode: '0', msg_id: 'own-1' };
  const rules: [string, string, boolean][] = [
    ['any', 'the same', true],
    ['any', 'a new', true],
    ['same', 'the same', true],
    ['same', 'a new', false],
    ['new', 'the same', false],
    ['new', 'a new', true],
  ];
  test.each(rules)('with msg_id by the rule "%s": %s one', async (rule, which, delivered) => {
    await bench.control('POST', '/control/settings', { icbc: { answer_msg_id: rule } });
    answerAs((n) => client.acknowledge(which === 'a new' ? own : good(n)));
    await pay('CALL0005');
    await bench.world.advance(1);
    expect(await states()).toMatchObject([{ state: delivered ? 'delivered' : 'waiting' }]);
  });

  test('with a new one each time by the rule "new"', async () => {
    await bench.control('POST', '/control/settings', { icbc: { answer_msg_id: 'new' } });
    answerAs(() => client.acknowledge(own));
    await pay('CALL0006');
    await bench.world.advance(1);
    await pay('CALL0007');
    await bench.world.advance(1);
    expect(await states()).toMatchObject([{ state: 'delivered' }, { state: 'waiting' }]);
  });
});

test('faults: lost, doubled, changed, of another amount, of another merchant', async () => {
  answerAs((n) => (n < 4 ? 'no' : client.acknowledge(good(n))));
  await setFaults({ drop: 1, duplicate: 1 });
  await pay('CALL0008');
  await bench.world.advance(1);
  expect(bench.posted).toEqual([]);
  await setFaults({ wrong_amount: 1, wrong_amount_fen: 1 });
  await bench.world.advance(4 * MINUTE);
  expect([0, 1].map((n) => [received(n).verified, received(n).biz['total_amt']])).toEqual([
    [true, '1'],
    [true, '1'],
  ]);
  await setFaults({ duplicate: 0, tamper: 1 });
  await pay('CALL0009');
  await bench.world.advance(1);
  expect(received(2).verified).toBe(false);
  await setFaults({ wrong_seller: 1 });
  await pay('CALL0010');
  await bench.world.advance(1);
  expect(received(3).verified).toBe(true);
  expect(received(3).biz['mer_id']).not.toBe(bench.manifest.icbc.mer_id);
});
