/** One commit for an act and its change; an orphan's act; the database's own rules. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Decision } from '../payments/payment.ts';
import { decideOrphan, orphanId } from '../payments/money/orphans.ts';
import { Conflict } from '../store/errors.ts';
import { makeRig } from '../testing/rig.ts';
import { ACTS } from './act-kinds.ts';
import type { ActKinds } from './act-kinds.ts';
import type { Act } from './acts.ts';
import { moneyActs } from './money-acts.ts';

const LAN = { name: 'lan', via: 'cli' };
const WEI = { name: 'wei', via: 'console' };
const DAY = 86_400_000;

let rig: ReturnType<typeof makeRig>;
afterEach(() => rig.store.close());

async function held(kinds: ActKinds = ACTS) {
  rig = makeRig();
  await rig.open();
  await rig.answer({ kind: 'choose', channel: 'wechat' });
  await rig.work();
  rig.banks.wechat.pay(rig.number(1), 5);
  await rig.callback('wechat', 1);
  const act_rules = { two_persons_over_fen: 0, proposal_life_ms: DAY };
  const acts = moneyActs({ store: rig.store, world: rig.world, rules: rig.rules, act_rules, kinds });
  return { acts, txn: rig.now().receipts[0]?.txn ?? '' };
}

it('an approval and the change of its payment are one commit', async () => {
  const { acts, txn } = await held();
  const { id } = await acts.propose('held-give-back', rig.id, txn, LAN);
  const before = rig.now().version;
  const act = await acts.decide(id, 'approve', WEI);
  expect(act).toMatchObject({ state: 'approved', version: before, proposed_by: LAN, decided_by: WEI });
  expect([rig.now().version, rig.now().receipts[0]?.role]).toEqual([before + 1, 'given-back']);
  expect((await rig.store.journal(rig.id)).at(-1)).toMatchObject({ event: 'held', actor: 'operator:wei@console', version: before + 1 });
});

it('an act that cannot be carried out leaves neither', async () => {
  const broken = { ...ACTS, 'held-give-back': { ...ACTS['held-give-back'], event: () => ({ type: 'tick' as const }) } };
  const { acts, txn } = await held(broken);
  const { id } = await acts.propose('held-give-back', rig.id, txn, LAN);
  await expect(acts.decide(id, 'approve', WEI)).rejects.toThrow(/changed nothing/);
  expect(await rig.store.act(id)).toMatchObject({ state: 'proposed' });
  expect(rig.now().receipts[0]?.role).toBe('held');
});

it('time that passes, notices and queries leave a proposal as it is; a day ends it', async () => {
  const { acts, txn } = await held();
  const first = await acts.propose('held-give-back', rig.id, txn, LAN);
  const { version } = rig.now();
  await rig.pass(DAY / 2);
  expect(rig.now().version).toBeGreaterThan(version);
  expect(await acts.decide(first.id, 'reject', WEI)).toMatchObject({ state: 'rejected' });
  const second = await acts.propose('held-give-back', rig.id, txn, LAN);
  await rig.pass(DAY);
  await expect(acts.decide(second.id, 'approve', WEI)).rejects.toThrow(/has expired/);
  expect(await rig.store.act(second.id)).toMatchObject({ state: 'expired' });
});

describe('an orphan', () => {
  const id = orphanId({ channel: 'wechat', acquirer_id: 'a', txn: 't9' });
  const money = { channel: 'wechat', acquirer_id: 'a', txn: 't9', channel_no: 'TST9', amount_fen: 700, currency: 'CNY', ours: true };
  const reported = (now_ms: number) =>
    rig.store.changeOrphan({ id }, (known) => ({
      decision: decideOrphan(known, { type: 'reported', now_ms, fresh: 'x'.repeat(80), wait_ms: 10, money }, rig.rules),
      value: undefined,
    }));

  it('is given back by the same proposals, in its own commit', async () => {
    const { acts } = await held();
    await reported(0);
    await expect(acts.propose('orphan-give-back', id, 't9', LAN)).rejects.toThrow('There is no money in the books');
    await reported(10);
    expect(await rig.store.idsWith('orphan')).toEqual([id]);
    await expect(acts.propose('held-give-back', id, 't9', LAN)).rejects.toThrow('This money has no order.');
    const act = await acts.propose('orphan-give-back', id, 't9', LAN);
    expect(await acts.decide(act.id, 'approve', WEI)).toMatchObject({ state: 'approved', amount_fen: 700 });
    const orphan = await rig.store.readOrphan({ id });
    expect([orphan?.receipts[0]?.role, orphan?.refunds.length]).toEqual(['given-back', 1]);
    expect(await rig.store.idsWith('orphan')).toEqual([]);
    expect((await rig.store.journal(orphan?.ledger_id ?? '')).at(-1)).toMatchObject({ event: 'give-back', actor: 'operator:wei@console' });
  });
});

describe('the database itself', () => {
  const act = (over: Partial<Act>): Act => ({
    id: 'p1',
    kind: 'held-give-back',
    order_id: rig.id,
    item: 't',
    amount_fen: 5,
    version: 1,
    seen: 's',
    two_persons: true,
    state: 'proposed',
    proposed_by: LAN,
    proposed_ms: 0,
    expires_ms: 10,
    ...over,
  });
  const write = (acts: Act[], decision?: Decision) =>
    rig.store.change({ id: rig.id }, {}, () => ({ acts, value: undefined, ...(decision ? { decision } : {}) }));

  it('refuses one person where two are needed, a second open proposal, and a second verdict', async () => {
    await held();
    await expect(write([act({ state: 'approved', decided_by: { ...LAN, name: ' LAN' } })])).rejects.toThrow(/CHECK/);
    await expect(write([act({ state: 'approved' })])).rejects.toThrow(/CHECK/);
    await write([act({})]);
    await expect(write([act({ id: 'p2' })])).rejects.toThrow(Conflict);
    await write([act({ state: 'rejected', decided_by: WEI })]);
    await expect(write([act({ state: 'approved', decided_by: WEI })])).rejects.toThrow(Conflict);
    expect(await rig.store.act('p1')).toMatchObject({ state: 'rejected' });
  });

  it('stores an act only with the change of its payment', async () => {
    await held();
    const { version } = rig.now();
    const payment = { ...rig.now(), version: version + 1 };
    await expect(write([act({}), act({ id: 'p2' })], { changed: true, payment, entries: [] })).rejects.toThrow(Conflict);
    expect(await rig.store.act('p1')).toBeUndefined();
    expect((await rig.store.read({ id: rig.id }))?.version).toBe(version);
  });
});
