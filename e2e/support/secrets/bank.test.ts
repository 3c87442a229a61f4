/**
 * What is left of fifty payments from accounts: card numbers, a wrong and a right password of each of ICBC's four kinds, and
 * viewers' own payment passwords, set, wrong and right. The bank hears them encrypted and nobody else at all.
 */
import { expect, it } from 'vitest';
import { directSettings } from '../../../src/sandbox/banks/icbc/manifest.ts';
import { ACCOUNT_WAYS } from '../account-bank.ts';
import type { AccountAnswer } from '../account-bank.ts';
import { canBeMark, marksOfShort } from './marks.ts';
import { ownPage, sealedPage } from './page.ts';
import type { SealedPage } from './page.ts';
import { startWatched } from './watched.ts';
import type { Watched } from './watched.ts';

const ORDERS = 50;
/** Every so many viewers has a payment password, which costs a second of hashing each time. */
const EVERY = 6;

/** Six digits that no program keeps itself; another one for each n. */
function digits(n: number): string {
  for (let code = 100_000 + ((70_003 + n * 7_919) % 900_000); ; code++) if (canBeMark(String(code))) return String(code);
}

/** A viewer who asks for his password before each payment. What he types: the one he sets, and a wrong one. */
async function locks(bff: Watched, viewer_id: string, password: string, wrong: string): Promise<void> {
  const page = await ownPage(bff.ownPage(viewer_id));
  expect(await page.wish({ do: 'password', password })).toMatchObject({ account: { has_password: true } });
  await page.wish({ do: 'lock', password: wrong, lock_fen: 0 });
  const done = await page.wish({ do: 'lock', password, lock_fen: 0 });
  expect(done).toMatchObject({ account: { is_locked: true } });
}

/** From the number to the challenge, a wrong password, and the right one. */
async function pays(bff: Watched, page: SealedPage, pan: string, wrong: string): Promise<string> {
  await page.say({ kind: 'card-number', pan });
  const asked = await page.until((step) => step.kind === 'bank-password');
  expect(asked.kind).toBe('bank-password');
  await page.say({ kind: 'bank-password', password: wrong });
  await page.until((step) => step.kind === 'bank-password' && step.wrong !== undefined);
  const [newest] = await bff.control<AccountAnswer[]>('/icbc/answers?limit=1');
  const right = newest?.answer ?? '';
  await page.say({ kind: 'bank-password', password: right });
  await page.until((step) => step.kind === 'paid');
  return right;
}

it('nothing typed of fifty payments from accounts is found afterwards', { timeout: 240_000 }, async () => {
  const bff = await startWatched('secret-accounts', {
    id: 'icbc',
    channels: ({ icbc }, url) => ({ 'icbc-direct': { ...directSettings(icbc), enabled: true, base_url: url } }),
    sandbox: { notify_first_ms: 50 },
  });
  try {
    const pans = new Map((await bff.control<{ id: string; pan: string }[]>('/icbc/cards')).map(({ id, pan }) => [id, pan]));
    const marks = new Set<string>();
    const short = (value: string): void => {
      if (canBeMark(value)) for (const mark of marksOfShort(value, ['password'])) marks.add(mark);
    };
    let passwords = 0;
    for (let n = 0; n < ORDERS; n++) {
      const viewer = 'viewer-' + n;
      const [way] = ACCOUNT_WAYS[n % ACCOUNT_WAYS.length] ?? ['static'];
      const pan = pans.get(way) ?? '';
      for (const mark of [pan, pan.replace(/(\d{4})(?=\d)/g, '$1 ')]) marks.add(mark);
      const own = n % EVERY === 0 ? { password: digits(100 + n), wrong: digits(200 + n) } : undefined;
      if (own) await locks(bff, viewer, own.password, own.wrong);
      const page = sealedPage(await bff.order('ACCOUNT' + n, viewer, 1990 + n));
      await page.choose('icbc-direct');
      if (own) {
        for (const password of [own.wrong, own.password]) {
          await page.until((step) => step.kind === 'pay-password');
          await page.say({ kind: 'pay-password', password });
          short(password);
          passwords += 1;
        }
        await page.until((step) => step.kind === 'card-number');
      }
      const wrong = way === 'static' ? 'Typed' + n + 'onTheTelevision' : digits(n);
      if (way === 'static') marks.add(wrong);
      else short(wrong);
      const right = await pays(bff, page, pan, wrong);
      short(right);
    }
    expect(passwords).toBe(2 * Math.ceil(ORDERS / EVERY));
    expect(marks.size).toBeGreaterThan(ORDERS * 5);
    const newest = 'ACCOUNT' + (ORDERS - 1);
    await bff.isClean([...marks], { page: newest, bank: 'secret_data', database: newest });
  } finally {
    await bff.stop();
  }
});
