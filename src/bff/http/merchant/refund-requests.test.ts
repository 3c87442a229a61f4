/** A viewer who called the hotline, the notice, and a merchant's answer over HTTP. */
import { expect, it } from 'vitest';
import { testApp } from '../../testing/app.ts';
import { paidOrder } from '../../testing/paid-order.ts';

it('is listed, declined with a text for the viewer, and another granted by a refund that names it', async () => {
  const app = await testApp();
  const [first, second] = [await paidOrder(app, 'A1'), await paidOrder(app, 'A2')];
  for (const id of [first, second]) await app.bff.payments.requestRefund({ id }, { reason: 'minor' });
  const ask = (state?: string) => {
    const path = '/v2/refund-requests';
    const fields = app.signed('GET', path, { merchant_id: 'shop', ...(state ? { state } : {}) });
    return app.bff.app.inject({ url: path + '?' + new URLSearchParams(fields).toString() });
  };
  const list = async (state?: string) => {
    const answer = await ask(state);
    return (answer.json() as { requests: { order_no: string; state: string }[] }).requests.map((one) => [one.order_no, one.state]);
  };
  expect((await list()).toSorted()).toEqual([
    ['A1', 'open'],
    ['A2', 'open'],
  ]);
  const decline = (id: string, merchant_id = 'shop') =>
    app.post('/v2/refund-requests/' + id + '/decline', { merchant_id, text: '已看过的影片不能退款' });
  expect((await decline(first + '-1')).json()).toMatchObject({ order_no: 'A1', state: 'declined', text: '已看过的影片不能退款' });
  expect((await decline(first + '-2')).json()).toMatchObject({ code: 'REQUEST_NOT_FOUND', status: 404 });
  const granted = { merchant_id: 'shop', refund_no: 'R', amount_fen: '1990', request_id: second + '-1' };
  expect((await app.post('/v2/orders/A2/refunds', granted)).statusCode).toBe(200);
  expect((await decline(second + '-1')).json()).toMatchObject({ code: 'REQUEST_ENDED', status: 409 });
  expect([await list(), await list('declined'), await list('refunded')]).toEqual([[], [['A1', 'declined']], [['A2', 'refunded']]]);
  expect((await ask('gone')).json()).toMatchObject({ field: 'state' });
  await app.bff.stop();
});
