import { expect, it } from 'vitest';
import { testApp } from '../../testing/app.ts';
import { paidOrder } from '../../testing/paid-order.ts';

it('a refund number of another order: 409 with a code, at the same moment too, and the neighbours are taken', async () => {
  const app = await testApp();
  for (const order_no of ['A1', 'A2']) await paidOrder(app, order_no);
  const refund = (order_no: string, refund_no: string) =>
    app.post('/v2/orders/' + order_no + '/refunds', { merchant_id: 'shop', refund_no, amount_fen: '100', reason: 'r' });
  const said = async (...asked: ReturnType<typeof refund>[]) =>
    (await Promise.all(asked)).map((one) => [one.statusCode, (one.json() as { error?: { code: string } }).error?.code]);
  const [first] = await said(refund('A1', 'R1'));
  expect(first?.[0]).toBeLessThan(300);
  const taken = [first?.[0], undefined];
  const conflict = [409, 'REFUND_CONFLICT'];
  expect(await said(refund('A2', 'R1'), refund('A2', 'R2'), refund('A1', 'R3'))).toEqual([conflict, taken, taken]);
  expect(await said(refund('A1', 'R4'), refund('A2', 'R4'), refund('A2', 'R5'))).toEqual([taken, conflict, taken]);
  await app.bff.stop();
});
