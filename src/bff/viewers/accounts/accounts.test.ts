/** Passwords against real stores: what is counted, what is computed, who wins. */
import { afterEach, describe, expect, it } from 'vitest';
import { Refusal } from '../../../protocol/refusal.ts';
import { Secret } from '../../../protocol/secret.ts';
import type { Store } from '../../store/port.ts';
import { openSqlite } from '../../store/sqlite/sqlite.ts';
import { guardOf, readAccount } from './account.ts';
import { viewerAccounts } from './accounts.ts';
import type { ViewerAccounts } from './accounts.ts';
import { accountRows } from './rows.ts';
import { hasher } from './hasher.ts';

const GOOD = '274916';
const OTHER = '831502';
const WRONG = '111222';
const secret = (text: string): Secret => new Secret(text);

let store: Store;
let now_ms = Date.UTC(2026, 0, 5, 2);
let hashed = 0;
let made = 0;
afterEach(() => store.close());

function open(key = 'installation'): ViewerAccounts {
  const random = (length: number): Uint8Array => Uint8Array.from({ length }, () => (made = (made * 31 + 7) % 251));
  return viewerAccounts({
    rows: accountRows(store, { now: () => now_ms, random }),
    world: { now: () => now_ms },
    hasher: hasher({ key: Buffer.from(key), random, cost: 16, onHash: () => void (hashed += 1) }),
  });
}

async function withPassword(): Promise<ViewerAccounts> {
  store = openSqlite({ file: ':memory:', now: () => now_ms });
  const accounts = open();
  expect(await accounts.change('v', { do: 'password', rev: 0, password: secret(GOOD) })).toEqual({ kind: 'done' });
  hashed = 0;
  return accounts;
}

describe('a password', () => {
  it('is right, wrong or locked, each with exactly one hash; the fifth wrong one locks, over a restart', async () => {
    const accounts = await withPassword();
    const kinds: string[] = [];
    for (const [i, password] of [GOOD, WRONG, WRONG, WRONG, WRONG, WRONG, GOOD].entries()) {
      kinds.push((await (i === 6 ? open() : accounts).check('v', secret(password))).kind);
      expect(hashed).toBe(i + 1);
    }
    expect(kinds).toEqual(['right', 'wrong', 'wrong', 'wrong', 'wrong', 'locked', 'locked']);
    now_ms += 15 * 60_000;
    expect((await open().check('v', secret(GOOD))).kind).toBe('right');
  });

  it('of a viewer without one: locked, with one hash, and nothing is stored', async () => {
    const accounts = await withPassword();
    expect(await accounts.check('nobody', secret(GOOD))).toEqual({ kind: 'locked', rev: 0 });
    expect([hashed, await store.accounts.of('viewer nobody')]).toEqual([1, undefined]);
  });

  it('a hundred at once: five are looked at', async () => {
    const accounts = await withPassword();
    const all = await Promise.all(Array.from({ length: 60 }, () => accounts.check('v', secret(WRONG))));
    expect(all.filter((one) => one.kind === 'wrong')).toHaveLength(4);
    expect(all.filter((one) => one.kind === 'locked')).toHaveLength(56);
  });

  it('the database alone tells nothing: another installation’s key does not know it', async () => {
    await withPassword();
    const body = (await store.accounts.of('viewer v'))?.body ?? '';
    expect(body).not.toContain(GOOD);
    expect((await open('another').check('v', secret(GOOD))).kind).toBe('wrong');
  });

  it('too many at once are refused before they are looked at', async () => {
    const busy = hasher({ key: new Uint8Array(1), random: (n) => new Uint8Array(n), cost: 16, at_once: 1, waiting_max: 2 });
    const all = await Promise.allSettled(Array.from({ length: 5 }, () => busy.matches(secret(GOOD), async () => undefined)));
    expect(all.map((one) => one.status === 'rejected' && one.reason instanceof Refusal)).toEqual([false, false, false, true, true]);
  });
});

