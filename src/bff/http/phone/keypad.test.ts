/** A phone as keypad, over HTTP: from number to code, who may type, and when it ends. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Step } from '../../../protocol/step.ts';
import { keypadCodes } from '../../payments/scan-codes.ts';
import { testApp } from '../../testing/app.ts';
import { cardPage, CREDIT, DEBIT } from '../../testing/card-page.ts';
import { keypadPhone } from '../../testing/keypad-phone.ts';

type App = Awaited<ReturnType<typeof testApp>>;

let app: App;
let tv: ReturnType<typeof cardPage>;
let id = '';
const codes = keypadCodes('number key');

async function start(options: Parameters<typeof testApp>[0] = {}, over: { [name: string]: string } = {}): Promise<void> {
  app = await testApp({ hurry: 100, times: { keypad_ms: 300_000, sms_again_ms: 60_000 }, ...options });
  await another(over);
}

async function another(over: { [name: string]: string }): Promise<void> {
  const made = await app.post('/v2/orders', app.order({ box_id: 'GX00118F21', ...over }));
  const token = made.json<{ cashier_url: string }>().cashier_url.split('/').pop() ?? '';
  tv = cardPage(app.bff.app, token);
  id = (await app.bff.payments.read({ token }))?.order.id ?? '';
}
beforeEach(() => start());
afterEach(() => app.bff.stop());

const toNumber = () => tv.tell({ kind: 'choose', channel: 'unionpay' });
const keypadOf = (step: Step) => ('keypad' in step ? step.keypad : undefined);
const entry = async () => (await app.bff.payments.read({ id }))?.dialogue.entry;
const phone = (n = 1, user_agent?: string) => keypadPhone(app.bff.app, codes.of(id, n), user_agent);

describe('a card typed on a phone', () => {
  it('from number to code: the TV turns by itself, shows no digits, and is paid', async () => {
    expect(keypadOf(await toNumber())).toMatchObject({ qr: { rows: expect.any(Array) as unknown } });
    const one = phone();
    const { boot, html } = await one.open();
    expect(html).toContain('正在为尾号 8F21 的电视输入');
    expect(boot?.state.own).toBeUndefined();
    const begun = await one.act('begin');
    expect(begun).toMatchObject({ ask: { kind: 'card-number', fields: ['pan'] }, own: { seal: { key_id: 's1' } } });
    expect(begun.left_ms).toBeGreaterThan(299_000);
    expect(keypadOf(await tv.step())).toMatchObject({ phone: 'types' });
    expect(await one.type({ kind: 'card-number', pan: DEBIT.pan })).toMatchObject({
      ask: { kind: 'card-check', fields: ['phone'], needs_pan: true },
    });
    const shown = await tv.step();
    expect([shown.kind, keypadOf(shown)?.phone]).toEqual(['card-check', 'types']);
    expect(await one.type({ kind: 'card-check', ...tv.typed(DEBIT) })).toMatchObject({ ask: { kind: 'sms-code', needs_typed: true } });
    const code = await tv.step();
    expect([code.kind, keypadOf(code)?.phone]).toEqual(['sms-code', 'types']);
    expect(JSON.stringify([shown, code])).not.toContain(DEBIT.pan.slice(6, 14));
    await one.type({ kind: 'sms-code', code: '111111', ...tv.typed(DEBIT) });
    expect(await tv.until('paid')).toMatchObject({ kind: 'paid' });
    expect((await one.look()).html).toContain('输入完了，请看电视');
    expect(app.cards.calls.filter((c) => c.call === 'consume')).toHaveLength(1);
  });

  it('its page says nothing of the order but what the TV shows: no token, no other step', async () => {
    const { order } = (await app.bff.payments.read({ id })) ?? {};
    await toNumber();
    const one = phone();
    const { html } = await one.open();
    await one.act('begin');
    const said = [html, JSON.stringify(one.state()), JSON.stringify(await one.type({ kind: 'card-number', pan: DEBIT.pan }))].join();
    expect(said).not.toContain(order?.token ?? 'none');
    expect(said).not.toContain(order?.token.slice(0, 20) ?? 'none');
    // The id it has opens nothing of the cashier's.
    const name = one.state()?.own?.id ?? '';
    expect((await app.bff.app.inject('/c/' + name + '/step')).statusCode).toBeGreaterThanOrEqual(400);
    await tv.tell({ kind: 'change' });
    expect((await one.look()).ask).toBeUndefined();
    expect(JSON.stringify(one.state())).not.toMatch(/wechat|银联|card_tail/);
  });

  it('a wrong number of digits is told on the phone, and the question stays', async () => {
    await toNumber();
    const one = phone();
    await one.act('begin');
    expect((await one.type({ kind: 'card-number', pan: '6216' })).html).toContain('卡号要 13 到 19 位数字');
  });
});

/** Certainly not the same. */
const changed = (code: string): string => (code.startsWith('A') ? 'B' : 'A') + code.slice(1);

