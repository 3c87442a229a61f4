/** Acts on money, by `lezhong` as a process of its own: what is done, what is refused, and who may. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { operatorApp } from '../../testing/operators.ts';

// Processes and sockets: slow on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let ops: Awaited<ReturnType<typeof operatorApp>>;
afterEach(() => ops.end());

const exits = async (...args: string[]): Promise<[number, string]> => {
  const { exit, out, err } = await ops.lezhong(...args);
  return [exit, (out + err).trim()];
};

describe('where one person is enough', () => {
  it('held money is listed and given back in one step', async () => {
    ops = await operatorApp();
    const { order, receipts } = await ops.paid('A1', 1);
    const id = order.id + '/' + receipts[0]?.txn;
    expect(await ops.json('held', 'list')).toMatchObject({
      held: [{ id, order_no: 'A1', amount_fen: 1, order_fen: 1990, why: 'differs' }],
    });
    const [exit, text] = await exits('held', 'give-back', 'A1', '--as', 'lan');
    expect([exit, text]).toEqual([0, 'Proposed and approved by lan: give back held money: 0.01, ' + id + '. Done.']);
    const after = await ops.read(order.id);
    expect(after.receipts[0]?.role).toBe('given-back');
    expect(await exits('held', 'list')).toEqual([0, 'No money is held.']);
    const story = await ops.json<{ lines: { actor: string; event: string; entries: object[] }[] }>('order', 'story', 'A1');
    expect(story.lines.find((line) => line.event === 'held')).toMatchObject({
      actor: 'operator:lan@cli',
      entries: [
        { account: 'held:wechat', amount_fen: 1 },
        { account: 'viewers', amount_fen: -1 },
        { account: 'viewers', amount_fen: 1 },
        { account: 'transit:wechat', amount_fen: -1 },
      ],
    });
  });

  it('held money of another amount does not pay its order', async () => {
    ops = await operatorApp();
    await ops.paid('A1', 1);
    expect(await exits('held', 'accept', 'A1')).toEqual([
      1,
      'The order is about 19.90 CNY, and this money is not: it can only be given back.',
    ]);
    expect(await ops.json('held', 'accept', 'A1')).toMatchObject({ error: { code: 'ACT_NOT_POSSIBLE' } });
    expect(await ops.json('proposal', 'list', '--all')).toEqual({ proposals: [] });
  });

  it('held money of the right amount pays its order', async () => {
    ops = await operatorApp();
    const { order, attempts } = await ops.withCode('A1');
    const channel_no = attempts[0]?.channel_no ?? '';
    ops.bank().pay(channel_no);
    const evidence = { ...ops.bank().news(channel_no), kind: 'defect', defect: 'unclear', code: '75' } as ReturnType<
      ReturnType<typeof ops.bank>['news']
    >;
    await ops.app().bff.payments.commit({ id: order.id }, { type: 'evidence', attempt: 1, evidence });
    expect((await exits('held', 'accept', order.id))[0]).toBe(0);
    expect((await ops.read(order.id)).order.state).toBe('paid');
  });

  it('a stuck refund is sent on; what is not stuck is refused', async () => {
    ops = await operatorApp();
    const { order } = await ops.stuck('A1');
    const id = order.id + '/m-R-A1';
    expect(await ops.json('refund', 'list', '--stuck')).toMatchObject({ refunds: [{ id, need: 'stuck', amount_fen: 1000 }] });
    expect(await ops.json('refund', 'list', '--owed')).toEqual({ refunds: [] });
    const [exit, text] = await exits('refund', 'paid-by-hand', id);
    expect([exit, text]).toEqual([1, expect.stringContaining('only a refund that landed at our bank')]);
    expect((await exits('refund', 'send-on', 'm-R-A1'))[0]).toBe(0);
    expect((await ops.read(order.id)).refunds[0]?.sent_on).toBeDefined();
  });

  it('a thing that is not there, or that several names fit, is told in a sentence', async () => {
    ops = await operatorApp();
    expect(await exits('held', 'give-back', 'nothing')).toEqual([1, 'There is no held money "nothing": lezhong held list shows them.']);
    expect((await exits('refund', 'release', 'x'))[0]).toBe(1);
    expect((await exits('proposal', 'approve', 'x'))[1]).toBe('There is no proposal "x": lezhong proposal list shows them.');
  });
});

describe('where two persons are needed', () => {
  async function proposed(): Promise<{ act: { id: string; state: string } }> {
    await ops.paid('A1', 5);
    return ops.json('held', 'give-back', 'A1', '--as', 'lan');
  }

  it('nothing happens before another person approves', async () => {
    ops = await operatorApp({ two_persons_over_fen: 0 });
    const { act } = await proposed();
    expect(act.state).toBe('proposed');
    expect(await ops.json('held', 'list')).toMatchObject({ held: [{ order_no: 'A1' }] });
    expect(await exits('proposal', 'approve', act.id, '--as', 'Lan')).toEqual([
      1,
      'lan proposed it: for this amount another person approves.',
    ]);
    expect((await exits('held', 'give-back', 'A1', '--as', 'wei'))[1]).toContain('approve or reject that one');
    const [exit, text] = await exits('proposal', 'approve', act.id, '--as', 'wei');
    expect([exit, text]).toEqual([0, expect.stringContaining('Approved by wei, proposed by lan: give back held money: 0.05')]);
    expect(await ops.json('held', 'list')).toEqual({ held: [] });
    expect((await exits('proposal', 'approve', act.id, '--as', 'wei'))[1]).toContain('is approved already');
  });

  it('up to the amount of the setting one person does', async () => {
    ops = await operatorApp({ two_persons_over_fen: 5 });
    expect((await proposed()).act.state).toBe('approved');
  });

  it('a rejected proposal does nothing', async () => {
    ops = await operatorApp({ two_persons_over_fen: 0 });
    const { act } = await proposed();
    expect(await exits('proposal', 'reject', act.id, '--as', 'wei')).toEqual([0, 'Rejected ' + act.id + ': nothing was done.']);
    expect(await ops.json('held', 'list')).toMatchObject({ held: [{ order_no: 'A1' }] });
    expect(await ops.json('proposal', 'list')).toEqual({ proposals: [] });
    expect(await ops.json('proposal', 'list', '--all')).toMatchObject({ proposals: [{ id: act.id, state: 'rejected' }] });
  });

  it('what changed meanwhile is not done, and the proposal is over', async () => {
    ops = await operatorApp({ two_persons_over_fen: 0 });
    const { order } = await ops.stuck('A1');
    const { act } = await ops.json<{ act: { id: string } }>('refund', 'send-on', 'm-R-A1', '--as', 'lan');
    const { refunds } = await ops.read(order.id);
    const { id: refund, tries } = refunds[0] as (typeof refunds)[number];
    const evidence = { source: 'query', asked_at_ms: Date.now(), kind: 'done' } as const;
    await ops
      .app()
      .bff.payments.commit({ id: order.id }, { type: 'refund-evidence', refund, channel_no: tries[0]?.channel_no ?? '', evidence });
    const [exit, text] = await exits('proposal', 'approve', act.id, '--as', 'wei');
    expect([exit, text]).toEqual([1, expect.stringContaining('It changed since it was proposed (then: stuck 10.00, number 1; now: ')]);
    expect(await ops.json('proposal', 'list', '--all')).toMatchObject({ proposals: [{ state: 'expired' }] });
    expect((await ops.read(order.id)).refunds[0]?.sent_on).toBeUndefined();
  });

  it('of two approvals at once one is carried out', async () => {
    ops = await operatorApp({ two_persons_over_fen: 0 });
    const { act } = await proposed();
    const both = await Promise.all(['wei', 'ming'].map((name) => ops.lezhong('proposal', 'approve', act.id, '--as', name)));
    expect(both.map((one) => one.exit).sort()).toEqual([0, 1]);
  });
});
