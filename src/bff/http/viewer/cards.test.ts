/** Paying by card over HTTP: sealed answers, remembered cards, limits, and what never comes out. */
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Step } from '../../../protocol/step.ts';
import { CARD_SECRETS, testApp } from '../../testing/app.ts';
import { cardPage, CREDIT, DEBIT, WITH_ID } from '../../testing/card-page.ts';

type App = Awaited<ReturnType<typeof testApp>>;

async function order(app: App, over: { [name: string]: string } = {}) {
  const made = await app.post('/v2/orders', app.order(over));
  const token = made.json<{ cashier_url: string }>().cashier_url.split('/').pop() ?? '';
  return cardPage(app.bff.app, token);
}

const VIEWER = { viewer_id: 'card-8451' };

describe('a card that is typed', () => {
  it('debit: number, phone, code, paid', async () => {
    const app = await testApp({ hurry: 100 });
    const page = await order(app);
    await page.tell({ kind: 'choose', channel: 'unionpay' });
    expect(await page.secret({ kind: 'card-number', pan: DEBIT.pan })).toMatchObject({
      kind: 'card-check',
      need: ['phone'],
      card: { bank: '平安银行', kind: 'debit', kind_text: '储蓄卡', tail: '0018' },
      can_remember: false,
    });
    const code = await page.secret({ kind: 'card-check', ...page.typed(DEBIT) });
    expect(code).toMatchObject({ kind: 'sms-code', phone_tail: '5506', wrong: false, needs_typed: true });
    await page.secret({ kind: 'sms-code', code: '111111', ...page.typed(DEBIT) });
    expect(await page.until('paid')).toMatchObject({ kind: 'paid' });
    expect(app.cards.calls.filter((c) => c.call === 'consume')).toHaveLength(1);
    await app.bff.stop();
  });

  it('asks exactly what each kind of card needs', async () => {
    const app = await testApp({ hurry: 100 });
    for (const [n, card, need] of [
      ['a', CREDIT, ['expiry', 'cvn2', 'phone']],
      ['b', WITH_ID, ['id', 'phone']],
    ] as const) {
      const page = await order(app, { order_no: n });
      await page.tell({ kind: 'choose', channel: 'unionpay' });
      expect(await page.secret({ kind: 'card-number', pan: card.pan })).toMatchObject({ kind: 'card-check', need });
      expect(await page.secret({ kind: 'card-check', ...page.typed(card) })).toMatchObject({ kind: 'sms-code' });
    }
    await app.bff.stop();
  });

  it('says what is not right at its field, and the question stays the same', async () => {
    const app = await testApp({ hurry: 100 });
    const page = await order(app);
    await page.tell({ kind: 'choose', channel: 'unionpay' });
    expect(await page.secret({ kind: 'card-number', pan: '6216' })).toMatchObject({
      kind: 'card-number',
      note: '卡号要 13 到 19 位数字。',
    });
    const { version } = await page.secret({ kind: 'card-number', pan: CREDIT.pan });
    for (const [fields, field] of [
      [{ ...CREDIT, expiry: '1399' }, 'expiry'],
      [{ ...CREDIT, expiry: '0124' }, 'expiry'],
      [{ ...CREDIT, cvn2: '12' }, 'cvn2'],
      [{ ...CREDIT, phone: '23552535506' }, 'phone'],
    ] as const)
      expect(await page.secret({ kind: 'card-check', ...page.typed(fields) })).toMatchObject({
        kind: 'card-check',
        version,
        note_field: field,
      });
    expect(app.cards.calls).toEqual([]);
    await app.bff.stop();
  });

  it('another card than the one asked about starts again at the card', async () => {
    const app = await testApp({ hurry: 100 });
    const page = await order(app);
    await page.tell({ kind: 'choose', channel: 'unionpay' });
    await page.secret({ kind: 'card-number', pan: DEBIT.pan });
    expect(await page.secret({ kind: 'card-check', ...page.typed({ ...DEBIT, pan: WITH_ID.pan }) })).toMatchObject({ kind: 'card-number' });
    await app.bff.stop();
  });

  it('a card that is not enabled is told so before its fields are asked', async () => {
    const app = await testApp({ hurry: 100 });
    app.cards.status = () => Promise.resolve({ kind: 'not-open', code: '77' });
    const page = await order(app);
    await page.tell({ kind: 'choose', channel: 'unionpay' });
    expect(await page.secret({ kind: 'card-number', pan: DEBIT.pan })).toMatchObject({
      kind: 'refused',
      code: 'CARD_NOT_OPEN',
      next: 'other-card',
    });
    await app.bff.stop();
  });

  it.each([
    ['61', 'CARD_NUMBER_WRONG', 'other-card'],
    ['62', 'CARD_UNSUPPORTED', 'other-card'],
    ['63', 'CARD_STATE', 'other-card'],
    ['64', 'CARD_FUNDS', 'other-card'],
    ['65', 'CARD_CHECK_WRONG', 'recheck'],
    ['66', 'CARD_IDENTITY_WRONG', 'recheck'],
    ['73', 'CARD_EXPIRED', 'other-card'],
    ['77', 'CARD_NOT_OPEN', 'other-card'],
    ['81', 'CARD_LIMIT', 'other-card'],
    ['02', 'CARD_ISSUER_DOWN', 'change'],
    ['60', 'CARD_DECLINED', 'other-card'],
  ])('code %s is %s, then %s', async (code, refusal, next) => {
    const app = await testApp({ hurry: 100 });
    app.cards.next = code;
    const page = await order(app);
    await page.toCode(DEBIT);
    expect(await page.secret({ kind: 'sms-code', code: '111111', ...page.typed(DEBIT) })).toMatchObject({
      kind: 'refused',
      code: refusal,
      next,
    });
    const step = await page.tell(next === 'change' ? { kind: 'change' } : { kind: next as 'recheck' });
    expect(step.kind).toBe(next === 'recheck' ? 'card-check' : next === 'change' ? 'choose' : 'card-number');
    await app.bff.stop();
  });
});

