/** Requests for a refund by the operator's command: for a viewer who called, and a no for a merchant that cannot say it. */
import { afterEach, expect, it, vi } from 'vitest';
import { operatorApp } from '../../testing/operators.ts';

// Processes and sockets: slow on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let ops: Awaited<ReturnType<typeof operatorApp>>;
afterEach(() => ops.end());

it('asked, listed, declined with a text, and refused in a sentence where there is nothing', async () => {
  ops = await operatorApp();
  const { order } = await ops.paid('A1');
  const id = order.id + '-1';
  expect(await ops.lezhong('refund-request', 'list')).toMatchObject({ exit: 0, out: expect.stringContaining('There is none.') as string });
  expect(await ops.json('refund-request', 'open', 'A1', 'minor')).toMatchObject({
    id,
    merchant_id: 'shop',
    state: 'open',
    reason: 'minor',
  });
  expect(await ops.json('refund-request', 'list')).toMatchObject({ requests: [{ id, order_no: 'A1', refundable_fen: 1990 }] });
  expect(await ops.json('refund-request', 'decline', id, '--text', 'seen already')).toMatchObject({
    state: 'declined',
    text: 'seen already',
  });
  expect(await ops.json('refund-request', 'list', '--state', 'declined')).toMatchObject({ requests: [{ id, text: 'seen already' }] });
  expect(await ops.lezhong('refund-request', 'decline', order.id + '-9')).toMatchObject({
    exit: 1,
    err: expect.stringContaining('There is no such request') as string,
  });
  expect((await ops.lezhong('refund-request', 'open', 'A1', 'because')).exit).not.toBe(0);
});
