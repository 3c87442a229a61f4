/**
 * What is left of fifty cards after they have paid: the traffic on both sides, the database and its log, the BFF's own log
 * and its heap are searched for everything that was typed, on the television and on a phone. controls.test.ts leaks on purpose.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { SecretAnswer } from '../../../src/protocol/answer.ts';
import type { Step } from '../../../src/protocol/step.ts';
import { marksOfShort } from './marks.ts';
import { keypadOf, sealedPage } from './page.ts';
import { startWatched } from './watched.ts';

const CARDS = 50;

interface TestCard {
  id: string;
  pan: string;
  type: string;
  phone: string;
  certif_id: string;
  cvn2?: string;
  expiry?: string;
}

const typedExpiry = ({ expiry = '' }: TestCard): string => expiry.slice(2) + expiry.slice(0, 2);

/** Short ones with their labels alone: three and four digits are texts of a program too. */
function marksOf(card: TestCard, code: string): string[] {
  const { pan, phone, certif_id, cvn2 = '', expiry = '' } = card;
  const short: readonly (readonly [string, string])[] = [
    ['cvn2', cvn2],
    ['expired', expiry],
    ['expiry', typedExpiry(card)],
    ['smsCode', code],
    ['code', code],
  ];
  const labelled = short.flatMap(([label, value]) => (value ? marksOfShort(value, [label]).slice(2) : []));
  return [pan, pan.replace(/(\d{4})(?=\d)/g, '$1 '), phone, certif_id, ...labelled];
}

it('nothing typed of fifty cards is found afterwards, in the wire, the database, the log or the heap', { timeout: 240_000 }, async () => {
  const bff = await startWatched('secret-cards', {
    id: 'unionpay',
    channels: (_manifest, url) => ({ unionpay: { base_url: url + '/gateway/api' } }),
    sandbox: { settle_ms: 20, notify_first_ms: 10 },
  });
  try {
    const cards = (await bff.control<TestCard[]>('/unionpay/cards')).slice(0, CARDS);
    expect(cards).toHaveLength(CARDS);
    const marks = new Set<string>();
    let paid = 0;
    let by_phone = 0;
    for (const [i, card] of cards.entries()) {
      await bff.control('/unionpay/cards/' + card.id, { script: 'ok', open: true, balance_fen: 1_000_000 });
      const page = sealedPage(await bff.order('SECRET' + i, 'viewer-' + i, 1990));
      await page.choose('unionpay');
      // Every third card is typed on a phone, where its check may be.
      const phone = i % 3 === 0 ? await keypadOf(bff.url, await page.step()) : undefined;
      const said = async (answer: SecretAnswer): Promise<Step> => {
        if (!phone || !(await phone.type(answer))) return page.say(answer);
        by_phone += 1;
        return page.step();
      };
      const check = await said({ kind: 'card-number', pan: card.pan });
      if (check.kind !== 'card-check') continue;
      const all: { [name: string]: string | undefined } = {
        phone: card.phone,
        id: card.certif_id,
        cvn2: card.cvn2,
        expiry: typedExpiry(card),
      };
      const typed = { pan: card.pan, fields: Object.fromEntries(check.need.map((name) => [name, all[name] ?? ''])), remember: i % 2 === 0 };
      await said({ kind: 'card-check', ...typed });
      const code = await page.until((step) => step.kind !== 'preparing');
      if (code.kind !== 'sms-code') continue;
      const [sms] = await bff.control<{ code: string; card: string }[]>('/messages?limit=1');
      if (!sms) throw new Error('no code came');
      for (const mark of marksOf(card, sms.code)) marks.add(mark);
      await said({ kind: 'sms-code', code: sms.code, ...typed });
      for (let n = 0; n < 100 && (await page.step()).kind !== 'paid'; n++) await sleep(50);
      if ((await page.step()).kind === 'paid') paid += 1;
    }
    expect(paid).toBeGreaterThan(CARDS * 0.6);
    expect(by_phone).toBeGreaterThan(10);
    expect(marks.size).toBeGreaterThan(200);
    const newest = 'SECRET' + (CARDS - 1);
    await bff.isClean([...marks], { page: newest, bank: 'encryptCertId', database: newest });
  } finally {
    await bff.stop();
  }
});