describe('sealed answers', () => {
  it('sealed to a key that is gone: the step comes with the new one, and the same answer then counts', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'seal-')), 'db');
    const first = await testApp({ hurry: 100, file });
    const page = await order(first);
    await page.toCode(DEBIT);
    const before = await page.step();
    await first.bff.stop();
    const app = await testApp({
      hurry: 100,
      file,
      cards: { ...CARD_SECRETS, seal: [{ key_id: 's2', secret: 'another secret to seal to' }] },
    });
    const token = (page.said.length, before.seal && (await readToken(app, before)));
    const again = cardPage(app.bff.app, token ?? '');
    const answer = { kind: 'sms-code' as const, code: '111111', ...page.typed(DEBIT) };
    const refused = await again.post('/answer', before, answer);
    expect(refused.status).toBe(409);
    expect(refused.json).toMatchObject({ seal: 'renew', step: { kind: 'sms-code', version: before.version, seal: { key_id: 's2' } } });
    await again.secret(answer);
    expect(await again.until('paid')).toMatchObject({ kind: 'paid' });
    await app.bff.stop();
  });

  it('a copy of a sealed code does nothing, and a broken one neither', async () => {
    const app = await testApp({ hurry: 100 });
    app.cards.next = '60';
    const page = await order(app);
    await page.toCode(DEBIT);
    await page.secret({ kind: 'sms-code', code: '111111', ...page.typed(DEBIT) });
    const url = '/c/' + (await readToken(app, await page.step())) + '/answer';
    const copy = JSON.parse(page.said.at(-1) ?? '{}') as { sealed: string };
    expect((await app.bff.app.inject({ method: 'POST', url, payload: copy })).statusCode).toBe(200);
    const broken = { ...copy, sealed: (copy.sealed.startsWith('A') ? 'B' : 'A') + copy.sealed.slice(1) };
    expect((await app.bff.app.inject({ method: 'POST', url, payload: broken })).statusCode).toBe(409);
    expect(app.cards.calls.filter((c) => c.call === 'consume')).toHaveLength(1);
    await app.bff.stop();
  });

  it('tells whose card it is while it is typed', async () => {
    const app = await testApp({ hurry: 100 });
    const page = await order(app);
    await page.tell({ kind: 'choose', channel: 'unionpay' });
    const step = await page.step();
    const asked = await page.post('/bank', step, { prefix: '621700', length: 6 }, 0);
    expect(page.sealer.open(asked.to, asked.bound, asked.json.sealed ?? '')).toMatchObject({ bank: '建设银行', kind: 'debit', mark: '建' });
    const unknown = await page.post('/bank', step, { prefix: '111111', length: 6 }, 0);
    expect(page.sealer.open(unknown.to, unknown.bound, unknown.json.sealed ?? '')).toBeNull();
    await app.bff.stop();
  });
});

