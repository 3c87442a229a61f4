/** Orders, flags, notices, channels: by `lezhong`. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fen } from '../../../protocol/money.ts';
import { operatorApp, runLezhong } from '../../testing/operators.ts';
import { FIELDS } from '../../testing/rig.ts';

// Processes and sockets: slow on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let ops: Awaited<ReturnType<typeof operatorApp>>;
afterEach(() => ops.end());

describe('order', () => {
  it('is found by everything that a person may have in hand', async () => {
    ops = await operatorApp();
    const { order, receipts } = await ops.paid('A1');
    const { txn = '', channel_no = '' } = receipts[0] ?? {};
    const short_no = order.id.slice(-8);
    for (const [text, by] of [
      [order.id, 'id'],
      [order.token, 'token'],
      ['A1', 'order_no'],
      [channel_no, 'channel_no'],
      [txn, 'txn'],
      [short_no, 'short_no'],
      [short_no.toUpperCase(), 'short_no'],
    ] as const)
      expect(await ops.json('order', 'find', text)).toMatchObject({ orders: [{ id: order.id, order_no: 'A1', state: 'paid', by }] });
    expect(await ops.lezhong('order', 'find', 'nothing')).toMatchObject({
      exit: 1,
      out: '',
      err: expect.stringContaining('Nothing has "nothing"'),
    });
  });

  it('tells its story, with what viewers, banks and the ledger did, and without secrets', async () => {
    ops = await operatorApp();
    const { order } = await ops.paid('A1');
    const { exit, out } = await ops.lezhong('order', 'story', 'A1');
    expect(exit).toBe(0);
    expect(out).toMatch(/Order A1 of shop: .*, 19\.90, paid/);
    expect(out).toMatch(/merchant:shop +created .*-> choose/);
    expect(out).toMatch(/viewer +answer .*choose/);
    expect(out).toMatch(/bank:wechat +evidence +attempt 1 .*paid\) +-> paid/);
    expect(out).toMatch(/\+19\.90 {2}channel:wechat {2}\(won\)/);
    expect(out).not.toContain(order.token);
    expect(await ops.lezhong('order', 'story', 'none')).toMatchObject({ exit: 1 });
  });

  it('fits only one order, or is refused with the ids', async () => {
    ops = await operatorApp();
    await ops.paid('A1');
    const { bff } = ops.app();
    await bff.payments.open({ ...FIELDS, merchant_id: 'off', order_no: 'A1' }, 1990 as never);
    const { exit, err } = await ops.lezhong('order', 'story', 'A1');
    expect([exit, err]).toEqual([1, expect.stringMatching(/fits several orders: name one of \w+, \w+\./)]);
  });
});

describe('flags', () => {
  it('are listed with their meaning and the command that decides', async () => {
    ops = await operatorApp();
    expect(await ops.lezhong('flags')).toEqual({ exit: 0, out: 'There is no flag.', err: '' });
    const { order } = await ops.paid('A1', 3);
    await ops.stuck('A2');
    const { out } = await ops.lezhong('flags');
    expect(out).toContain('Next: lezhong held give-back ' + order.id);
    expect(out.indexOf('refund-stuck')).toBeGreaterThan(out.indexOf('held'));
    expect(await ops.json('flags', '--last', '1')).toMatchObject({ count: 2, flags: [{ code: 'refund-stuck' }] });
    expect(await ops.lezhong('flags', '--last', 'x')).toMatchObject({ exit: 1, err: expect.stringContaining('Not understood') });
  });

  it('are the same from a process of its own', async () => {
    ops = await operatorApp();
    const { exit, out } = await runLezhong(['flags', '--socket', ops.socket, '--json'], ops.folder);
    expect([exit, JSON.parse(out)]).toEqual([0, { count: 0, flags: [] }]);
  });
});

describe('notice', () => {
  it('is listed until it is taken, and sent once more', async () => {
    let takes = false;
    ops = await operatorApp({ takes: () => takes });
    const { order } = await ops.paid('A1');
    const id = order.id + '-1';
    await ops.until(order.id, (payment) => payment.notices[0]?.tries === 1);
    expect(await ops.json('notice', 'list')).toMatchObject({ notices: [{ id, type: 'order.paid', given_up: false }] });
    expect(await ops.lezhong('notice', 'resend', id)).toMatchObject({ exit: 1, err: expect.stringContaining('did not take it') });
    takes = true;
    expect(await ops.lezhong('notice', 'resend', id)).toMatchObject({ exit: 0 });
    expect((await ops.read(order.id)).notices[0]?.delivered_ms).toBeDefined();
    expect(await ops.lezhong('notice', 'list', '--undelivered')).toMatchObject({ out: 'Every notice was delivered.' });
    expect(await ops.json('notice', 'list', 'A1')).toMatchObject({ notices: [{ id, delivered_ms: expect.any(Number) }] });
    expect(await ops.lezhong('notice', 'resend', id)).toMatchObject({ exit: 0 });
    expect(await ops.lezhong('notice', 'resend', order.id + '-9')).toMatchObject({ exit: 1 });
  });

  it('waits for an earlier one of its order', async () => {
    ops = await operatorApp({ takes: () => false });
    const { order } = await ops.paid('A1');
    await ops.app().bff.payments.refund({ id: order.id }, { refund_no: 'R1', amount_fen: 100 as never, reason: 'x' });
    await ops.until(order.id, (payment) => payment.notices.length === 2);
    expect(await ops.lezhong('notice', 'resend', order.id + '-2')).toMatchObject({
      exit: 1,
      err: expect.stringContaining('-1 comes first'),
    });
  });
});

describe('channel', () => {
  const offered = async (): Promise<unknown[]> => {
    const { order } = await ops.app().bff.payments.open({ ...FIELDS, order_no: 'X' + Math.random() }, 1990 as never);
    const step = await ops.app().bff.app.inject({ method: 'GET', url: '/c/' + order.token + '/step' });
    return step
      .json<{ channels: { channel: string; down?: unknown }[] }>()
      .channels.filter((one) => !one.down)
      .map((one) => one.channel);
  };

  it('is not offered while it is paused, also after a restart; its orders are settled', async () => {
    ops = await operatorApp();
    const { order, attempts } = await ops.withCode('A1');
    expect(await offered()).toContain('wechat');
    expect(await ops.lezhong('channel', 'pause', 'wechat')).toMatchObject({
      exit: 0,
      out: expect.stringContaining('wechat is not offered: paused'),
    });
    expect(await offered()).not.toContain('wechat');
    const { bff } = ops.app();
    const other = await bff.payments.open({ ...FIELDS, order_no: 'A2' }, fen(1990));
    const choose = { type: 'answer', version: other.dialogue.version, answer: { kind: 'choose', channel: 'wechat' } } as const;
    await bff.payments.commit({ id: other.order.id }, choose);
    expect((await ops.read(other.order.id)).attempts).toEqual([]);
    const channel_no = attempts[0]?.channel_no ?? '';
    ops.bank().pay(channel_no);
    await ops.app().bff.payments.commit({ id: order.id }, { type: 'evidence', attempt: 1, evidence: ops.bank().news(channel_no) });
    expect((await ops.read(order.id)).order.state).toBe('paid');
    await ops.restart();
    expect(await offered()).not.toContain('wechat');
    expect(await ops.json('channel', 'list')).toMatchObject({
      channels: expect.arrayContaining([expect.objectContaining({ id: 'wechat', paused: true })]),
    });
    expect(await ops.lezhong('channel', 'resume', 'wechat')).toMatchObject({ exit: 0, out: 'wechat is offered.' });
    expect(await offered()).toContain('wechat');
    expect(await ops.lezhong('channel', 'pause', 'x')).toMatchObject({ exit: 1, err: expect.stringContaining('the settings have wechat') });
  });
});
