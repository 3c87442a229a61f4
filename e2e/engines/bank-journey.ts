/** Accounts at ICBC on any engine, by real keys: each kind of password, and what goes wrong with it. */
import { ACCOUNT_WAYS, accountBank } from '../support/account-bank.ts';
import { BANK_PORTAL, bankPortal } from '../support/bank-portal.ts';
import { bankSettings } from '../support/bank-tv.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';
import { cardViewer } from './card-journey.ts';
import type { Engine } from './engine.ts';
import { newestCode, pay } from './journey.ts';
import { until } from './until.ts';

export const startBankStack = (): Promise<Stack> =>
  startStack({
    bff: (banks) => Promise.resolve({ attempts_max: 1000, attempts_hour_max: 1000, ...bankSettings(banks) }),
    sandbox: { icbc: { notify_first_ms: 100, notify_retry_ms: [500, 500], unknown_ms: 2_000, slow_ms: 7_000 } },
    apps: [BANK_PORTAL],
  });

function bankViewer(engine: Engine, stack: Stack) {
  const tv = cardViewer(engine, stack);
  const bank = accountBank(stack.phone_url);
  return {
    ...tv,
    ...bank,
    /** From choose to the ways, or to the challenge of a card with one way. */
    async toAccount(card: string): Promise<void> {
      await tv.ok('工商银行卡');
      await tv.sees('请输入银行卡号');
      await tv.type(await bank.panOf(card));
      await tv.ok('下一步');
    },
    async pays(password?: string): Promise<void> {
      await tv.type(password ?? (await bank.answer()).answer);
      await tv.ok('确认付款');
    },
    /** One password was enough, and the bank took the money once. */
    async paidOnce(number: string): Promise<void> {
      const { charged_fen, calls } = await bank.facts(number);
      const confirms = calls.filter((one) => one.call === 'confirm').length;
      if (charged_fen === 0 || confirms !== 1) throw new Error('charged ' + charged_fen + ' with ' + confirms + ' confirms');
    },
  };
}

async function noErrors(engine: Engine): Promise<void> {
  const errors = await engine.errors();
  if (errors.length) throw new Error('script errors: ' + errors.join(' | '));
}

/** The last digit sends nothing; 确认付款 does. */
export async function fourWays(engine: Engine, stack: Stack): Promise<void> {
  const tv = bankViewer(engine, stack);
  for (const [card, title] of ACCOUNT_WAYS) {
    await tv.open();
    await tv.toAccount(card);
    await tv.sees(title);
    const { answer, number } = await tv.answer();
    await tv.type(answer);
    await tv.shoot('bank-' + card);
    if ((await tv.facts(number)).charged_fen !== 0) throw new Error('the last digit sent the password of ' + card);
    await tv.ok('确认付款');
    await tv.sees('付款成功');
    await tv.paidOnce(number);
  }
  await noErrors(engine);
}

/** Wrong, then right with the same cells; then a way that the bank has locked, and another of the same card. */
export async function wrongAndLocked(engine: Engine, stack: Stack): Promise<void> {
  const tv = bankViewer(engine, stack);
  await tv.open();
  await tv.toAccount('coordinates');
  await tv.sees('输入口令卡');
  const { asked } = await tv.answer();
  await tv.pays('000000');
  await tv.sees('还可以试 2 次，坐标没有变');
  await tv.shoot('bank-wrong');
  if ((await tv.answer()).asked !== asked) throw new Error('other cells after a wrong entry');
  await tv.pays();
  await tv.sees('付款成功');
  await tv.open();
  await tv.toAccount('locked');
  await tv.ok('支付密码');
  await tv.sees('银行锁住了这种验证方式');
  await tv.control('POST', '/icbc/cards/locked', { script: 'ok' });
  await tv.press('OK');
  // The second of its ways.
  await tv.sees('选择验证方式');
  await tv.press('Right');
  await tv.press('OK');
  await tv.sees('输入短信里的 6 位数字');
  await tv.pays();
  await tv.sees('付款成功');
  await tv.control('DELETE', '/icbc/cards');
  await noErrors(engine);
}

export async function expiredAndRenewed(engine: Engine, stack: Stack): Promise<void> {
  const tv = bankViewer(engine, stack);
  await tv.control('POST', '/settings', { icbc: { challenge_ms: 4_000 } });
  try {
    await tv.open();
    await tv.toAccount('token');
    await tv.sees('用密码器算出');
    await tv.sees('时间到了');
    await tv.shoot('bank-expired');
  } finally {
    await tv.control('POST', '/settings', { icbc: { challenge_ms: 300_000 } });
  }
  await tv.press('OK');
  await tv.ok('电子密码器');
  await tv.sees('小数点也要输入');
  await tv.pays();
  await tv.sees('付款成功');
  await noErrors(engine);
}

/** Doubt that ends well and badly: the viewer is told to wait, never that it failed; one confirm. */
export async function unknownBothWays(engine: Engine, stack: Stack): Promise<void> {
  const tv = bankViewer(engine, stack);
  await tv.open();
  await tv.toAccount('unknown-paid');
  await tv.sees('输入支付密码');
  const { number } = await tv.answer();
  await tv.pays();
  await tv.sees('正在付款');
  await tv.sees('付款成功', 25_000);
  await tv.paidOnce(number);
  await tv.open();
  await tv.toAccount('unknown-lost');
  await tv.sees('输入支付密码');
  const lost = (await tv.answer()).number;
  await tv.pays();
  await tv.sees('正在付款');
  await tv.sees('没有扣款', 40_000);
  await tv.shoot('bank-lost');
  if ((await tv.facts(lost)).charged_fen !== 0) throw new Error('money was taken and called lost');
  await tv.control('DELETE', '/icbc/cards');
  await noErrors(engine);
}

/** Nothing was sent: another way pays, and the challenge is closed at the bank. */
export async function changedBefore(engine: Engine, stack: Stack): Promise<void> {
  const tv = bankViewer(engine, stack);
  await tv.open();
  await tv.toAccount('static');
  await tv.sees('输入支付密码');
  const { number } = await tv.answer();
  await tv.ok('取消付款');
  await tv.sees('微信扫码');
  await tv.ok('微信扫码');
  await tv.sees('已完成支付');
  await pay(stack, (await newestCode(stack)).code);
  await tv.sees('付款成功');
  await until(async () => (await tv.facts(number)).state === '1', 15_000, 'the challenge stays open at the bank');
  await noErrors(engine);
}

/** Paid from an account, given back by the merchant; the viewer reads so on his own page. */
export async function refunded(engine: Engine, stack: Stack): Promise<void> {
  const tv = bankViewer(engine, stack);
  const portal = bankPortal(stack);
  const viewer_id = 'refunded-' + engine.name + '-' + Date.now().toString(36);
  const order_no = 'RF' + Date.now().toString(36);
  await engine.open(await portal.order(order_no, viewer_id));
  await tv.toAccount('static');
  await tv.sees('输入支付密码');
  const { number } = await tv.answer();
  await tv.pays();
  await tv.sees('付款成功');
  await portal.refund(order_no);
  await until(async () => (await tv.facts(number)).returned_fen === 1800, 15_000, 'the bank has given nothing back');
  await engine.open(portal.page(viewer_id));
  await tv.sees('这台电视付过的');
  await tv.sees('已退款', 20_000);
  await tv.shoot('bank-refunded');
  const { charged_fen, returned_fen } = await tv.facts(number);
  if (charged_fen !== 1800 || returned_fen !== 1800) throw new Error('charged ' + charged_fen + ', returned ' + returned_fen);
  await noErrors(engine);
}