async function readToken(app: App, step: Step): Promise<string> {
  const payment = await app.bff.payments.read({ merchant_id: 'shop', order_no: 'A1' });
  if (!payment || !step.order) throw new Error('no order');
  return payment.order.token;
}

describe('remembered cards', () => {
  const pay = async (app: App, order_no: string, card: { pan: string; [field: string]: string }, remember: boolean) => {
    const page = await order(app, { ...VIEWER, order_no });
    await page.toCode(card, remember);
    await page.secret({ kind: 'sms-code', code: '111111', ...page.typed(card, remember) });
    return page;
  };

  it('a debit card needs OK, six digits, OK the next time', async () => {
    const app = await testApp({ hurry: 100 });
    await (await pay(app, 'A1', DEBIT, true)).until('paid');
    const page = await order(app, { ...VIEWER, order_no: 'A2' });
    const choose = await page.step();
    if (choose.kind !== 'choose') throw new Error(choose.kind);
    expect(choose.channels[0]).toMatchObject({ channel: 'unionpay', name: '平安银行 储蓄卡 尾号 0018', tag: '上次使用' });
    const card = choose.channels[0]?.card?.id ?? '';
    expect(await page.tell({ kind: 'choose', channel: 'unionpay', card })).toMatchObject({ kind: 'sms-code', needs_typed: false });
    await page.secret({ kind: 'sms-code', code: '111111', fields: {}, remember: false });
    expect(await page.until('paid')).toMatchObject({ kind: 'paid' });
    await app.bff.stop();
  });

  it('a debit card whose bank checks the ID: OK, code, OK as well; the ID goes to the bank again', async () => {
    const app = await testApp({ hurry: 100 });
    await (await pay(app, 'A1', WITH_ID, true)).until('paid');
    const page = await order(app, { ...VIEWER, order_no: 'A2' });
    const choose = await page.step();
    const card = (choose.kind === 'choose' && choose.channels[0]?.card?.id) || '';
    expect(await page.tell({ kind: 'choose', channel: 'unionpay', card })).toMatchObject({ kind: 'sms-code', needs_typed: false });
    await page.secret({ kind: 'sms-code', code: '111111', fields: {}, remember: false });
    await page.until('paid');
    expect(app.cards.checked.slice(-1)).toEqual([['id', 'pan', 'phone']]);
    await app.bff.stop();
  });

  it('a credit card asks for expiry and CVN2 again and says why', async () => {
    const app = await testApp({ hurry: 100 });
    await (await pay(app, 'A1', CREDIT, true)).until('paid');
    const page = await order(app, { ...VIEWER, order_no: 'A2' });
    const list = await page.tell({ kind: 'choose', channel: 'unionpay' });
    if (list.kind !== 'card-list') throw new Error(list.kind);
    const check = await page.tell({ kind: 'choose', channel: 'unionpay', card: list.cards[0]?.id ?? '' });
    expect(check).toMatchObject({ kind: 'card-check', need: ['expiry', 'cvn2'], needs_pan: false, can_remember: false });
    expect((check as { why?: string }).why).toContain('从不保存');
    const code = await page.secret({ kind: 'card-check', fields: { expiry: CREDIT.expiry, cvn2: CREDIT.cvn2 }, remember: false });
    expect(code).toMatchObject({ kind: 'sms-code', needs_typed: true });
    await app.bff.stop();
  });

  it('nothing is remembered unasked, unpaid, or without a signed viewer', async () => {
    const app = await testApp({ hurry: 100 });
    await (await pay(app, 'A1', DEBIT, false)).until('paid');
    app.cards.next = '64';
    await (await pay(app, 'A2', DEBIT, true)).until('refused');
    app.cards.next = '00';
    const nobody = await order(app, { order_no: 'A3' });
    await nobody.toCode(DEBIT, true);
    await nobody.secret({ kind: 'sms-code', code: '111111', ...nobody.typed(DEBIT, true) });
    await nobody.until('paid');
    const page = await order(app, { ...VIEWER, order_no: 'A4' });
    expect(await page.tell({ kind: 'choose', channel: 'unionpay' })).toMatchObject({ kind: 'card-number', has_list: false });
    await app.bff.stop();
  });

  it('is forgotten on request, and belongs to its viewer', async () => {
    const app = await testApp({ hurry: 100 });
    await (await pay(app, 'A1', DEBIT, true)).until('paid');
    const page = await order(app, { ...VIEWER, order_no: 'A2' });
    const list = await page.tell({ kind: 'choose', channel: 'unionpay' });
    if (list.kind !== 'card-list') throw new Error(list.kind);
    const id = list.cards[0]?.id ?? '';
    const stranger = await order(app, { viewer_id: 'somebody-else', order_no: 'A3' });
    expect(await stranger.tell({ kind: 'choose', channel: 'unionpay', card: id })).toMatchObject({ kind: 'choose' });
    expect(app.cards.calls.filter((c) => c.call === 'sms')).toHaveLength(1);
    expect(await page.tell({ kind: 'forget-card', card: id })).toMatchObject({ kind: 'card-number', note: '已删除这张卡。' });
    await app.bff.stop();
  });
});

