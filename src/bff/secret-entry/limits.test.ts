/** Orders that name neither viewer nor box are counted by address and merchant. */
import { describe, expect, it } from 'vitest';
import { testApp } from '../testing/app.ts';
import { cardPage, DEBIT } from '../testing/card-page.ts';

type App = Awaited<ReturnType<typeof testApp>>;

async function open(app: App, order_no: string, over: { [name: string]: string } = {}) {
  const made = await app.post('/v2/orders', app.order({ order_no, ...over }));
  return cardPage(app.bff.app, made.json<{ cashier_url: string }>().cashier_url.split('/').pop() ?? '');
}

/** One card number for each of so many orders; what the viewers see then. */
async function numbers(app: App, name: string, count: number, over: { [name: string]: string } = {}): Promise<string[]> {
  const seen: string[] = [];
  for (let i = 0; i < count; i++) {
    const page = await open(app, name + i, over);
    await page.tell({ kind: 'choose', channel: 'unionpay' });
    const step = await page.secret({ kind: 'card-number', pan: DEBIT.pan });
    seen.push('code' in step ? step.code : step.kind);
  }
  return seen;
}

describe('card questions of orders without viewer and box', () => {
  it.each(['number_address', 'number_merchant'])('%s: over all orders together', async (name) => {
    const app = await testApp({ limits: { [name]: 3 } });
    expect(await numbers(app, 'N', 5)).toEqual(['card-check', 'card-check', 'card-check', 'CARD_LOCKED', 'CARD_LOCKED']);
    expect(await numbers(app, 'B', 2, { box_id: 'box-1' })).toEqual(['card-check', 'card-check']);
    expect(await numbers(app, 'V', 2, { viewer_id: 'viewer-1' })).toEqual(['card-check', 'card-check']);
    await app.bff.stop();
  });

  it('another merchant is counted for itself, at the same address too', async () => {
    const app = await testApp({ limits: { number_merchant: 1 } });
    expect(await numbers(app, 'N', 2)).toEqual(['card-check', 'CARD_LOCKED']);
    expect(await numbers(app, 'O', 1, { merchant_id: 'other' })).toEqual(['card-check']);
    await app.bff.stop();
  });

  it.each(['sms_address', 'sms_merchant'])('%s: codes sent', async (name) => {
    const app = await testApp({ limits: { [name]: 2 } });
    const kinds: string[] = [];
    for (let i = 0; i < 3; i++) kinds.push((await (await open(app, 'S' + i)).toCode(DEBIT)).kind);
    expect(kinds).toEqual(['sms-code', 'sms-code', 'refused']);
    expect(app.cards.calls.filter((one) => one.call === 'sms')).toHaveLength(2);
    await app.bff.stop();
  });

  it.each(['guess_address', 'guess_merchant'])('%s: codes judged, whatever card and phone', async (name) => {
    const app = await testApp({ limits: { [name]: 2 } });
    app.cards.next = '71';
    for (let i = 0; i < 4; i++) {
      const page = await open(app, 'G' + i);
      const card = { ...DEBIT, pan: DEBIT.pan.slice(0, -1) + i, phone: DEBIT.phone.slice(0, -1) + i };
      await page.toCode(card);
      await page.secret({ kind: 'sms-code', code: '111111', ...page.typed(card) });
    }
    expect(app.cards.calls.filter((one) => one.call === 'consume')).toHaveLength(2);
    await app.bff.stop();
  });
});