describe('whose it is', () => {
  it('opening begins nothing, ten thousand times neither; the first touch does, and a second phone is told', async () => {
    await toNumber();
    const before = await app.bff.payments.read({ id });
    for (let i = 0; i < 200; i++) expect((await phone().open()).status).toBe(200);
    expect(await app.bff.payments.read({ id })).toEqual(before);
    const [one, two] = [phone(), phone()];
    await one.open();
    await two.open();
    await one.act('begin');
    expect((await two.act('begin')).html).toContain('另一部手机正在输入');
    expect(two.state()?.own).toBeUndefined();
    expect(await one.look()).toMatchObject({ own: {} });
    // The same phone after a reload is the same.
    expect((await one.open()).boot?.state.own).toBeDefined();
  });

  it('of two that begin at once one is first', async () => {
    await toNumber();
    const all = Array.from({ length: 8 }, () => phone());
    await Promise.all(all.map((one) => one.act('begin')));
    expect(all.filter((one) => one.state()?.own).length).toBe(1);
  });

  it('where a wrong try counts, the TV admits it first', async () => {
    await remembered();
    const one = phone();
    expect(await one.act('begin')).toMatchObject({ own: { waits: true } });
    expect(keypadOf(await tv.step())).toMatchObject({ phone: 'asks' });
    // Nothing it sends is looked at before.
    const { body } = one.sealed({ kind: 'sms-code', code: '000000', ...tv.typed(DEBIT) });
    expect((await one.ask('/type', body)).json()).not.toHaveProperty('sealed');
    expect(app.cards.calls.filter((c) => c.call === 'consume')).toEqual([]);
    await tv.tell({ kind: 'admit-phone' });
    expect(await one.look()).toMatchObject({ own: {}, ask: { kind: 'sms-code' } });
    expect(one.state()?.own?.waits).toBeUndefined();
    await one.type({ kind: 'sms-code', code: '111111', fields: {}, remember: false });
    expect(await tv.until('paid')).toMatchObject({ kind: 'paid' });
  });

  /** The code of a card that was remembered by an order before. */
  async function remembered(): Promise<void> {
    await app.bff.stop();
    await start({}, { viewer_id: 'lele', order_no: 'A0' });
    await tv.toCode(DEBIT, true);
    await tv.secret({ kind: 'sms-code', code: '111111', ...tv.typed(DEBIT, true) });
    await tv.until('paid');
    app.cards.calls.length = 0;
    await another({ viewer_id: 'lele', order_no: 'A2' });
    const step = await tv.step();
    const card = step.kind === 'choose' ? step.channels.find((one) => one.card)?.card?.id : undefined;
    expect(await tv.tell({ kind: 'choose', channel: 'unionpay', card: card ?? '' })).toMatchObject({
      kind: 'sms-code',
      needs_typed: false,
    });
  }

  it('where the TV has the typed card no phone is offered: it could not answer', async () => {
    await toNumber();
    expect(keypadOf(await tv.secret({ kind: 'card-number', pan: DEBIT.pan }))).toBeUndefined();
    expect((await phone().act('begin')).html).toContain('请用遥控器输入');
    expect(keypadOf(await tv.secret({ kind: 'card-check', ...tv.typed(DEBIT) }))).toBeUndefined();
    expect((await phone().act('begin')).own).toBeUndefined();
  });

  it('a wrong app is told that this code does not pay; WeChat types', async () => {
    await toNumber();
    const alipay = phone(1, 'Mozilla/5.0 (iPhone) AppleWebKit/605 Mobile AlipayClient/10.6.0');
    expect((await alipay.open()).html).toContain('这个码不是付款码');
    const wechat = phone(1, 'Mozilla/5.0 (Linux; Android 14) Chrome/126 Mobile MicroMessenger/8.0.50');
    expect((await wechat.open()).boot?.state.ask).toMatchObject({ kind: 'card-number' });
    expect((await entry())?.phone).toBeUndefined();
  });

  it('codes that are none, of the next entry, or of another key find nothing', async () => {
    await toNumber();
    for (const code of [keypadCodes('another').of(id, 1), changed(codes.of(id, 1))])
      expect((await keypadPhone(app.bff.app, code).open()).status).toBe(404);
    expect((await phone(2).open()).html).toContain('这个码已经过期');
    // The order's own code is no keypad, nor the other way round.
    expect((await keypadPhone(app.bff.app, app.codes.of(id)).ask('/keypad')).statusCode).toBe(404);
    expect((await app.bff.app.inject('/s/' + codes.of(id, 1) + '/state')).statusCode).toBe(404);
  });
});