describe('token mode', () => {
  it('a card to be remembered is opened with a code, paid with another, and afterwards only its token is used', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'tokens-'));
    const app = await testApp({ hurry: 100, tokens: true, file: join(dir, 'db') });
    const page = await order(app, VIEWER);
    const first = await page.toCode(DEBIT, true);
    expect(first).toMatchObject({ kind: 'sms-code', attempt: 1, needs_typed: true, note: expect.stringContaining('两条短信') });
    await page.secret({ kind: 'sms-code', code: '111111', ...page.typed(DEBIT, true) });
    const second = await page.until('sms-code');
    expect(second).toMatchObject({ kind: 'sms-code', attempt: 2, needs_typed: false, note: expect.stringContaining('第二条') });
    await page.secret({ kind: 'sms-code', code: '222222', fields: {}, remember: false });
    await page.until('paid');
    expect(app.cards.calls.map((c) => c.call).filter((c) => c !== 'query')).toEqual(['openSms', 'openToken', 'sms', 'consume']);
    const next = await order(app, { ...VIEWER, order_no: 'A2' });
    const list = await next.tell({ kind: 'choose', channel: 'unionpay' });
    if (list.kind !== 'card-list') throw new Error(list.kind);
    const card = list.cards[0]?.id ?? '';
    expect(await next.tell({ kind: 'choose', channel: 'unionpay', card })).toMatchObject({
      kind: 'sms-code',
      needs_typed: false,
      phone_tail: '5506',
    });
    await next.secret({ kind: 'sms-code', code: '333333', fields: {}, remember: false });
    await next.until('paid');
    expect(app.cards.used).toEqual(['token', 'token']);
    const third = await order(app, { ...VIEWER, order_no: 'A3' });
    await third.tell({ kind: 'choose', channel: 'unionpay' });
    await third.tell({ kind: 'forget-card', card });
    expect(app.cards.calls.at(-1)?.call).toBe('dropToken');
    await app.bff.stop();
  });

  it('a credit card with a token asks for nothing again; one not to be remembered is paid by its number and kept nowhere', async () => {
    const app = await testApp({ hurry: 100, tokens: true });
    const page = await order(app, VIEWER);
    await page.toCode(CREDIT, true);
    await page.secret({ kind: 'sms-code', code: '111111', ...page.typed(CREDIT, true) });
    await page.until('sms-code');
    await page.secret({ kind: 'sms-code', code: '222222', fields: {}, remember: false });
    await page.until('paid');
    const other = await order(app, { ...VIEWER, order_no: 'A2' });
    await other.toCode(DEBIT, false);
    await other.secret({ kind: 'sms-code', code: '111111', ...other.typed(DEBIT) });
    await other.until('paid');
    expect(app.cards.used).toEqual(['token', 'number']);
    const last = await order(app, { ...VIEWER, order_no: 'A3' });
    const list = await last.tell({ kind: 'choose', channel: 'unionpay' });
    if (list.kind !== 'card-list') throw new Error(list.kind);
    expect(list.cards.map((card) => card.tail)).toEqual(['0000']);
    expect(await last.tell({ kind: 'choose', channel: 'unionpay', card: list.cards[0]?.id ?? '' })).toMatchObject({ kind: 'sms-code' });
    await app.bff.stop();
  });

  it('a wrong code opens nothing', async () => {
    const app = await testApp({ hurry: 100, tokens: true });
    app.cards.next = '71';
    const page = await order(app, VIEWER);
    await page.toCode(DEBIT, true);
    await page.secret({ kind: 'sms-code', code: '111111', ...page.typed(DEBIT, true) });
    expect(await page.until('refused')).toMatchObject({ code: 'CARD_CODE_WRONG', next: 'recheck' });
    expect(app.cards.used).toEqual([]);
    await app.bff.stop();
  });
});

