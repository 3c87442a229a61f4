/** Phones on old engines: the page of the one code, and the keypad; and an old engine as the TV that a phone types for. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Step } from '../../src/protocol/step.ts';
import { readBits } from '../../src/sandbox/phone/tv-code.ts';
import { cardBank } from '../support/bank-cards.ts';
import type { BankCard } from '../support/bank-cards.ts';
import type { Stack } from '../support/stack.ts';
import { cardViewer } from './card-journey.ts';
import { unlessHangs, EngineHangs } from './engine.ts';
import type { Engine } from './engine.ts';
import { newOrder } from './orders.ts';
import { until } from './until.ts';

const TEXT = "(document.getElementById('page') || document.body).innerText || ''";

async function sees(engine: Engine, wanted: string, within_ms = 20_000): Promise<void> {
  let last = '';
  await until(
    async () => (last = await engine.eval<string>(TEXT).catch(unlessHangs(''))).includes(wanted),
    within_ms,
    'no "' + wanted + '" on the phone',
  ).catch(async (error: Error) => {
    if (error instanceof EngineHangs) throw error;
    throw new Error(error.message + '; it says: ' + last.slice(0, 300) + ' ' + (await engine.errors()).join(' | '));
  });
}

const tap = (engine: Engine, selector: string): Promise<boolean> =>
  engine.eval<boolean>(`(function () { var at = document.querySelector('${selector}'); if (at) at.click(); return !!at; })()`);

/** Of the older half: an engine between the two reads today's first, and stops at its syntax. */
const OLDER = '-legacy-';

/** `of`: what the address of the script holds. */
async function quiet(engine: Engine, of = ''): Promise<void> {
  const errors = (await engine.errors()).filter((one) => one.includes(of));
  if (errors.length) throw new Error('script errors: ' + errors.join(' | '));
}

const stepOf = async (url: string): Promise<Step> => (await (await fetch(url + '/step')).json()) as Step;

async function kindOf(url: string, kind: Step['kind']): Promise<Step> {
  let step = await stepOf(url);
  await until(async () => (step = await stepOf(url)).kind === kind, 20_000, 'the TV never asked ' + kind);
  return step;
}

const addressOf = (step: Step): string => readBits(('keypad' in step && step.keypad?.qr?.rows) || []) ?? '';

/** Types with the page's own keys; the code goes into its input, as a phone fills it in. */
function thumbs(engine: Engine, bank: ReturnType<typeof cardBank>) {
  async function type(digits: string): Promise<void> {
    for (const digit of digits) {
      if (!(await tap(engine, '[data-key="' + digit + '"]'))) throw new Error('no key ' + digit);
      await sleep(30);
    }
    await tap(engine, '[data-do="done"]');
  }
  return {
    type,
    async card(card: BankCard, url: string): Promise<void> {
      await sees(engine, '输入银行卡号');
      await type(card.pan);
      await kindOf(url, 'card-check');
      await sees(engine, '核对银行卡');
      await type(card.phone);
      await kindOf(url, 'sms-code');
      await sees(engine, '输入短信验证码');
      const code = await bank.code();
      await engine.eval(
        `(function () { var at = document.getElementById('code'); at.value = '${code}'; var e = document.createEvent('Event'); e.initEvent('input', true, true); at.dispatchEvent(e); return true; })()`,
      );
      await tap(engine, '[data-do="done"]');
    },
  };
}

/** This engine is the phone; the TV is asked over HTTP. */
export async function keypadPhoneJourney(engine: Engine, stack: Stack): Promise<void> {
  const bank = cardBank(stack.phone_url);
  const card = await bank.card('pingan-debit');
  const { url } = await newOrder(stack);
  const { version } = await stepOf(url);
  const body = JSON.stringify({ version, answer: { kind: 'choose', channel: 'unionpay' } });
  await fetch(url + '/answer', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  await engine.viewport(390, 720);
  await engine.open(addressOf(await stepOf(url)));
  await thumbs(engine, bank).card(card, url);
  await kindOf(url, 'paid');
  await sees(engine, '输入完了，请看电视');
  await quiet(engine, OLDER);
}

/** The page of the one code, in a plain browser: says what is paid, opens Alipay's page, and reads the result. */
export async function payPageJourney(engine: Engine, stack: Stack): Promise<void> {
  const { url } = await newOrder(stack);
  const step = await stepOf(url);
  const address = readBits((step.kind === 'choose' && step.qr?.rows) || []) ?? '';
  await engine.viewport(390, 720);
  await engine.open(address);
  await sees(engine, '综艺会员');
  await sees(engine, '不是您家电视请勿付');
  await tap(engine, '[data-fold]');
  await sees(engine, '扫一扫');
  if (!(await tap(engine, '[data-pay]'))) throw new Error('nothing to press');
  // The page there is the bank's own.
  const { host } = new URL(address);
  await until(
    () => engine.eval<boolean>("location.host !== '" + host + "'").catch(unlessHangs(false)),
    20_000,
    "Alipay's page does not open",
  );
  await quiet(engine, OLDER);
}

/** This engine is the TV; `startPhone` gives a phone of today. */
export async function keypadTvJourney(engine: Engine, stack: Stack, startPhone: () => Promise<Engine>): Promise<void> {
  const tv = cardViewer(engine, stack);
  const { url } = await newOrder(stack);
  await engine.viewport(1280, 720);
  await engine.open(url);
  await tv.sees('取消付款');
  await tv.toNumber();
  await tv.sees('用手机当键盘');
  await tv.shoot('keypad-code');
  const phone = await startPhone();
  try {
    await phone.viewport(390, 720);
    await phone.open(addressOf(await stepOf(url)));
    await sees(phone, '输入银行卡号');
    const thumb = thumbs(phone, tv.bank);
    await tap(phone, '[data-key="6"]');
    await tv.sees('手机正在输入');
    await tv.shoot('keypad-typing');
    await tv.press('OK');
    await tv.sees('请输入银行卡号');
    await sees(phone, '这个码已经过期');
    await phone.open(addressOf(await stepOf(url)));
    await thumb.card(await tv.bank.card('pingan-debit'), url);
    await tv.sees('付款成功');
  } finally {
    await phone.close();
  }
  await quiet(engine);
}