describe('changing it', () => {
  it('needs the former one; a wrong one counts; a weak one is refused', async () => {
    const accounts = await withPassword();
    const change = (password: string, former?: string, rev = 1) =>
      accounts.change('v', { do: 'password', rev, password: secret(password), ...(former ? { former: secret(former) } : {}) });
    expect(await change(OTHER)).toEqual({ kind: 'stale' });
    expect(await change('123456', GOOD)).toEqual({ kind: 'weak' });
    expect(await change(OTHER, WRONG)).toEqual({ kind: 'wrong', left: 4 });
    expect(await change(OTHER, GOOD)).toEqual({ kind: 'done' });
    expect(await change(GOOD, OTHER)).toEqual({ kind: 'stale' });
    expect((await accounts.check('v', secret(OTHER))).kind).toBe('right');
  });

  it('two televisions at once: one changes it, the other is told', async () => {
    const accounts = await withPassword();
    const two = await Promise.all(
      [OTHER, '902871'].map((one) => accounts.change('v', { do: 'password', rev: 1, password: secret(one), former: secret(GOOD) })),
    );
    expect(two.map((one) => one.kind).toSorted()).toEqual(['done', 'stale']);
  });

  it('child lock needs a password, and the password to come off', async () => {
    const accounts = await withPassword();
    const lock = (password: string, rev: number, lock_fen?: number) =>
      accounts.change('v', { do: 'lock', rev, password: secret(password), ...(lock_fen === undefined ? {} : { lock_fen }) });
    expect((await accounts.change('w', { do: 'lock', rev: 0, password: secret(GOOD), lock_fen: 0 })).kind).toBe('stale');
    expect((await lock(GOOD, 1, 3000)).kind).toBe('done');
    expect(await accounts.view('v')).toEqual({ rev: 2, has_password: true, lock_fen: 3000, limits: {} });
    expect(await lock(WRONG, 2)).toEqual({ kind: 'wrong', left: 4 });
    expect((await lock(GOOD, 2)).kind).toBe('done');
    expect(readAccount((await store.accounts.of('viewer v'))?.body ?? '').lock_fen).toBeUndefined();
  });

  it('limits are lowered and raised with the password; an operator’s reset keeps them, and a day long they only go down', async () => {
    const accounts = await withPassword();
    const limit = (rev: number, limit_fen?: number, of: 'day_fen' | 'payment_fen' = 'day_fen', password = GOOD) =>
      accounts.change('v', { do: 'limit', rev, password: secret(password), of, ...(limit_fen === undefined ? {} : { limit_fen }) });
    const limits = async () => (await accounts.view('v')).limits;
    expect((await accounts.change('w', { do: 'limit', rev: 0, password: secret(GOOD), of: 'day_fen', limit_fen: 1 })).kind).toBe('stale');
    expect(await limit(1, 3000, 'day_fen', WRONG)).toEqual({ kind: 'wrong', left: 4 });
    expect([(await limit(1, 3000)).kind, (await limit(2, 1000, 'payment_fen')).kind]).toEqual(['done', 'done']);
    expect([(await limit(3, 5000)).kind, await limits()]).toEqual(['done', { day_fen: 5000, payment_fen: 1000 }]);
    expect(guardOf(readAccount((await store.accounts.of('viewer v'))?.body ?? ''), { cards: false, quick: false })).toEqual({
      rev: 4,
      limits: await limits(),
    });
    await accounts.reset('v', 'Anna');
    expect([(await limit(5, 1000)).kind, await limits()]).toEqual(['stale', { day_fen: 5000, payment_fen: 1000 }]);
    await accounts.change('v', { do: 'password', rev: 5, password: secret(OTHER) });
    const later = (rev: number, limit_fen?: number) => limit(rev, limit_fen, 'day_fen', OTHER);
    expect([(await later(6, 5001)).kind, (await later(6)).kind, (await later(6, 4000)).kind]).toEqual(['kept', 'kept', 'done']);
    now_ms += 24 * 60 * 60_000 - 1;
    expect((await later(7, 5000)).kind).toBe('kept');
    now_ms += 1;
    expect([(await later(7, 5000)).kind, (await later(8)).kind, await limits()]).toEqual(['done', 'done', { payment_fen: 1000 }]);
  });

  it('quick pay: since the password was set without a former one; by an operator’s reset it begins anew, a change keeps it', async () => {
    const start_ms = now_ms;
    const accounts = await withPassword();
    const quick = async () => guardOf(readAccount((await store.accounts.of('viewer v'))?.body ?? ''), { cards: false, quick: true })?.quick;
    expect(await quick()).toEqual({ since_ms: start_ms });
    now_ms += 1000;
    await accounts.change('v', { do: 'password', rev: 1, former: secret(GOOD), password: secret(OTHER) });
    expect(await quick()).toEqual({ since_ms: start_ms });
    for (let i = 0; i < 5; i++) await accounts.check('v', secret(WRONG));
    expect(await quick()).toEqual({ since_ms: start_ms, locked_until_ms: now_ms + 15 * 60_000 });
    await accounts.reset('v', 'Anna');
    expect(await quick()).toBeUndefined();
    now_ms += 1000;
    await accounts.change('v', { do: 'password', rev: 3, password: secret(GOOD) });
    expect(await quick()).toEqual({ since_ms: now_ms });
    const before = { ...readAccount((await store.accounts.of('viewer v'))?.body ?? '') };
    delete before.since_ms;
    expect(guardOf(before, { cards: false, quick: true })?.quick).toEqual({ since_ms: now_ms });
    expect(guardOf(before, { cards: false, quick: false })).toBeUndefined();
  });

  it('closed: the password first; nothing is left but the count, so that what was checked before is of another account', async () => {
    const accounts = await withPassword();
    const forget = { orders: 'v' };
    const close = (rev: number, password?: string) =>
      accounts.change('v', { do: 'close', rev, forget, ...(password ? { password: secret(password) } : {}) });
    await accounts.change('v', { do: 'lock', rev: 1, password: secret(GOOD), lock_fen: 0 });
    expect([await close(2), await close(2, WRONG), await close(1, GOOD)]).toEqual([
      { kind: 'stale' },
      { kind: 'wrong', left: 4 },
      { kind: 'stale' },
    ]);
    expect(await close(2, GOOD)).toEqual({ kind: 'done' });
    const body = JSON.parse((await store.accounts.of('viewer v'))?.body ?? '') as object;
    expect(Object.keys(body).toSorted()).toEqual(['created_ms', 'format', 'rev', 'tries']);
    expect(await accounts.view('v')).toEqual({ rev: 3, has_password: false, limits: {} });
    expect(await accounts.check('v', secret(GOOD))).toEqual({ kind: 'locked', rev: 3 });
    expect(await accounts.change('v', { do: 'password', rev: 3, password: secret(OTHER) })).toEqual({ kind: 'done' });
    expect(await accounts.check('v', secret(OTHER))).toEqual({ kind: 'right', rev: 4 });
  });

  it('closing is no way around limits that are kept', async () => {
    const accounts = await withPassword();
    await accounts.change('v', { do: 'limit', rev: 1, password: secret(GOOD), of: 'day_fen', limit_fen: 3000 });
    await accounts.reset('v', 'Anna');
    expect((await accounts.change('v', { do: 'close', rev: 3, forget: { orders: 'v' } })).kind).toBe('close-kept');
    await accounts.change('v', { do: 'password', rev: 3, password: secret(OTHER) });
    const close = () => accounts.change('v', { do: 'close', rev: 4, password: secret(OTHER), forget: { orders: 'v' } });
    expect((await close()).kind).toBe('close-kept');
    now_ms += 24 * 60 * 60_000;
    expect((await close()).kind).toBe('done');
  });
});
