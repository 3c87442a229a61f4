/** Limits of a viewer through whole payments: held at the first attempt, given up, given back. Source: docs/money.md 16. */
import { afterEach, describe, expect, it } from 'vitest';
import { fen } from '../../../protocol/money.ts';
import { phoneObstacle } from '../dialogue/phone.ts';
import { makeRig } from '../../testing/rig.ts';
import type { Rig } from '../../testing/rig.ts';

const DAY_MS = 86_400_000;
const opened: Rig[] = [];
afterEach(async () => {
  for (const rig of opened.splice(0)) await rig.store.close();
});

/** Orders of 19.90 each, of one viewer unless said. */
function withLimits(limits: Rig['limits']): Rig {
  const rig = makeRig();
  opened.push(rig);
  Object.assign(rig.limits, limits);
  return rig;
}

async function chosen(rig: Rig, order_no: string, fields: { viewer_id?: string } = {}): Promise<string> {
  await rig.open({ order_no, ...fields });
  await rig.answer({ kind: 'choose', channel: 'wechat' });
  const question = rig.screen();
  return question.kind === 'refused' ? question.code : question.kind;
}

async function paid(rig: Rig): Promise<void> {
  await rig.work();
  rig.banks.wechat.pay(rig.number(1));
  await rig.callback('wechat', 1);
  await rig.work();
  expect(rig.screen().kind).toBe('paid');
}

