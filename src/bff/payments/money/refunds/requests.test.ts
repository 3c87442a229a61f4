/** Viewers' requests for a refund through whole payments. Source: docs/money.md 18. */
import { afterEach, describe, expect, it } from 'vitest';
import { fen } from '../../../../protocol/money.ts';
import { makeRig } from '../../../testing/rig.ts';
import type { Rig } from '../../../testing/rig.ts';

const opened: Rig[] = [];
afterEach(async () => {
  for (const rig of opened.splice(0)) await rig.store.close();
});

async function paid(): Promise<Rig> {
  const rig = makeRig();
  opened.push(rig);
  await rig.open();
  await rig.payByCode();
  return rig;
}

const ask = (rig: Rig) => rig.payments.requestRefund({ id: rig.id }, { reason: 'minor' });
const refund = (rig: Rig, refund_no: string, request?: string, amount_fen = 1990) =>
  rig.payments.refund({ id: rig.id }, { refund_no, amount_fen: fen(amount_fen), reason: '', ...(request ? { request } : {}) });

describe('a request for a refund', () => {
  it('is told to its merchant once, in sequence, and is one however often it is asked', async () => {
    const rig = await paid();
    const all = await Promise.all(Array.from({ length: 20 }, () => ask(rig)));
    expect(new Set(all.map((one) => one.request.id))).toEqual(new Set([rig.id + '-1']));
    await rig.work();
    expect(rig.told.map((one) => one.type)).toEqual(['order.paid', 'refund.requested']);
    expect(JSON.parse(rig.told[1]?.body ?? '')).toMatchObject({ n: 2, request_id: rig.id + '-1', reason: 'minor', refundable_fen: 1990 });
  });

  it('is answered by the refund that names it, and pays once', async () => {
    const rig = await paid();
    const { request } = await ask(rig);
    await refund(rig, 'R1', request.id, 500);
    expect(rig.now().requests).toMatchObject([{ state: 'refunded', refund_no: 'R1' }]);
    await refund(rig, 'R1', request.id, 500);
    await expect(refund(rig, 'R2', request.id, 500)).rejects.toMatchObject({ code: 'REQUEST_ENDED' });
    expect(rig.now().refunds).toHaveLength(1);
    await expect(refund(rig, 'R3', rig.id + '-9', 500)).rejects.toMatchObject({ code: 'REQUEST_NOT_FOUND' });
  });

  it('a refund that was there before the request is no answer to it', async () => {
    const rig = await paid();
    await refund(rig, 'R1', undefined, 500);
    const { request } = await ask(rig);
    await expect(refund(rig, 'R1', request.id, 500)).rejects.toMatchObject({ code: 'REFUND_CONFLICT' });
    expect(rig.now().requests).toMatchObject([{ state: 'open' }]);
  });

  it('of 50 answers at once exactly one counts', async () => {
    const rig = await paid();
    const { request } = await ask(rig);
    const ends = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        n % 2
          ? refund(rig, 'R' + n, request.id, 10)
          : rig.payments.declineRequest({ id: rig.id }, { request: request.id, text: 'no' }).then(({ payment }) => payment),
      ),
    );
    const [answered] = rig.now().requests ?? [];
    expect(rig.now().refunds).toHaveLength(answered?.state === 'refunded' ? 1 : 0);
    expect(ends.filter((one) => one.status === 'fulfilled')).toHaveLength(answered?.state === 'refunded' ? 1 : 25);
  });

  it('declined: the viewer may read why, and may ask anew', async () => {
    const rig = await paid();
    const { request } = await ask(rig);
    await rig.payments.declineRequest({ id: rig.id }, { request: request.id, text: '已看过' });
    expect(rig.now().requests).toMatchObject([{ state: 'declined', text: '已看过' }]);
    await rig.payments.declineRequest({ id: rig.id }, { request: request.id, text: 'other' });
    expect(rig.now().requests).toMatchObject([{ state: 'declined', text: '已看过' }]);
    expect((await ask(rig)).request.id).toBe(rig.id + '-2');
  });

  it('ends with the last fen, and a refund that fails opens nothing', async () => {
    const rig = await paid();
    await ask(rig);
    await refund(rig, 'part', undefined, 1000);
    expect(rig.now().requests).toMatchObject([{ state: 'open' }]);
    rig.banks.wechat.refundMode = 'dead';
    await refund(rig, 'rest', undefined, 990);
    expect(rig.now().requests).toMatchObject([{ state: 'refunded', refund_no: 'rest' }]);
    await rig.pass(10 * 86_400_000);
    expect(rig.now().requests).toHaveLength(1);
  });

  it('only of what was paid, and while something is left', async () => {
    const rig = makeRig();
    opened.push(rig);
    await rig.open();
    await expect(ask(rig)).rejects.toMatchObject({ code: 'ORDER_NOT_PAID' });
    const other = await paid();
    await refund(other, 'all');
    await expect(ask(other)).rejects.toMatchObject({ code: 'REFUND_TOO_MUCH' });
  });
});
