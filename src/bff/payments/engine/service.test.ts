import { expect, it } from 'vitest';
import { makeRig } from '../../testing/rig.ts';

it('a refund number of one order is refused on another, and fails nothing beside it', async () => {
  const rig = makeRig();
  const ids: string[] = [];
  for (const order_no of ['A1', 'A2']) {
    await rig.open({ order_no });
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    await rig.work();
    rig.banks.wechat.pay(rig.number(1));
    await rig.callback('wechat', 1);
    ids.push(rig.id);
  }
  const refund = (id: string | undefined, refund_no: string) =>
    rig.payments.refund({ id: id ?? '' }, { refund_no, amount_fen: 500 as never, reason: '' });
  await refund(ids[0], 'R1');
  const ends = await Promise.allSettled([refund(ids[1], 'R1'), refund(ids[1], 'R2'), refund(ids[0], 'R3')]);
  expect(ends.map((end) => end.status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(ends[0]).toMatchObject({ reason: { code: 'REFUND_CONFLICT' } });
  // Also when both come in one moment.
  const same = await Promise.allSettled([refund(ids[0], 'R4'), refund(ids[1], 'R4')]);
  expect(same.map((end) => end.status)).toEqual(['fulfilled', 'rejected']);
});
