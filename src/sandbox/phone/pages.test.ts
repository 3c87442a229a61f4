import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { alipayClient } from '../testing/alipay-client.ts';
import { forgetKeys, startBench } from '../testing/bench.ts';
import type { Bench } from '../testing/bench.ts';
import { startCardBench } from '../testing/card-bench.ts';
import { wechatClient } from '../testing/wechat-client.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());
afterAll(forgetKeys);

async function get(path: string, user = 'lele'): Promise<string> {
  return (await fetch(bench.manifest.phone_url + path, { headers: { cookie: `user=${user}` } })).text();
}

async function wechatCode(number: string, description: string): Promise<string> {
  const { appid, mchid } = bench.manifest.wechat;
  const body = {
    appid,
    mchid,
    out_trade_no: number,
    description,
    notify_url: 'http://merchant.test/n',
    amount: { total: 1990 },
  };
  return String((await wechatClient(bench)('POST', '/v3/pay/transactions/native', body)).body['code_url']);
}

test('lists codes newest first, the replaced ones left out, and links to the scan', async () => {
  expect(await get('/')).toContain('还没有二维码');
  await wechatCode('PAGE000001', '会员月卡');
  const code = await wechatCode('PAGE000001', '会员月卡');
  await bench.world.advance(1000);
  await alipayClient(bench)('alipay.trade.precreate', {
    out_trade_no: 'PAGE2',
    total_amount: '36.00',
    subject: '点播',
  });
  const page = await get('/');
  expect(page.match(/<li /g)).toHaveLength(2);
  expect(page.indexOf('￥36.00')).toBeLessThan(page.indexOf('￥19.90'));
  expect(page).toContain(`/scan?code=${encodeURIComponent(code)}`);
});

test('the scan page shows merchant, subject and amount, with whatever the merchant wrote in it harmless', async () => {
  const code = await wechatCode('PAGE000003', '<img src=x onerror=alert(1)>');
  const page = await get(`/scan?code=${encodeURIComponent(code)}`);
  expect(page).toContain('乐众电视（沙箱商户）');
  expect(page).toContain('支付 ￥19.90');
  expect(page).toContain('拒绝付款');
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(page).not.toContain('<img');
});

test('another user of the same code is told so', async () => {
  const path = `/scan?code=${encodeURIComponent(await wechatCode('PAGE000004', '会员'))}`;
  expect(await get(path, 'lele')).toMatch(/<dt>付款人<\/dt>\s*<dd>乐乐<\/dd>/);
  expect(await get(path, 'zhongzhong')).toContain('此码已被其他用户扫描');
});

test('says what it cannot read', async () => {
  expect(await get('/scan?code=abc')).toContain('无法识别的二维码');
});

test('shows texts, and the faults that are turned', async () => {
  await bench.control('POST', '/control/texts', { phone: '138****0202', text: '验证码 <b>1</b>' });
  expect(await get('/messages')).toContain('验证码 &lt;b&gt;1&lt;/b&gt;');
  expect(await get('/faults')).not.toContain('class="active"');
  await bench.control('POST', '/control/faults', { alipay: { notify: { drop: 1 } } });
  expect(await get('/faults')).toContain('notify.drop = 1');
});

test('shows codes by text large, newest first, with a masked card, and says when one is spent', async () => {
  const cards = await startCardBench();
  const page = async (): Promise<string> => (await fetch(`${cards.bench.manifest.phone_url}/messages`)).text();
  const [first, second] = [cards.order('pingan-debit', '1990'), cards.order('cmb-debit', '3600')];
  await cards.pay(first);
  await cards.bench.world.advance(1000);
  await cards.sms(second);
  await cards.bench.world.advance(28_000);
  const text = await page();
  expect(text.indexOf('￥36.00')).toBeLessThan(text.indexOf('￥19.90'));
  expect(text).toContain('还有 4:32');
  expect(text).toContain('已使用');
  expect(text).toContain('622609******0048');
  expect(text).not.toContain('6226090000000048');
  const code = await cards.smsCode(second.orderId);
  expect(text.replace(/<[^>]*>/g, '')).toContain(`${code.slice(0, 3)} ${code.slice(3)}`);
  await cards.bench.stop();
});

test('lists every card with what it is told', async () => {
  await bench.control('POST', '/control/unionpay/cards/pingan-debit', { script: '05-never', once: true });
  const page = await get('/cards');
  expect(page).toContain('6216 2610 0000 0000 018');
  expect(page).toContain('付款时 05 一直处理中，没有扣款（一次）');
  expect(page.match(/<details/g)?.length).toBeGreaterThan(50);
  expect(page).toContain('12/28');
});
