/** A dead merchant: probed, and all of it due once it is back; a healthy one beside it waits for nothing. */
import { expect, it } from 'vitest';
import { testApp } from '../testing/app.ts';

const HOUR = 3_600_000;

it(
  'a dead lane is probed, and its first success makes all of it due; the neighbour is told at once meanwhile',
  { timeout: 30_000 },
  async () => {
    let up = false;
    const posted: string[] = [];
    const app = await testApp({
      takes: (request) => {
        posted.push(String(request?.body));
        return up || String(request?.body).includes('"merchant_id":"other"');
      },
      times: { notice_ms: [0, HOUR], notice_probe_ms: 200 },
    });
    const closed = async (merchant_id: string, order_no: string) => {
      const { order } = await app.bff.payments.open({ ...app.order({ order_no }), merchant_id } as never, 1990 as never);
      await app.bff.payments.commit({ id: order.id }, { type: 'close-asked' });
      return order.id;
    };
    const until = async (good: () => Promise<boolean>) => {
      for (let i = 0; i < 800 && !(await good()); i++) await new Promise((done) => setTimeout(done, 10));
      return good();
    };
    const ids: string[] = [];
    for (let i = 0; i < 12; i++) ids.push(await closed('shop', 'D' + i));
    expect(await until(async () => posted.length >= 12)).toBe(true);
    // Their ladder says an hour; the lane is probed all the same.
    const before = posted.length;
    expect(await until(async () => posted.length >= before + 3)).toBe(true);
    const started_ms = Date.now();
    await closed('other', 'H1');
    expect(await until(async () => posted.some((one) => one.includes('H1')))).toBe(true);
    expect(Date.now() - started_ms).toBeLessThan(2_000);
    up = true;
    const isTold = async (id: string) => (await app.store.read({ id }))?.notices.every((one) => one.delivered_ms !== undefined) ?? false;
    expect(await until(async () => (await Promise.all(ids.map(isTold))).every(Boolean))).toBe(true);
    expect(app.logged.join('')).toContain('notice.lane-back');
    await app.bff.stop();
  },
);