describe('its end', () => {
  it('改用遥控器 on the TV: back to the number, another code, and the phone types no more', async () => {
    await toNumber();
    const one = phone();
    await one.act('begin');
    await one.type({ kind: 'card-number', pan: DEBIT.pan });
    const late = one.sealed({ kind: 'card-check', ...tv.typed(DEBIT) });
    const back = await tv.tell({ kind: 'use-remote' });
    expect([back.kind, keypadOf(back)?.qr !== undefined, (await entry())?.n]).toEqual(['card-number', true, 2]);
    expect((await one.ask('/type', late.body)).json()).not.toHaveProperty('sealed');
    expect((await one.look()).html).toContain('电视已改用遥控器');
    expect((await one.act('begin')).own).toBeUndefined();
    expect((await tv.step()).kind).toBe('card-number');
  });

  it('改用遥控器 on the phone does the same', async () => {
    await tv.tell({ kind: 'choose', channel: 'unionpay' });
    const one = phone();
    await one.act('begin');
    await one.act('end');
    expect(keypadOf(await tv.step())?.qr).toBeDefined();
    expect((await entry())?.n).toBe(2);
  });

  it('after five minutes, whatever is sent; the TV then takes it back by itself', async () => {
    await app.bff.stop();
    await start({ times: { keypad_ms: 2_000 } });
    await toNumber();
    const one = phone();
    await one.act('begin');
    const late = one.sealed({ kind: 'card-number', pan: DEBIT.pan });
    app.clock.wall_off_ms = 2_001;
    expect((await one.ask('/type', late.body)).json()).not.toHaveProperty('sealed');
    expect((await one.look()).html).toContain('这个码已经过期');
    expect(keypadOf(await tv.step())).toEqual({ phone: 'types', left_ms: 0 });
    expect((await phone().act('begin')).own).toBeUndefined();
    expect(keypadOf(await tv.tell({ kind: 'use-remote' }))?.qr).toBeDefined();
  });

  it('with the entry: leaving for another way, and coming back under another code', async () => {
    await toNumber();
    const one = phone();
    await one.act('begin');
    await tv.tell({ kind: 'change' });
    expect((await one.look()).html).toContain('这个码已经过期');
    await toNumber();
    expect(await entry()).toEqual({ n: 2, open: true });
  });

  it('a phone that dies in the middle: the TV types the card from the number on and pays', async () => {
    await toNumber();
    const one = phone();
    await one.act('begin');
    await one.type({ kind: 'card-number', pan: DEBIT.pan });
    await tv.tell({ kind: 'use-remote' });
    await tv.toCode(DEBIT);
    await tv.secret({ kind: 'sms-code', code: '111111', ...tv.typed(DEBIT) });
    expect(await tv.until('paid')).toMatchObject({ kind: 'paid' });
  });

  it('a page that was reloaded lost its number: it is typed anew, by the same phone', async () => {
    await toNumber();
    const one = phone();
    await one.act('begin');
    await one.type({ kind: 'card-number', pan: DEBIT.pan });
    expect(await one.act('lost')).toMatchObject({ ask: { kind: 'card-number' }, own: {} });
  });
});

describe('what is sealed', () => {
  it('a copy changes nothing; the key of one visit opens no other, nor the TV its own', async () => {
    await toNumber();
    const one = phone();
    await one.act('begin');
    const { body } = one.sealed({ kind: 'card-number', pan: DEBIT.pan });
    expect((await one.ask('/type', body)).statusCode).toBe(200);
    const { version } = await tv.step();
    await one.ask('/type', body);
    expect((await tv.step()).version).toBe(version);
    const step = await tv.step();
    const asked = await app.bff.app.inject({
      method: 'POST',
      url: '/c/' + (await token()) + '/answer',
      payload: one.sealed({ kind: 'card-check', ...tv.typed(DEBIT) }).body,
    });
    expect(asked.statusCode).toBe(409);
    expect((await tv.step()).seq).toBe(step.seq);
  });

  const token = async () => (await app.bff.payments.read({ id }))?.order.token ?? '';

  it('whose card: six digits are asked about, sealed', async () => {
    await toNumber();
    const one = phone();
    await one.act('begin');
    const { body } = one.sealed({ prefix: DEBIT.pan.slice(0, 6), length: 6 });
    expect((await one.ask('/bank', body)).json()).toEqual({ sealed: expect.any(String) as unknown });
  });
});

describe('secrets that stay on the remote', () => {
  it('CVN2: the TV goes back to the number with a word, and nothing was asked of the phone', async () => {
    await toNumber();
    const one = phone();
    await one.act('begin');
    expect((await one.type({ kind: 'card-number', pan: CREDIT.pan })).ask).toBeUndefined();
    expect(await tv.step()).toMatchObject({ kind: 'card-number', note: '这张卡还要核对安全码或密码，请用遥控器输入卡号。' });
    // Typed with the remote it goes on; its check has no code.
    expect(keypadOf(await tv.secret({ kind: 'card-number', pan: CREDIT.pan }))).toBeUndefined();
  });

  it('the operator may allow it', async () => {
    await app.bff.stop();
    await start({ keypad: { secrets: ['cvn2'] } });
    await toNumber();
    const one = phone();
    await one.act('begin');
    expect(await one.type({ kind: 'card-number', pan: CREDIT.pan })).toMatchObject({
      ask: { kind: 'card-check', fields: ['expiry', 'cvn2', 'phone'] },
    });
  });

  it('or switch it all off', async () => {
    await app.bff.stop();
    await start({ keypad: { enabled: false } });
    expect(keypadOf(await toNumber())).toBeUndefined();
    expect((await phone().act('begin')).own).toBeUndefined();
  });
});
