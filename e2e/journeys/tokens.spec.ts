/** Token mode: what is remembered is UnionPay's token, and no card number is kept at all. */
import { expect, test } from '@playwright/test';
import { cardTv, NO_LIMITS } from '../support/card-tv.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

let stack: Stack;
test.beforeAll(async () => {
  stack = await startStack({
    bff: (banks) => Promise.resolve({ cards: NO_LIMITS, channels: { unionpay: { tr_id: banks.unionpay.tr_id } } }),
    sandbox: { unionpay: { settle_ms: 500, refund_ms: 300 } },
  });
});
test.afterAll(() => stack.stop());

for (const [id, fields] of [
  ['pingan-debit', ['phone']],
  ['pingan-credit', ['expiry', 'cvn2', 'phone']],
] as const) {
  test(id + ': remembered as a token, then paid with OK, six digits, OK; refunded', async ({ page }) => {
    const tv = cardTv(page, stack);
    const card = await tv.bank.card(id);
    const who = { viewer_id: 'token-' + id + Date.now().toString(36) };
    await tv.open(who);
    await tv.toCheck(card);
    for (const field of fields) await tv.fill(card, field);
    await tv.ok('记住这张卡');
    await tv.ok('获取验证码');
    await tv.sees('验证码已发到');
    await tv.sees('要记住这张卡，需要两条短信');
    await tv.typeCode();
    await tv.sees('卡已记住');
    await page.screenshot({ path: test.info().outputPath('second-code.png') });
    await tv.typeCode();
    await tv.sees('付款成功');
    await tv.open(who);
    await tv.sees('尾号 ' + card.pan.slice(-4));
    await tv.press('Enter');
    await tv.sees('验证码已发到');
    await tv.type(await tv.bank.code());
    await tv.press('Enter');
    await tv.sees('付款成功');
    const { order_no, amount_fen } = await tv.order();
    const back = await tv.pay.refund({ order_no, refund_no: order_no + 'R', amount_fen, reason: 'token' });
    expect(back.ok).toBe(true);
    await expect.poll(() => tv.notices(), { timeout: 15_000 }).toEqual(['order.paid', 'refund.done']);
  });
}
