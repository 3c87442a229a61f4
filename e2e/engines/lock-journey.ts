/** A payment password on any engine, by real keys: set on the viewer's own page, child lock on, and asked by the cashier. */
import { LezhongPay } from '../../src/merchant-sdk/index.ts';
import { appKey } from '../../src/start/configs.ts';
import type { Stack } from '../support/stack.ts';
import type { Engine, KeyName } from './engine.ts';
import { newestCode, pay, viewerOf } from './journey.ts';
import type { Portal } from './me-journey.ts';

const GOOD = '274916';
const WRONG = '274915';

export async function lockJourney(engine: Engine, stack: Stack, { id, url }: Portal, size: 'hd' | 'sd'): Promise<void> {
  const [width, height] = size === 'hd' ? [1280, 720] : [640, 526];
  const portal = new LezhongPay({ base_url: stack.bff_url, merchant_id: id, keys: [appKey(stack.data, id)] });
  const viewer_id = 'lock-' + engine.name + '-' + size + '-' + Date.now().toString(36);
  const viewer = viewerOf(engine, engine.name + '-lock-' + size);
  const password = async (title: string, digits: string): Promise<void> => {
    await viewer.sees(title);
    for (const digit of digits) await viewer.press(digit as KeyName);
    await viewer.press('OK');
  };
  await engine.viewport(width, height);
  await engine.open(portal.viewerUrl({ viewer_id, return_url: url + '/home', box_id: '77119082658' }));
  await viewer.sees('还没有在这台电视上付过款');
  // From the cards to child lock: beside them, or below them on SD.
  await viewer.press(size === 'hd' ? 'Right' : 'Down');
  await viewer.press('OK');
  await viewer.sees('先设支付密码');
  await viewer.press('OK');
  await password('设 6 位支付密码', GOOD);
  await viewer.shoot('1-again');
  await password('再输入一次', GOOD);
  await viewer.sees('多少钱的付款要支付密码');
  await viewer.shoot('2-lock');
  await viewer.press('OK');
  await password('输入现在的支付密码', WRONG);
  await viewer.sees('还可以试 4 次');
  await password('输入现在的支付密码', GOOD);
  await viewer.sees('儿童锁打开了');
  const made = await portal.createOrder({
    order_no: 'CL' + process.pid + '-' + viewer_id,
    amount_fen: 1800,
    subject: '综艺会员 1 个月',
    return_url: url + '/back',
    notify_url: url + '/notices',
    viewer_id,
  });
  if (!made.ok) throw new Error('no order: ' + JSON.stringify(made));
  await engine.open(made.cashier_url);
  await viewer.sees('儿童锁开着，先输入支付密码');
  await viewer.press('OK');
  await viewer.sees('输入 6 位支付密码');
  await viewer.shoot('3-asked');
  await password('输入 6 位支付密码', WRONG);
  await viewer.sees('还可以试 4 次');
  await password('输入 6 位支付密码', GOOD);
  await viewer.sees('已完成支付');
  await viewer.shoot('4-code');
  await pay(stack, (await newestCode(stack)).code);
  await viewer.sees('付款成功');
  const errors = await engine.errors();
  if (errors.length) throw new Error('script errors: ' + errors.join(' | '));
}
