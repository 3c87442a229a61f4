/** A bank that is not offered any more, and a bank with two accounts: what is under way is settled where it began. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CallbackReading, CardChannel, ScanChannel } from '../../channels/port.ts';
import { take } from '../http/callbacks/take.ts';
import { channelRules } from '../payments/channel-rules.ts';
import { testApp } from '../testing/app.ts';
import { cardPage, DEBIT } from '../testing/card-page.ts';
import { configuredFakes } from '../testing/configured.ts';
import { fakeBank } from '../testing/fake-bank.ts';
import { makeRig } from '../testing/rig.ts';
import type { Rig } from '../testing/rig.ts';
import { accountsOf } from './configured.ts';
import type { ConfiguredChannel } from './configured.ts';

const DAY_MS = 86_400_000;

/** As after a restart with other settings. */
function restart(rig: Rig, channels: readonly ConfiguredChannel[]): void {
  rig.deps.accounts = accountsOf(channels);
  Object.assign(rig.rules.channels, Object.fromEntries(channels.map((one) => [one.id, channelRules(one)])));
}

function fakes(rig: Rig): ConfiguredChannel[] {
  return configuredFakes({ ...rig.banks, unionpay: rig.cards });
}

describe('enabled: false', () => {
  const off = (rig: Rig) => fakes(rig).map((one) => (one.id === 'wechat' ? { ...one, enabled: false } : one));

  it('a code shown before is still paid, and its refund goes out', async () => {
    const rig = makeRig();
    await rig.open();
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    await rig.work();
    restart(rig, off(rig));
    expect(rig.banks.wechat.pay(rig.number(1))).toBe(true);
    await rig.pass(60_000);
    expect(rig.now().order.state).toBe('paid');
    await rig.payments.refund({ id: rig.id }, { refund_no: 'R1', amount_fen: rig.now().order.amount_fen, reason: '' });
    await rig.pass(DAY_MS);
    expect(rig.now().refunds).toMatchObject([{ state: 'done' }]);
  });

  it('a code shown before is closed at the bank when it ends', async () => {
    const rig = makeRig();
    await rig.open();
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    await rig.work();
    restart(rig, off(rig));
    await rig.pass(DAY_MS);
    expect(rig.banks.wechat.calls.some((c) => c.call === 'close')).toBe(true);
    expect(rig.now()).toMatchObject({ order: { state: 'closed' }, attempts: [{ state: 'closed' }] });
  });

  it('nothing new is begun there', async () => {
    const rig = makeRig();
    await rig.open();
    restart(rig, off(rig));
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    expect(rig.screen()).toEqual({ kind: 'refused', code: 'CHANNEL_DOWN' });
    expect(rig.now().attempts).toEqual([]);
  });

  it('it is no tile, while its callbacks are answered', async () => {
    const app = await testApp({ configure: (all) => all.map((one) => (one.id === 'wechat' ? { ...one, enabled: false } : one)) });
    const path = new URL((await app.post('/v2/orders', app.order())).json<{ cashier_url: string }>().cashier_url).pathname;
    const step = (await app.bff.app.inject(path + '/step')).json<{ channels: { channel: string }[] }>();
    expect(step.channels.map((one) => one.channel)).toEqual(['alipay', 'unionpay']);
    expect((await app.bff.app.inject({ method: 'POST', url: '/callbacks/wechat', payload: '{}' })).statusCode).not.toBe(404);
    await app.bff.stop();
  });

  it('a tile carries its name and mark, a code its own words', async () => {
    const app = await testApp();
    const path = new URL((await app.post('/v2/orders', app.order())).json<{ cashier_url: string }>().cashier_url).pathname;
    const step = (await app.bff.app.inject(path + '/step')).json<{ version: number; channels: object[] }>();
    expect(step.channels[0]).toEqual({ channel: 'wechat', name: '微信扫码', mark: { letter: '微', color: '#1f8a50' } });
    const payload = { version: step.version, answer: { kind: 'choose', channel: 'wechat' } };
    const scan = (await app.bff.app.inject({ method: 'POST', url: path + '/answer', payload })).json();
    expect(scan).toMatchObject({ kind: 'scan', channel_name: '微信扫码', open: '打开微信，扫一扫', help_picture: 'scan-plus' });
    await app.bff.stop();
  });
});

