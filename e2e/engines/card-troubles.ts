/** What can go wrong with a card, on any engine: every class of refusal, doubt that ends well and badly, a restart in the middle. */
import type { Stack } from '../support/stack.ts';
import { cardViewer } from './card-journey.ts';
import type { Engine } from './engine.ts';

type Field = 'phone' | 'certif_id' | 'expiry' | 'cvn2';

/** Card, its fields, what the viewer reads, and where the one recommended step leads. */
const REFUSALS: readonly (readonly [string, readonly Field[], string, string])[] = [
  ['try-61', ['phone'], '卡号不对', '请输入银行卡号'],
  ['try-62', ['phone'], '这张卡不支持', '请输入银行卡号'],
  ['try-63', ['phone'], '这张卡暂时不能用', '请输入银行卡号'],
  ['try-64', ['certif_id', 'phone'], '余额不足', '请输入银行卡号'],
  ['try-73', ['phone'], '卡已过期', '请输入银行卡号'],
  ['try-81', ['phone'], '超过了这张卡的限额', '请输入银行卡号'],
  ['try-60', ['phone'], '银行没有受理', '请输入银行卡号'],
  ['try-66', ['phone'], '手机号或身份信息不符', '获取验证码'],
  ['try-65', ['expiry', 'cvn2', 'phone'], '有效期或背面三位数不对', '获取验证码'],
];

/** One order, one card after the other, as a patient viewer would. */
export async function everyRefusal(engine: Engine, stack: Stack): Promise<void> {
  const tv = cardViewer(engine, stack);
  await tv.open();
  await tv.toNumber();
  for (const [id, fields, words, next] of REFUSALS) {
    await tv.fill(await tv.bank.card(id), fields);
    await tv.ok('获取验证码');
    await tv.typeCode();
    await tv.sees(words);
    await tv.press('OK');
    await tv.sees(next);
    // From the check of the same card to another one.
    if (next !== '请输入银行卡号') {
      await tv.press('Back');
      await tv.sees('请输入银行卡号');
    }
  }
  await tv.clear();
  await tv.type((await tv.bank.card('try-not-open')).pan);
  await tv.ok('下一步');
  await tv.sees('这张卡还不能在电视上付款');
}

/** 42 is given back and the order stays open; 05 is asked about until it is paid, under the same order. */
export async function lateAndUnknown(engine: Engine, stack: Stack): Promise<void> {
  const tv = cardViewer(engine, stack);
  await tv.open();
  await tv.toCode(await tv.bank.card('try-42'), ['phone']);
  await tv.ok('获取验证码');
  await tv.typeCode();
  await tv.sees('扣款晚了，会自动退回', 25_000);
  await tv.press('OK');
  await tv.sees('取消付款');
  await tv.toCode(await tv.bank.card('try-05'), ['expiry', 'cvn2', 'phone']);
  await tv.ok('获取验证码');
  await tv.typeCode();
  await tv.sees('正在付款');
  await tv.shoot('checking');
  await tv.sees('付款成功', 25_000);
}

/** Never answered, and twice no such transaction: nothing was charged, and the viewer may try again. */
export async function lost(engine: Engine, stack: Stack): Promise<void> {
  const tv = cardViewer(engine, stack);
  await tv.open();
  await tv.toCode(await tv.bank.card('try-silent-unpaid'), ['certif_id', 'phone']);
  await tv.ok('获取验证码');
  await tv.typeCode();
  await tv.sees('正在付款');
  await tv.sees('支付未成功', 30_000);
  await tv.press('OK');
  await tv.sees('获取验证码');
}

/** 75: nobody knows; a person looks, and nothing else can be started. */
export async function held(engine: Engine, stack: Stack): Promise<void> {
  const tv = cardViewer(engine, stack);
  await tv.open();
  await tv.toCode(await tv.bank.card('try-75'), ['phone']);
  await tv.ok('获取验证码');
  await tv.typeCode();
  await tv.sees('正在人工核对', 25_000);
  await tv.shoot('held');
  // A press within 400 ms of a new question was meant for the one before: docs/television.md 2.
  await new Promise((done) => setTimeout(done, 600));
  // OK and Back do nothing but ask whether to leave, and stay.
  for (let i = 0; i < 3; i++) {
    await tv.press('OK');
    await tv.sees('留在这里');
    await tv.press('Back');
    await tv.sees('正在人工核对');
  }
}

/** A wrong code costs a new text message, which goes out by itself; then the BFF is killed and comes back with half a code typed. */
export async function wrongCodeAndRestart(engine: Engine, stack: Stack): Promise<void> {
  const tv = cardViewer(engine, stack);
  await tv.open();
  await tv.toCode(await tv.bank.card('pingan-debit'), ['phone']);
  await tv.ok('获取验证码');
  await tv.sees('验证码已发到');
  await tv.bank.code();
  await tv.type('123456');
  await tv.ok('确认付款');
  await tv.sees('验证码不对');
  await tv.sees('请输入短信里的 6 位数字', 20_000);
  const code = await tv.bank.code();
  await tv.type(code.slice(0, 3));
  await stack.restartBff(true);
  await tv.type(code.slice(3));
  await tv.ok('确认付款');
  await tv.sees('付款成功', 25_000);
  if (Object.values(await tv.bank.received()).some((one) => one.consume > 1)) throw new Error('a consumption was sent twice');
}