describe('limits', () => {
  it('10,000 parallel guesses over many orders: at most five are evaluated, and the lock outlives a restart', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'guess-')), 'db');
    // Codes may be asked for without end here: what is tested is the guessing.
    const limits = { sms_card: 10_000, sms_phone: 10_000, sms_viewer: 10_000, sms_box: 10_000 };
    // All of them are one moment of the event loop: on a busy machine the five that may go out leave it later than lease_ms after
    // their mark, and then are not sent (ARCHITECTURE.md, States).
    const app = await testApp({ file, limits, times: { lease_ms: 3_600_000 } });
    app.cards.next = '71';
    const pages = await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        const page = await order(app, { order_no: 'G' + i });
        await page.toCode(DEBIT);
        return page;
      }),
    );
    const steps = await Promise.all(pages.map((page) => page.step()));
    await Promise.all(
      Array.from({ length: 10_000 }, (_, i) => {
        const page = pages[i % 20] as (typeof pages)[number];
        const code = String(100_000 + i);
        return page.post('/answer', steps[i % 20] as Step, { kind: 'sms-code', code, ...page.typed(DEBIT) });
      }),
    );
    expect(app.cards.calls.filter((c) => c.call === 'consume')).toHaveLength(5);
    await app.bff.stop();
    const later = await testApp({ file, limits });
    const page = await order(later, { order_no: 'later' });
    await page.toCode(DEBIT);
    expect(await page.secret({ kind: 'sms-code', code: '111111', ...page.typed(DEBIT) })).toMatchObject({
      kind: 'refused',
      code: 'CARD_LOCKED',
    });
    expect(later.cards.calls.filter((c) => c.call === 'consume')).toHaveLength(0);
    await later.bff.stop();
  }, 600_000);

  it('only so many codes are sent to one phone', async () => {
    const app = await testApp();
    const kinds: string[] = [];
    for (let i = 0; i < 6; i++) kinds.push((await (await order(app, { order_no: 'S' + i })).toCode(DEBIT)).kind);
    expect(kinds).toEqual([...Array(5).fill('sms-code'), 'refused']);
    expect(app.cards.calls.filter((c) => c.call === 'sms')).toHaveLength(5);
    await app.bff.stop();
  });

  it('tries that were no wrong guesses are given back', async () => {
    const app = await testApp({ hurry: 100, limits: { sms_card: 100, sms_phone: 100, sms_viewer: 100, sms_box: 100 } });
    for (let i = 0; i < 8; i++) {
      const page = await order(app, { order_no: 'P' + i });
      await page.toCode(DEBIT);
      await page.secret({ kind: 'sms-code', code: '111111', ...page.typed(DEBIT) });
      expect(await page.until('paid')).toMatchObject({ kind: 'paid' });
    }
    await app.bff.stop();
  });
});

describe('what never comes out', () => {
  it('no typed value in the database, its log, our log or what merchants are told', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'secrets-'));
    const app = await testApp({ hurry: 100, file: join(dir, 'db') });
    const seen: string[] = [];
    for (const [i, card] of [DEBIT, CREDIT, WITH_ID].entries()) {
      const page = await order(app, { ...VIEWER, order_no: 'N' + i });
      seen.push(JSON.stringify(await page.toCode(card, true)));
      await page.secret({ kind: 'sms-code', code: '739154', ...page.typed(card, true) });
      seen.push(JSON.stringify(await page.until('paid')), ...page.said);
    }
    const files = (): string =>
      readdirSync(dir)
        .map((name) => readFileSync(join(dir, name), 'latin1'))
        .join('');
    const everything = files() + app.logged.join('') + app.posted.map((one) => one.url + (one.body ?? '')).join('') + seen.join('');
    for (const value of [DEBIT.pan, CREDIT.pan, WITH_ID.pan, DEBIT.phone, WITH_ID.phone, WITH_ID.id, '739154'])
      expect(everything.includes(value)).toBe(false);
    // A control: what is stored in clear is found.
    expect(everything.includes('card-8451')).toBe(true);
    await app.bff.stop();
    expect(files().includes(DEBIT.pan)).toBe(false);
  });
});