describe('limits of a viewer', () => {
  it('of one payment: refused in words, without a hold', async () => {
    const rig = withLimits({ payment_fen: 1989 });
    expect(await chosen(rig, 'A')).toBe('LIMIT_PAYMENT');
    expect(rig.now().hold).toBeUndefined();
    expect(rig.now().attempts).toHaveLength(0);
  });

  it('of a day: the next order is refused, tomorrow it is not', async () => {
    const rig = withLimits({ day_fen: 3000 });
    expect(await chosen(rig, 'A')).toBe('preparing');
    await paid(rig);
    expect(await chosen(rig, 'B')).toBe('LIMIT_DAY');
    expect(await chosen(rig, 'C', { viewer_id: 'neighbour' })).toBe('preparing');
    await rig.pass(DAY_MS);
    expect(await chosen(rig, 'D')).toBe('preparing');
  });

  it('of a month: days do not help, the next month does', async () => {
    const rig = withLimits({ month_fen: 3000 });
    await chosen(rig, 'A');
    await paid(rig);
    const { day } = rig.now().hold ?? { day: '' };
    await rig.pass(DAY_MS);
    expect(await chosen(rig, 'B')).toBe(day.slice(8) === '31' ? 'preparing' : 'LIMIT_MONTH');
    await rig.pass(31 * DAY_MS);
    expect(await chosen(rig, 'C')).toBe('preparing');
  });

  it('the viewer’s own, where they are lower; what he spent before he set them counts', async () => {
    const rig = withLimits({ day_fen: 9000 });
    expect(await chosen(rig, 'A', { viewer_id: 'own' })).toBe('preparing');
    await paid(rig);
    await rig.guard('own', { rev: 1, limits: { day_fen: 3000 } });
    expect(await chosen(rig, 'B', { viewer_id: 'own' })).toBe('LIMIT_DAY');
    expect(await chosen(rig, 'C', { viewer_id: 'neighbour' })).toBe('preparing');
    await rig.guard('own', { rev: 2, limits: { payment_fen: 1989 } });
    expect(await chosen(rig, 'D', { viewer_id: 'own' })).toBe('LIMIT_PAYMENT');
    expect([rig.now().hold, rig.now().attempts]).toEqual([undefined, []]);
    await rig.guard('own', { rev: 3, limits: { month_fen: 99_000_000 } });
    expect(await chosen(rig, 'E', { viewer_id: 'own' })).toBe('preparing');
    Object.assign(rig.limits, { day_fen: 5000 });
    expect(await chosen(rig, 'F', { viewer_id: 'own' })).toBe('LIMIT_DAY');
  });

  it('lowered while a code is shown: that order stays as it is', async () => {
    const rig = withLimits({ day_fen: 9000 });
    await chosen(rig, 'A', { viewer_id: 'own' });
    await rig.work();
    await rig.guard('own', { rev: 1, limits: { payment_fen: 1, day_fen: 1 } });
    await rig.answer({ kind: 'change' });
    await rig.answer({ kind: 'choose', channel: 'alipay' });
    expect(rig.screen().kind).toBe('preparing');
  });

  it('held once an order: another way is no second payment', async () => {
    const rig = withLimits({ day_fen: 2000 });
    await chosen(rig, 'A');
    await rig.work();
    await rig.answer({ kind: 'change' });
    await rig.answer({ kind: 'choose', channel: 'alipay' });
    expect(rig.screen().kind).toBe('preparing');
    expect(rig.now().hold?.amount_fen).toBe(1990);
  });

  it('an order that closes without money holds nothing any more', async () => {
    const rig = withLimits({ day_fen: 2000 });
    await chosen(rig, 'A');
    await rig.work();
    expect(await chosen(rig, 'B')).toBe('LIMIT_DAY');
    await rig.pass(3_600_000);
    expect(await chosen(rig, 'C')).toBe('preparing');
  });

  it('a refund that is done gives back, in the day in which it was spent', async () => {
    const rig = withLimits({ day_fen: 2000 });
    await chosen(rig, 'A');
    await paid(rig);
    const first = rig.id;
    await rig.payments.refund({ id: first }, { refund_no: 'R', amount_fen: fen(1990), reason: '' });
    expect(rig.now().hold?.amount_fen).toBe(1990);
    await rig.pass(600_000);
    expect((await rig.payments.read({ id: first }))?.hold?.amount_fen).toBe(0);
    expect(await chosen(rig, 'B')).toBe('preparing');
  });

  it('money that arrived is never refused: two orders paid at once stay paid', async () => {
    const rig = withLimits({ day_fen: 4000 });
    await chosen(rig, 'A');
    await paid(rig);
    rig.limits.day_fen = 1;
    await rig.open({ order_no: 'B' });
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    expect(rig.screen()).toMatchObject({ kind: 'refused', code: 'LIMIT_DAY' });
    rig.limits.day_fen = 4000;
    await rig.answer({ kind: 'change' });
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    await rig.work();
    rig.limits.day_fen = 1;
    rig.banks.wechat.pay(rig.number(1));
    await rig.callback('wechat', 1);
    expect(rig.screen().kind).toBe('paid');
  });

  it('a phone hears it too, and makes no attempt', async () => {
    const rig = withLimits({ day_fen: 2000 });
    await chosen(rig, 'A');
    await rig.open({ order_no: 'B' });
    const press = { type: 'phone-pays', visit: 'v', channel: 'wechat', product: 'jsapi', payer: 'o', return_url: 'https://a/' } as const;
    await rig.tell({ ...press, shown_ms: rig.world.now() });
    expect(rig.now()).toMatchObject({ attempts: [], over_limit: { code: 'LIMIT_DAY' } });
    await rig.pass(DAY_MS);
    await rig.open({ order_no: 'C', viewer_id: 'own' });
    await rig.guard('own', { rev: 1, limits: { payment_fen: 1 } });
    await rig.tell({ ...press, shown_ms: rig.world.now() });
    expect(rig.now().attempts).toEqual([]);
    expect(phoneObstacle(rig.now(), rig.rules, rig.world.now(), rig.world.now(), { rev: 1, limits: { payment_fen: 1 } })).toBe('limit');
  });

  it('cards and accounts are told before anything is typed', async () => {
    const rig = withLimits({ day_fen: 1000 });
    await rig.open({ order_no: 'A' });
    for (const channel of ['unionpay', 'icbc-direct']) {
      await rig.answer({ kind: 'choose', channel });
      expect(rig.screen()).toMatchObject({ kind: 'refused', code: 'LIMIT_DAY' });
      await rig.answer({ kind: 'change' });
    }
  });
});
