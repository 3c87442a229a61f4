/** I19 raced: a viewer's orders through two processes, on every store. Source: docs/money.md 16. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fen } from '../../../protocol/money.ts';
import { configuredFakes } from '../../testing/configured.ts';
import { RULES } from '../../testing/decisions.ts';
import { fakeBank } from '../../testing/fake-bank.ts';
import { fakeCards } from '../../testing/fake-cards.ts';
import { startPostgres } from '../../testing/postgres-server.ts';
import type { PostgresServer } from '../../testing/postgres-server.ts';
import { twoProcesses } from '../../testing/two-processes.ts';
import type { Guard } from '../guarding.ts';
import { viewerAccount } from '../guarding.ts';
import { channelRules } from '../channel-rules.ts';
import { paymentService } from './service.ts';

let server: PostgresServer;
beforeAll(async () => void (server = await startPostgres()), 120_000);
afterAll(() => server.remove());

const STORES = twoProcesses(() => server);

const LIMIT_FEN = 1000;
/** 60% of the limit. */
const AMOUNT_FEN = 600;

describe.each(Object.entries(STORES))('%s', (_name, open) => {
  it.each([
    ['the operator’s', LIMIT_FEN, undefined],
    ['the viewer’s own', 100 * LIMIT_FEN, LIMIT_FEN],
  ])('50 parallel orders of 60%% of the limit (%s), chosen by two processes: exactly one may be paid', async (_whose, day_fen, own_fen) => {
    const stores = await open();
    const account = { id: 'one', revision: 1, body: JSON.stringify({ rev: 1, limits: { day_fen: own_fen } }) };
    if (own_fen) await stores[0]?.accounts.save(account, { add: [viewerAccount('v')] });
    const now = () => 1000;
    const world = { now, wall: now, random: (length: number) => new Uint8Array(randomBytes(length)), after: () => () => undefined };
    const fakes = { wechat: fakeBank('wechat', now), alipay: fakeBank('alipay', now), unionpay: fakeCards('unionpay', now) };
    const wechat = configuredFakes(fakes).find((one) => one.id === 'wechat');
    if (!wechat) throw new Error('no bank');
    const rules = {
      ...RULES,
      attempts_max: 30,
      attempts_hour_max: 10,
      channels: { wechat: channelRules(wechat) },
      limits: () => ({ spender: 'viewer', day_fen }),
      viewerKey: () => 'v',
      guardOf: (body: string) => JSON.parse(body) as Guard,
    };
    const services = stores.map((store) => paymentService(store, rules, world));
    const orders = await Promise.all(
      Array.from({ length: 50 }, (_, n) => {
        const fields = { merchant_id: 'shop', order_no: 'L' + n, subject: 's', return_url: 'http://a/', notify_url: 'http://a/' };
        return services[0]?.open({ ...fields, amount_fen: String(AMOUNT_FEN) }, fen(AMOUNT_FEN));
      }),
    );
    const answer = { type: 'answer', version: 1, answer: { kind: 'choose', channel: 'wechat' } } as const;
    const ends = await Promise.all(orders.map((one, n) => services[n % 2]?.commit({ id: one?.order.id ?? '' }, answer)));
    expect(ends.filter((one) => one?.attempts.length === 1)).toHaveLength(1);
    expect(ends.filter((one) => one?.dialogue.refusal === 'LIMIT_DAY')).toHaveLength(49);
    for (const store of new Set(stores)) await store.close();
  });
});
