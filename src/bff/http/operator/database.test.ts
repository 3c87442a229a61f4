/** Backup, restore, the state after it, and the checks. Source: docs/money.md 17. */
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { fen } from '../../../protocol/money.ts';
import { cardPage, DEBIT } from '../../testing/card-page.ts';
import { operatorApp, runLezhong } from '../../testing/operators.ts';
import { FIELDS } from '../../testing/rig.ts';

// Processes and sockets: slow on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let ops: Awaited<ReturnType<typeof operatorApp>>;
afterEach(() => rmSync(ops.folder, { recursive: true, force: true }));

const restore = (file: string) => runLezhong(['restore', file], ops.folder, { LEZHONG_DATABASE: ops.database });

async function backedUp(): Promise<void> {
  ops = await operatorApp();
  await ops.paid('A1');
  const { exit, out } = await ops.lezhong('backup', 'copy.db');
  expect([exit, out]).toEqual([0, expect.stringContaining(join(ops.folder, 'copy.db'))]);
}

it('a backup is a whole database for its user alone, and never written over', async () => {
  await backedUp();
  expect(statSync(join(ops.folder, 'copy.db')).mode & 0o777).toBe(0o600);
  expect(await ops.lezhong('backup', 'copy.db')).toMatchObject({ exit: 1, err: expect.stringContaining('is there already') });
  expect(await ops.lezhong('backup', 'no/copy.db')).toMatchObject({ exit: 1, err: expect.stringContaining('cannot be written (ENOENT)') });
  await ops.stop();
});

it('a restore is refused while a BFF has the database, and for a file that is no copy', async () => {
  await backedUp();
  expect(await restore('copy.db')).toMatchObject({ exit: 1, err: expect.stringContaining('is in use by process ' + process.pid) });
  await ops.stop();
  writeFileSync(join(ops.folder, 'text'), 'text');
  for (const file of ['text', 'none', '.']) expect((await restore(file)).exit).toBe(1);
  expect(readdirSync(ops.folder).filter((name) => name.includes('before-epoch'))).toEqual([]);
});

it('a restore keeps the former database, counts the epoch up, and the BFF is recovering until a person ends it', async () => {
  await backedUp();
  await ops.paid('A2');
  await ops.stop();
  const { exit, out } = await restore('copy.db');
  expect([exit, out]).toEqual([0, expect.stringContaining('epoch 2')]);
  const kept = readdirSync(ops.folder).filter((name) => name.includes('before-epoch') && !name.includes('.db-'));
  expect(kept.map((name) => out.includes(join(ops.folder, name)))).toEqual([true]);
  expect(statSync(ops.database).mode & 0o777).toBe(0o600);
  await ops.restart();
  expect(ops.app().bff.rules.recovering).toBe(true);
  expect(await ops.lezhong('order', 'find', 'A2')).toMatchObject({ exit: 1 });
  expect(await ops.json('order', 'find', 'A1')).toMatchObject({ orders: [{ state: 'paid' }] });
  expect(await ops.json('doctor')).toMatchObject({
    findings: expect.arrayContaining([expect.objectContaining({ name: 'epoch', health: 'look', says: 'epoch 2, mode recovering' })]),
  });
  expect(await ops.lezhong('recovering', 'end')).toMatchObject({ exit: 0, out: expect.stringContaining('epoch 2') });
  expect(ops.app().bff.rules.recovering).toBe(false);
  expect(await ops.lezhong('recovering', 'end')).toMatchObject({ exit: 1, err: expect.stringContaining('not recovering') });
  // The former one had no restore, the copy of before neither: a second restore of either is epoch 3.
  await ops.stop();
  expect((await restore('copy.db')).out).toContain('epoch 3');
});

it('payments by card that were under way count as sent after a restore, once, before anything else', async () => {
  ops = await operatorApp();
  const { order } = await ops.app().bff.payments.open({ ...FIELDS, order_no: 'A1' }, fen(1990));
  await cardPage(ops.app().bff.app, order.token).toCode(DEBIT);
  expect((await ops.read(order.id)).attempts[0]?.state).toBe('ready');
  await ops.lezhong('backup', 'copy.db');
  await ops.stop();
  await restore('copy.db');
  await ops.restart();
  expect((await ops.read(order.id)).attempts[0]?.state).toBe('sent');
  expect(await ops.app().store.meta('restored_epoch')).toBe('2');
  const restored = async () => (await ops.app().store.journal(order.id)).filter((row) => row.event === 'restored');
  expect(await restored()).toMatchObject([{ actor: 'operator:restore@start' }]);
  await ops.restart();
  expect(await restored()).toHaveLength(1);
  expect(ops.app().cards.calls.filter((one) => one.call === 'consume')).toEqual([]);
  await ops.stop();
});

it('the checks are well on a fresh database, and name what is not', async () => {
  ops = await operatorApp();
  const well = await ops.lezhong('doctor');
  expect([well.exit, well.err]).toEqual([0, '']);
  expect(well.out).toMatch(/ok +ledger +sums to zero/);
  expect(well.out).toMatch(/ok +contents +version \d+, payments of format 2/);
  expect(well.out).not.toMatch(/^BAD/m);
  await ops.paid('A1', 2);
  await ops.lezhong('channel', 'pause', 'alipay');
  const look = await ops.lezhong('doctor');
  expect(look.out).toMatch(/look +held money +1\n +Next: lezhong held list/);
  expect(look.out).toMatch(/look +channel alipay +is paused/);
  await ops.stop();
});

it('without a BFF the checks look at the files, and exit 3', async () => {
  ops = await operatorApp();
  await ops.stop();
  const { exit, out } = await runLezhong(['doctor'], ops.folder, { LEZHONG_DATABASE: ops.database });
  expect(exit).toBe(3);
  expect(out).toMatch(/BAD +socket +No BFF answers/);
  expect(out).toMatch(/ok +lock +no process has the database/);
  expect(out).toMatch(/ok +contents +version \d+, .*epoch 1, mode normal/);
  expect(existsSync(ops.socket)).toBe(false);
});

it('settings check says what the start would say', async () => {
  ops = await operatorApp();
  writeFileSync(join(ops.folder, 'bad.json'), '{"public_url": 1}');
  const { exit, err } = await runLezhong(['settings', 'check', 'bad.json'], ops.folder);
  expect([exit, err]).toEqual([1, expect.stringContaining('The settings are not right')]);
  expect((await runLezhong(['settings', 'check'], ops.folder)).exit).toBe(2);
  const long = { public_url: 'http://x', number_key: { env: 'A_KEY' }, merchants: [], channels: {}, database: '/'.padEnd(120, 'x') };
  writeFileSync(join(ops.folder, 'long.json'), JSON.stringify(long));
  const checked = await runLezhong(['settings', 'check', 'long.json'], ops.folder, { A_KEY: 'a secret of the numbers' });
  expect([checked.exit, checked.err]).toEqual([1, expect.stringContaining('name a shorter one in "ops_socket"')]);
  await ops.stop();
});
