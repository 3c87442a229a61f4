/** The database takes nothing for a while: new payments are refused in words, what is asked is answered, nothing is half done. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Step } from '../../../protocol/step.ts';
import { testApp } from '../../testing/app.ts';
import { cardPage, DEBIT } from '../../testing/card-page.ts';

describe('while the database takes nothing', () => {
  let dir = '';
  let app: Awaited<ReturnType<typeof testApp>>;
  let path = '';
  /** Another process that holds the write lock: to the store the same as a full disk, and tried for real elsewhere. */
  let other: Database.Database;
  const inject = (method: 'GET' | 'POST', url: string, payload?: object) =>
    app.bff.app.inject({ method, url, ...(payload ? { payload } : {}) });
  const step = async (): Promise<Step> => (await inject('GET', path + '/step')).json();
  const choose = async () =>
    inject('POST', path + '/answer', { version: (await step()).version, answer: { kind: 'choose', channel: 'wechat' } });

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'store-down-'));
    const file = join(dir, 'x.db');
    app = await testApp({ file, busy_ms: 1, hurry: 100 });
    const opened = await app.post('/v2/orders', app.order());
    path = new URL(opened.json<{ cashier_url: string }>().cashier_url).pathname;
    other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
  });
  afterEach(async () => {
    if (other.open) other.close();
    await app.bff.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('refuses new orders with a code, and asks to come again', async () => {
    const answer = await app.post('/v2/orders', app.order({ order_no: 'A2' }));
    expect([answer.statusCode, answer.json().error.code, answer.headers['retry-after']]).toEqual([503, 'STORE_DOWN', '5']);
    other.exec('ROLLBACK');
    expect((await app.post('/v2/orders', app.order({ order_no: 'A2' }))).statusCode).toBe(200);
  });

  it('tells the viewer on the screen, sends nothing to a bank, and goes on afterwards', async () => {
    const refused = await choose();
    const { seq } = await step();
    expect(refused.json()).toMatchObject({ kind: 'unavailable', code: 'STORE_DOWN', retry: true, seq });
    expect(app.banks.wechat.calls).toEqual([]);
    expect(await step()).toMatchObject({ kind: 'choose' });
    other.exec('ROLLBACK');
    expect((await choose()).json()).toMatchObject({ kind: 'scan' });
  });

  it('says the same, sealed, to who has typed a code; nothing is charged, and the code still pays afterwards', async () => {
    other.exec('ROLLBACK');
    const page = cardPage(app.bff.app, path.slice('/c/'.length));
    await page.toCode(DEBIT);
    other.exec('BEGIN IMMEDIATE');
    const code = { kind: 'sms-code', code: '111111', ...page.typed(DEBIT) } as const;
    expect(await page.secret(code)).toMatchObject({ kind: 'unavailable', code: 'STORE_DOWN', retry: true });
    expect(app.cards.calls.some((one) => one.call === 'consume')).toBe(false);
    other.exec('ROLLBACK');
    await page.secret(code);
    await page.until('paid');
  });

  it('still answers what is asked, and says that it is not ready', async () => {
    await choose();
    const query = app.signed('GET', '/v2/orders/A1', { merchant_id: 'shop' });
    expect((await inject('GET', '/v2/orders/A1?' + new URLSearchParams(query).toString())).json()).toMatchObject({ state: 'open' });
    expect((await inject('GET', path)).statusCode).toBe(200);
    expect([(await inject('GET', '/readyz')).statusCode, (await inject('GET', '/healthz')).statusCode]).toEqual([503, 200]);
    other.exec('ROLLBACK');
    expect((await inject('GET', '/readyz')).statusCode).toBe(200);
  });
});
