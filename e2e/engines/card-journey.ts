/** A card typed with the remote's digits, on any engine: all three checks, a remembered card, a refusal, help and back. */
import type { Stack } from '../support/stack.ts';
import { cardBank } from '../support/bank-cards.ts';
import type { BankCard } from '../support/bank-cards.ts';
import type { Engine, KeyName } from './engine.ts';
import { viewerOf } from './journey.ts';
import { newOrder } from './orders.ts';
import { until } from './until.ts';

const FOCUSED = "(function () { var f = document.querySelector('.focused'); return f ? f.innerText : ''; })()";

export function cardViewer(engine: Engine, stack: Stack) {
  const viewer = viewerOf(engine, engine.name + '-card');
  const bank = cardBank(stack.phone_url);

  /** Down to it, then along its row: Left in a field would delete what was typed. */
  async function focus(text: string): Promise<void> {
    for (const key of [
      ...Array(6).fill('Down'),
      ...Array(3).fill('Left'),
      ...Array(3).fill('Right'),
      ...Array(3).fill('Up'),
    ] as KeyName[]) {
      if ((await engine.eval<string>(FOCUSED)).includes(text)) return;
      await engine.key(key);
      await new Promise((done) => setTimeout(done, 150));
    }
    if (!(await engine.eval<string>(FOCUSED)).includes(text)) throw new Error('the focus does not get to ' + text);
  }

  async function ok(text: string): Promise<void> {
    await focus(text);
    await viewer.press('OK');
  }

  async function type(digits: string): Promise<void> {
    for (const digit of digits) {
      await engine.key(digit as KeyName);
      await new Promise((done) => setTimeout(done, 160));
    }
    await new Promise((done) => setTimeout(done, 200));
  }

  /** From the card number to the check, its fields typed. */
  async function fill(card: BankCard, fields: readonly ('phone' | 'certif_id' | 'expiry' | 'cvn2')[]): Promise<void> {
    await clear();
    await type(card.pan);
    await ok('下一步');
    await viewer.sees('获取验证码');
    for (const field of fields) {
      await type(card[field]);
      // An ID number of 15 digits is whole, but not full: it is left by hand.
      if (field === 'certif_id' && card.certif_id.length < 18) await viewer.press('Down');
    }
  }

  async function toNumber(first = '银联卡'): Promise<void> {
    await ok(first);
    await viewer.sees('请输入银行卡号');
  }

  /** Whatever stands in the field that is focused. */
  async function clear(): Promise<void> {
    while (/\d/.test(await engine.eval<string>(FOCUSED))) {
      await engine.key('Left');
      await new Promise((done) => setTimeout(done, 160));
    }
  }

  return {
    ...viewer,
    bank,
    fill,
    toNumber,
    clear,
    focus,
    ok,
    type,
    async open(more: { [name: string]: string } = {}): Promise<void> {
      await engine.viewport(1280, 720);
      await engine.open((await newOrder(stack, more)).url);
      await viewer.sees('取消付款');
    },
    /** From choose to the code. */
    async toCode(card: BankCard, fields: readonly ('phone' | 'certif_id' | 'expiry' | 'cvn2')[], first = '银联卡'): Promise<void> {
      await toNumber(first);
      await fill(card, fields);
    },
    async typeCode(): Promise<void> {
      await viewer.sees('验证码已发到');
      await type(await bank.code());
      await ok('确认付款');
    },
  };
}

const FIELDS = { 'pingan-debit': ['phone'], 'cmb-debit': ['certif_id', 'phone'], 'pingan-credit': ['expiry', 'cvn2', 'phone'] } as const;

export async function cardJourney(engine: Engine, stack: Stack, id: keyof typeof FIELDS): Promise<void> {
  const tv = cardViewer(engine, stack);
  const card = await tv.bank.card(id);
  await tv.open();
  await tv.toCode(card, FIELDS[id]);
  await tv.shoot(id + '-check');
  await tv.ok('获取验证码');
  await tv.sees('验证码已发到');
  await tv.shoot(id + '-code');
  await tv.typeCode();
  await tv.sees('付款成功');
  const errors = await engine.errors();
  if (errors.length) throw new Error('script errors: ' + errors.join(' | '));
}

/** Remembered on request, then paid with OK, six digits, OK; then removed. */
export async function rememberJourney(engine: Engine, stack: Stack): Promise<void> {
  const tv = cardViewer(engine, stack);
  const viewer_id = 'viewer-' + engine.name + '-' + Date.now().toString(36);
  await tv.open({ viewer_id });
  await tv.toCode(await tv.bank.card('pingan-debit'), ['phone']);
  await tv.ok('记住这张卡');
  await tv.ok('获取验证码');
  await tv.typeCode();
  await tv.sees('付款成功');
  await tv.open({ viewer_id });
  await tv.sees('尾号 0018');
  await tv.shoot('remembered');
  await tv.press('OK');
  await tv.sees('验证码已发到');
  await tv.type(await tv.bank.code());
  await tv.press('OK');
  await tv.sees('付款成功');
  await tv.open({ viewer_id });
  await tv.ok('银联卡');
  await tv.sees('使用其他卡');
  await tv.shoot('list');
  await tv.press('Right');
  await tv.press('OK');
  await tv.sees('要删除这张卡吗');
  await tv.ok('删除');
  await tv.sees('请输入银行卡号');
}

/** Refused in words with one recommended step; help and Back at the field keep the digits; then another card pays. */
export async function refusalJourney(engine: Engine, stack: Stack): Promise<void> {
  const tv = cardViewer(engine, stack);
  await tv.open();
  await tv.toCode(await tv.bank.card('try-61'), ['phone']);
  await tv.ok('获取验证码');
  await tv.typeCode();
  await tv.sees('卡号不对');
  await tv.shoot('refused');
  await tv.ok('换一张卡');
  await tv.sees('请输入银行卡号');
  const card = await tv.bank.card('pingan-debit');
  await tv.type(card.pan.slice(0, 8));
  await tv.press('Right');
  await tv.press('OK');
  await tv.sees('卡号在哪里');
  await tv.shoot('help');
  await tv.press('Back');
  await until(
    async () => (await engine.eval<string>("document.getElementById('app').innerText")).replace(/\s/g, '').includes('62162610'),
    5_000,
    'the digits are gone',
  );
  await tv.type(card.pan.slice(8));
  await tv.ok('下一步');
  await tv.sees('获取验证码');
  await tv.type(card.phone);
  await tv.ok('获取验证码');
  await tv.typeCode();
  await tv.sees('付款成功');
}