describe('an account that changed while orders were open', () => {
  function two(rig: Rig) {
    const second = { ...fakeBank('wechat', rig.world.now), acquirer_id: 'second' };
    const channels = fakes(rig).map((one) =>
      one.id === 'wechat' ? ({ ...one, accounts: [second, rig.banks.wechat] } as ConfiguredChannel) : one,
    );
    return { second, channels };
  }

  it('is asked, closed and refunded where the attempt was made; new ones are made at the new one', async () => {
    const rig = makeRig();
    await rig.open();
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    await rig.work();
    const { second, channels } = two(rig);
    restart(rig, channels);
    rig.banks.wechat.pay(rig.number(1));
    await rig.pass(60_000);
    expect(rig.now()).toMatchObject({ order: { state: 'paid' }, receipts: [{ acquirer_id: 'wechat-account', role: 'won' }] });
    await rig.payments.refund({ id: rig.id }, { refund_no: 'R1', amount_fen: rig.now().order.amount_fen, reason: '' });
    await rig.pass(DAY_MS);
    expect(rig.now().refunds).toMatchObject([{ acquirer_id: 'wechat-account', state: 'done' }]);
    expect(second.calls).toEqual([]);
    await rig.open({ order_no: 'A2' });
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    await rig.work();
    expect(rig.now().attempts).toMatchObject([{ acquirer_id: 'second', state: 'ready' }]);
    expect(second.calls.map((c) => c.call)).toEqual(['prepay']);
  });

  it('gone from the settings: the job fails loudly, and nobody else is asked', async () => {
    const rig = makeRig();
    await rig.open();
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    await rig.work();
    const { second, channels } = two(rig);
    restart(
      rig,
      channels.map((one) => (one.id === 'wechat' ? ({ ...one, accounts: [second] } as ConfiguredChannel) : one)),
    );
    await expect(rig.pass(60_000)).rejects.toThrow('the account is not configured: wechat wechat-account');
    expect(second.calls).toEqual([]);
  });

  it("a code typed after the change is sent to the attempt's own account, once", async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'accounts-')), 'db');
    const before = await testApp({ file, hurry: 100 });
    const made = await before.post('/v2/orders', before.order());
    const token = made.json<{ cashier_url: string }>().cashier_url.split('/').pop() ?? '';
    await cardPage(before.bff.app, token).toCode(DEBIT);
    await before.bff.stop();
    const old = before.cards;
    const after = await testApp({
      file,
      hurry: 100,
      configure: (all) =>
        all.map((one) => {
          if (one.kind !== 'card') return one;
          const [fresh] = one.accounts;
          return { ...one, accounts: [{ ...fresh, acquirer_id: 'second' }, old] as readonly [CardChannel, CardChannel] };
        }),
    });
    const page = cardPage(after.bff.app, token);
    await page.secret({ kind: 'sms-code', code: '111111', ...page.typed(DEBIT) });
    await page.until('paid');
    expect(old.calls.filter((c) => c.call === 'consume')).toHaveLength(1);
    expect(after.cards.calls).toEqual([]);
    await after.bff.stop();
  });
});

describe('a callback', () => {
  const rig = makeRig();
  const logged: string[] = [];
  const deps = {
    payments: rig.payments,
    orphans: rig.orphans,
    store: rig.store,
    accounts: rig.deps.accounts,
    prefix: 'TST',
    now: rig.world.now,
    orphan_ms: 0,
    log: (_level: string, event: string, facts: object) => void logged.push(event + ' ' + JSON.stringify(facts)),
    alarm: (_level: string, _key: string, facts: object) => void logged.push('callback.rejected ' + JSON.stringify(facts)),
    unbooked: () => Promise.resolve(false),
  };
  const account = (acquirer_id: string, reading: CallbackReading): ScanChannel => ({
    ...rig.banks.wechat,
    acquirer_id,
    readCallback: () => Promise.resolve(reading),
  });
  const raw = { headers: {}, body: new Uint8Array() };
  const foreign: CallbackReading = { kind: 'rejected', why: 'foreign mchid', alert: true };
  const noise: CallbackReading = { kind: 'rejected', why: 'unsigned', alert: false };

  it('is read by the account that verifies it', async () => {
    await rig.open();
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    await rig.work();
    rig.banks.wechat.pay(rig.number(1));
    const evidence = rig.banks.wechat.news(rig.number(1));
    const paid: CallbackReading = { kind: 'payment', channel_no: rig.number(1), callback_id: 'c1', evidence };
    const second = account('second', foreign);
    const first = account('wechat-account', paid);
    expect(await take(deps, [second, first], raw)).toEqual({ outcome: 'taken', channel: first });
    expect(rig.now().order.state).toBe('paid');
    expect(logged).toEqual([]);
  });

  it('that none verifies is rejected; the log has the reading that a person should look at', async () => {
    expect(await take(deps, [account('second', noise), account('first', foreign)], raw)).toMatchObject({ outcome: 'rejected' });
    expect(logged.splice(0)).toEqual([
      'callback.rejected ' + JSON.stringify({ channel: 'wechat', kind: 'rejected', why: 'foreign mchid' }),
    ]);
    expect(await take(deps, [account('second', noise), account('first', noise)], raw)).toMatchObject({ outcome: 'rejected' });
    expect(logged.splice(0)).toEqual(['callback.rejected ' + JSON.stringify({ channel: 'wechat', kind: 'rejected', why: 'unsigned' })]);
  });
});
