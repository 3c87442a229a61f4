/** One phone and the viewers who bound it: ten at most, whoever races; a number that another got is lost to who had it. Both stores. */
import { createHmac, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Secret } from '../../../protocol/secret.ts';
import { sealedFacts } from '../../http/common/sealed-facts.ts';
import type { Store } from '../../store/port.ts';
import { startPostgres } from '../../testing/postgres-server.ts';
import type { PostgresServer } from '../../testing/postgres-server.ts';
import { twoProcesses } from '../../testing/two-processes.ts';
import { viewerAccounts } from './accounts.ts';
import { hasher } from './hasher.ts';
import { viewerPhones } from './phones.ts';
import type { PhoneDone } from './phones.ts';
import { reissue } from './reissued.ts';
import { accountRows } from './rows.ts';
import { resetNews } from './told.ts';

const PHONE = '13800005506';
const OTHER = '13900001111';
const GOOD = '274916';
const MIN_MS = 60_000;
const DAY_MS = 24 * 60 * MIN_MS;

let server: PostgresServer;
vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => void (server = await startPostgres()), 120_000);
afterAll(() => server.remove());

describe.each(Object.entries(twoProcesses(() => server)))('%s', (_name, open) => {
  let stores: [Store, Store];
  let now_ms: number;
  /** The last code a viewer's wish caused. */
  let codes: { [viewer: string]: string };
  beforeEach(async () => {
    stores = await open();
    now_ms = Date.UTC(2026, 0, 5, 2);
    codes = {};
  });
  afterEach(async () => {
    for (const store of new Set(stores)) await store.close();
  });

  const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
  const world = { now: () => now_ms, random };
  function process(store: Store) {
    const parts = { rows: accountRows(store, world), hasher: hasher({ key: new Uint8Array(1), random, cost: 16 }), world };
    const accounts = viewerAccounts(parts);
    let asking = '';
    const phones = viewerPhones({
      ...parts,
      accounts,
      store,
      gateway: { send: async ({ params }) => ((codes[asking] = params.code?.reveal() ?? ''), 'sent') },
      hash: (text) => createHmac('sha256', 'key').update(text).digest('hex'),
      facts: sealedFacts('key', 'phones', random),
      again_ms: 0,
    });
    const news = resetNews({ rows: parts.rows, store });
    const rev = async (viewer: string): Promise<number> => (await accounts.view(viewer)).rev;
    const asker = (viewer: string) => ({ viewer, merchant_id: 'portal', cardPhones: async () => [] });
    return {
      accounts,
      phones,
      news,
      rev,
      asker,
      async ask(viewer: string, phone = PHONE, password?: Secret): Promise<PhoneDone> {
        asking = viewer;
        return phones.askBind(asker(viewer), await rev(viewer), phone, password);
      },
      async askReset(viewer: string): Promise<PhoneDone> {
        asking = viewer;
        return phones.askReset(asker(viewer), await rev(viewer));
      },
      bind: async (viewer: string) => (await phones.bind(viewer, await rev(viewer), codes[viewer] ?? '')).kind,
      tail: async (viewer: string) => (await accounts.view(viewer)).phone_tail,
    };
  }
  type Side = ReturnType<typeof process>;
  async function bindAll({ ask, bind }: Side, viewers: readonly string[], phone = PHONE): Promise<void> {
    for (const viewer of viewers) {
      // Five messages a day go to one phone.
      now_ms += DAY_MS / 4;
      expect((await ask(viewer, phone)).kind).toBe('sent');
      expect(await bind(viewer)).toBe('done');
    }
  }
  const named = (count: number): string[] => Array.from({ length: count }, (_none, i) => 'v' + i);

  it('eight have it and four more type their codes at once, in two processes: two of them get it, and nobody learned it before', async () => {
    const [one, two] = stores.map(process) as [Side, Side];
    await bindAll(one, named(8));
    now_ms += DAY_MS;
    const late = ['a', 'b', 'c', 'd'];
    for (const viewer of late) expect(await one.ask(viewer)).toEqual({ kind: 'sent', tail: '5506' });
    const done = await Promise.all(late.map((viewer, i) => (i % 2 === 0 ? one : two).bind(viewer)));
    expect(done.toSorted()).toEqual(['done', 'done', 'phone-full', 'phone-full']);
    const bound = await Promise.all([...named(8), ...late].map(one.tail));
    expect(bound.filter((tail) => tail === '5506')).toHaveLength(10);
    // Full or not, whoever has no code hears the same.
    now_ms += DAY_MS;
    expect(await one.ask('x')).toEqual({ ...(await one.ask('x', '13911115506')), kind: 'sent' });
  });

  it('a place is free again when its viewer takes another phone, closes his account, or his box went to another household', async () => {
    const [one, two] = stores.map(process) as [Side, Side];
    await bindAll(one, named(10));
    const tries = async (viewer: string): Promise<string> => {
      now_ms += DAY_MS / 4;
      await one.ask(viewer);
      return two.bind(viewer);
    };
    expect(await tries('x')).toBe('phone-full');
    await bindAll(one, ['v0'], OTHER);
    expect([await tries('x'), await tries('y')]).toEqual(['done', 'phone-full']);
    await one.accounts.change('v1', { do: 'close', rev: await one.rev('v1'), forget: { orders: 'v1' } });
    expect([await tries('y'), await tries('z')]).toEqual(['done', 'phone-full']);
    await reissue({ store: stores[0], world, viewerKey: ({ viewer_id }) => viewer_id, cards: undefined })({
      merchant_id: 'portal',
      viewer_id: 'v2',
    });
    expect([await tries('z'), await tries('u')]).toEqual(['done', 'phone-full']);
    // His own again takes no second one.
    expect(await tries('z')).toBe('done');
    expect(await one.tail('v0')).toBe('1111');
  });

  it('a number that went to somebody else: who had not proved it for 90 days loses it, and it alone; who had keeps it', async () => {
    const [one, two] = stores.map(process) as [Side, Side];
    await bindAll(one, ['old', 'family', 'own']);
    for (const viewer of ['old', 'family']) {
      const password = new Secret(GOOD);
      await one.accounts.change(viewer, { do: 'password', rev: await one.rev(viewer), password });
      await one.accounts.change(viewer, { do: 'lock', rev: await one.rev(viewer), password, lock_fen: 0 });
    }
    // By a code that came for a forgotten password.
    now_ms += 50 * DAY_MS;
    await one.askReset('family');
    expect((await one.phones.reset('family', await one.rev('family'), codes['family'] ?? '', new Secret('831502'))).kind).toBe('done');
    now_ms += 50 * DAY_MS;
    // A code of the old one is under way when the new one binds.
    await one.askReset('old');
    const rev = await one.rev('old');
    await two.ask('new');
    expect(await two.bind('new')).toBe('done');
    expect(await Promise.all(['old', 'family', 'own', 'new'].map(two.tail))).toEqual([undefined, '5506', undefined, '5506']);
    expect(await two.accounts.view('old')).toMatchObject({ phone_lost: true, has_password: true, lock_fen: 0 });
    expect((await two.phones.reset('old', rev, codes['old'] ?? '', new Secret('902871'))).kind).toBe('stale');
    expect((await two.phones.mayAsk(two.asker('old'))).kind).toBe('none');
    expect((await two.accounts.check('old', new Secret(GOOD))).kind).toBe('right');
    // Its own phone again.
    now_ms += DAY_MS;
    expect((await two.ask('old', OTHER, new Secret(GOOD))).kind).toBe('sent');
    expect(await two.bind('old')).toBe('done');
    expect(await two.accounts.view('old')).not.toHaveProperty('phone_lost');
  });

  it('ten who did not prove it for 90 days give way to whoever has the number now', async () => {
    const [one] = stores.map(process) as [Side, Side];
    await bindAll(one, named(10));
    now_ms += 100 * DAY_MS;
    await bindAll(one, ['new']);
    expect(await Promise.all([...named(10), 'new'].map(one.tail))).toEqual([...Array<undefined>(10).fill(undefined), '5506']);
  });

  it('a password reset by a message: each box that was his is told until it was seen there, in either process; a newer one is not', async () => {
    const [one, two] = stores.map(process) as [Side, Side];
    await bindAll(one, ['v']);
    await one.accounts.change('v', { do: 'password', rev: await one.rev('v'), password: new Secret(GOOD) });
    for (const box of ['here', 'bedroom', 'attic']) await stores[0].boxes.seen('v', box, now_ms);
    expect(await one.news.of('v', 'bedroom')).toBeUndefined();
    now_ms += DAY_MS;
    await one.askReset('v');
    await one.phones.reset('v', await one.rev('v'), codes['v'] ?? '', new Secret('831502'), 'here');
    const at_ms = now_ms;
    now_ms += MIN_MS;
    await stores[0].boxes.seen('v', 'new', now_ms);
    const told = (): Promise<unknown[]> =>
      Promise.all(['here', 'bedroom', 'attic', 'new', 'unknown', undefined].map((box) => two.news.of('v', box)));
    expect(await told()).toEqual([undefined, at_ms, at_ms, undefined, undefined, undefined]);
    const rev = await one.rev('v');
    await Promise.all([one.news.seen('v', 'bedroom'), two.news.seen('v', 'bedroom'), two.news.seen('v', 'unknown')]);
    expect(await told()).toEqual([undefined, undefined, at_ms, undefined, undefined, undefined]);
    // What was looked at before is still what it was: nothing that waits for a password is refused by it.
    expect(await two.rev('v')).toBe(rev);
    // The next one is news again.
    now_ms += DAY_MS;
    await one.askReset('v');
    await one.phones.reset('v', rev, codes['v'] ?? '', new Secret('902871'), 'attic');
    expect((await told()).slice(0, 3)).toEqual([now_ms, now_ms, undefined]);
    await one.news.seen('w', 'here');
    expect(await stores[0].accounts.of('viewer w')).toBeUndefined();
  });

  it('two televisions change the password at once: one of them does, and the other is told', async () => {
    const [one, two] = stores.map(process) as [Side, Side];
    const first = new Secret(GOOD);
    await one.accounts.change('v', { do: 'password', rev: 0, password: first });
    const done = await Promise.all(
      [one, two].map((side, i) =>
        side.accounts.change('v', { do: 'password', rev: 1, password: new Secret(['831502', '902871'][i] ?? ''), former: first }),
      ),
    );
    expect(done.map(({ kind }) => kind).toSorted()).toEqual(['done', 'stale']);
    const kept = done[0]?.kind === 'done' ? '831502' : '902871';
    expect((await two.accounts.check('v', new Secret(kept))).kind).toBe('right');
    expect((await one.accounts.check('v', first)).kind).toBe('wrong');
  });
});
