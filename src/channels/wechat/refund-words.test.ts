import { expect, it } from 'vitest';
import type { Fen } from '../../protocol/money.ts';
import { answer, CONFIG, worldOf } from './bank.fixture.ts';
import { wechat as module } from './index.ts';

const ASK = { channel_no: 'T1', txn: 't', refund_channel_no: 'R1', amount_fen: 1 as Fen, total_fen: 2 as Fen, reason: '' };

it.each([
  ['INVALID_REQUEST', '订单已全额退款', true],
  ['INVALID_REQUEST', '订单已全额退款。', true],
  ['INVALID_REQUEST', '关于订单已全额退款的说明', undefined],
  ['PARAM_ERROR', '订单已全额退款', undefined],
])('%s %s', async (code, message, returned) => {
  const wechat = module.make(
    CONFIG,
    worldOf(() => answer(400, { code, message })),
  );
  const said = await wechat.refund(ASK);
  expect(said).toMatchObject({ kind: 'refused', code, final: false });
  expect('returned' in said ? said.returned : undefined).toBe(returned);
});
