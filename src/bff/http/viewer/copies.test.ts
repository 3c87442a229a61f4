/** Whoever listens may send what he heard again, as often as he likes: nothing comes of it. */
import { describe, expect, it } from 'vitest';
import type { SecretAnswer } from '../../../protocol/answer.ts';
import { testApp } from '../../testing/app.ts';
import { cardPage, DEBIT } from '../../testing/card-page.ts';

type App = Awaited<ReturnType<typeof testApp>>;

async function open(app: App, over: { [name: string]: string } = {}) {
  const made = await app.post('/v2/orders', app.order(over));
  const token = made.json<{ cashier_url: string }>().cashier_url.split('/').pop() ?? '';
  return { token, page: cardPage(app.bff.app, token) };
}

/** Seals once, sends so many copies at the same time. */
async function copies(app: App, { token, page }: Awaited<ReturnType<typeof open>>, answer: SecretAnswer, count: number) {
  const { seal, version } = await page.step();
  if (!seal) throw new Error('no key to seal to');
  const payload = page.sealer.seal(seal, { token, version }, answer);
  const send = () => app.bff.app.inject({ method: 'POST', url: '/c/' + token + '/answer', payload });
  return { send, replies: await Promise.all(Array.from({ length: count }, send)) };
}

const calls = (app: App, call: string) => app.cards.calls.filter((one) => one.call === call).length;

describe('copies of one sealed message', () => {
  it('40 of a card number: one question to the bank, and one try of the order', async () => {
    const app = await testApp({ limits: { number_order: 3 } });
    let asked = 0;
    app.cards.status = async () => {
      asked += 1;
      await new Promise((done) => setImmediate(done));
      return { kind: 'open' };
    };
    const viewer = await open(app);
    await viewer.page.tell({ kind: 'choose', channel: 'unionpay' });
    const { send, replies } = await copies(app, viewer, { kind: 'card-number', pan: DEBIT.pan }, 40);
    expect(new Set(replies.map((one) => one.statusCode))).toEqual(new Set([200]));
    for (let i = 0; i < 5; i++) await send();
    expect(asked).toBe(1);
    expect(await viewer.page.step()).toMatchObject({ kind: 'card-check' });
    // The viewer's own next tries are all there.
    for (let i = 0; i < 2; i++) {
      await viewer.page.tell({ kind: 'other-card' });
      expect(await viewer.page.secret({ kind: 'card-number', pan: DEBIT.pan })).toMatchObject({ kind: 'card-check' });
    }
    await viewer.page.tell({ kind: 'other-card' });
    expect(await viewer.page.secret({ kind: 'card-number', pan: DEBIT.pan })).toMatchObject({ code: 'CARD_LOCKED' });
    expect(asked).toBe(3);
    await app.bff.stop();
  });

  it('a copy changes nothing, also after another page has sealed', async () => {
    const app = await testApp();
    let asked = 0;
    app.cards.status = () => ((asked += 1), Promise.resolve({ kind: 'silent', why: 'lost' } as never));
    const viewer = await open(app);
    await viewer.page.tell({ kind: 'choose', channel: 'unionpay' });
    const { send } = await copies(app, viewer, { kind: 'card-number', pan: 'not a number' }, 1);
    await cardPage(app.bff.app, viewer.token).secret({ kind: 'card-number', pan: 'nor this' });
    const before = JSON.stringify(await app.bff.payments.read({ token: viewer.token }));
    await Promise.all(Array.from({ length: 10 }, send));
    expect(JSON.stringify(await app.bff.payments.read({ token: viewer.token }))).toBe(before);
    expect(asked).toBe(0);
    await app.bff.stop();
  });

  it('30 of a card check: one SMS', async () => {
    const app = await testApp({ hurry: 100 });
    const viewer = await open(app);
    await viewer.page.tell({ kind: 'choose', channel: 'unionpay' });
    await viewer.page.secret({ kind: 'card-number', pan: DEBIT.pan });
    await copies(app, viewer, { kind: 'card-check', ...viewer.page.typed(DEBIT) }, 30);
    expect(calls(app, 'sms')).toBe(1);
    await app.bff.stop();
  });

  it('30 of a code that opens a token: one opening, and the code that pays is taken', async () => {
    const app = await testApp({ hurry: 100, tokens: true });
    const viewer = await open(app, { viewer_id: 'card-8451' });
    await viewer.page.toCode(DEBIT, true);
    await copies(app, viewer, { kind: 'sms-code', code: '111111', ...viewer.page.typed(DEBIT, true) }, 30);
    await viewer.page.until('sms-code');
    expect(calls(app, 'openToken')).toBe(1);
    await copies(app, viewer, { kind: 'sms-code', code: '222222', fields: {}, remember: false }, 30);
    expect(await viewer.page.until('paid', 'refused')).toMatchObject({ kind: 'paid' });
    expect([calls(app, 'openToken'), calls(app, 'sms'), calls(app, 'consume')]).toEqual([1, 1, 1]);
    await app.bff.stop();
  });

  it('10 of a plain answer that forgets a card: its token is given up once', async () => {
    const app = await testApp({ hurry: 100, tokens: true });
    const viewer = { viewer_id: 'card-8451' };
    const first = await open(app, viewer);
    await first.page.toCode(DEBIT, true);
    await first.page.secret({ kind: 'sms-code', code: '111111', ...first.page.typed(DEBIT, true) });
    await first.page.until('sms-code');
    await first.page.secret({ kind: 'sms-code', code: '222222', fields: {}, remember: false });
    await first.page.until('paid');
    const { token, page } = await open(app, { ...viewer, order_no: 'A2' });
    const list = await page.tell({ kind: 'choose', channel: 'unionpay' });
    if (list.kind !== 'card-list') throw new Error(list.kind);
    const payload = { version: list.version, answer: { kind: 'forget-card', card: list.cards[0]?.id } };
    const send = () => app.bff.app.inject({ method: 'POST', url: '/c/' + token + '/answer', payload });
    await Promise.all(Array.from({ length: 10 }, send));
    expect(calls(app, 'dropToken')).toBe(1);
    await app.bff.stop();
  });

  it('many pages may seal to one question, but not without end', async () => {
    const app = await testApp();
    const { token, page } = await open(app);
    await page.tell({ kind: 'choose', channel: 'unionpay' });
    const { version } = await page.step();
    for (let i = 0; i < 70; i++) await cardPage(app.bff.app, token).secret({ kind: 'card-number', pan: 'x' });
    const stored = await app.bff.payments.read({ token });
    expect(stored?.dialogue).toMatchObject({ version });
    expect(stored?.dialogue.pages).toHaveLength(64);
    await app.bff.stop();
  });
});
