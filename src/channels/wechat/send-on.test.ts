import { expect, it } from 'vitest';
import type { Fen } from '../../protocol/money.ts';
import type { Incoming, Outgoing } from '../port.ts';
import { answer, authorized, CONFIG, worldOf } from './bank.fixture.ts';
import { wechat as module } from './index.ts';

const ASK = {
  channel_no: 'TST1',
  txn: '4200000202501010000000001',
  refund_channel_no: 'TSTR',
  amount_fen: 500 as Fen,
  total_fen: 1990 as Fen,
  reason: '',
};
const REFUND = { refund_id: '50000000382019052709732678859', out_refund_no: 'TSTR' };

function bank(query: Incoming, apply: Incoming) {
  const world = worldOf((out: Outgoing) => (out.method === 'GET' ? query : apply));
  return { world, wechat: module.make(CONFIG, world) };
}

it("asks for WeChat's own id, then sends the refund to our bank account", async () => {
  const { world, wechat } = bank(answer(200, { ...REFUND, status: 'ABNORMAL' }), answer(200, { ...REFUND, status: 'PROCESSING' }));
  expect(await wechat.sendOn?.(ASK)).toMatchObject({ kind: 'moving', source: 'answer' });
  expect(world.sent.map(authorized)).toEqual([true, true]);
  expect(world.sent.map((out) => out.method + ' ' + out.url.slice(CONFIG.base_url.length))).toEqual([
    'GET /v3/refund/domestic/refunds/TSTR',
    'POST /v3/refund/domestic/refunds/50000000382019052709732678859/apply-abnormal-refund',
  ]);
  expect(JSON.parse(world.sent[1]?.body ?? '')).toEqual({ out_refund_no: 'TSTR', type: 'MERCHANT_BANK_CARD' });
});

it('a refusal, or no id, says nothing: the query tells', async () => {
  const refused = bank(answer(200, { ...REFUND, status: 'ABNORMAL' }), answer(400, { code: 'INVALID_REQUEST', message: 'x' }));
  expect(await refused.wechat.sendOn?.(ASK)).toMatchObject({ kind: 'silent' });
  const unknown = bank(answer(404, { code: 'RESOURCE_NOT_EXISTS', message: 'x' }), answer(500, {}));
  expect(await unknown.wechat.sendOn?.(ASK)).toMatchObject({ kind: 'silent' });
  expect(unknown.world.sent).toHaveLength(1);
});
