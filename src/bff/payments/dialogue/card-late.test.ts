/** The last seconds of an order: no code that could not be answered in time. Source: docs/money.md 10. */
import { expect, it } from 'vitest';
import { askSms, typeCode } from '../../testing/card-viewer.ts';
import { makeRig } from '../../testing/rig.ts';
import type { Rig } from '../../testing/rig.ts';
import { decide } from '../decide.ts';
import { TIMES } from '../schedules.ts';

/** A code waits to be typed, asked for when an attempt's own life would outlast the order. */
async function waiting(): Promise<{ rig: Rig; n: number; end_ms: number }> {
  const rig = makeRig();
  await rig.open();
  await rig.pass(TIMES.order_life_ms - 2 * 60_000);
  const n = await askSms(rig);
  return { rig, n, end_ms: rig.now().order.expires_ms };
}

it('a code is sent until 15 s before the order ends', async () => {
  const { rig, n, end_ms } = await waiting();
  await rig.pass(end_ms - TIMES.card_late_ms - 1 - rig.clock.now_ms);
  expect(await typeCode(rig, n)).toBe(true);
});

it('and not from then on, nor is an SMS', async () => {
  const { rig, n, end_ms } = await waiting();
  expect(rig.now().attempts[0]?.channel_expires_ms).toBe(end_ms - TIMES.card_late_ms);
  await rig.pass(end_ms - TIMES.card_late_ms - rig.clock.now_ms);
  expect(await typeCode(rig, n)).toBe(false);
  rig.clock.now_ms += 1;
  expect(await askSms(rig)).toBe(0);
  expect(rig.screen()).toMatchObject({ kind: 'refused', code: 'CARD_TOO_LATE' });
  expect(rig.cards.charges.size).toBe(0);
});

it('also when the attempt was made under settings that allowed it', async () => {
  const { rig, n, end_ms } = await waiting();
  const rules = { ...rig.rules, times: { ...TIMES, card_late_ms: 60_000 } };
  const code = (left_ms: number) =>
    decide(
      rig.now(),
      { type: 'code', version: rig.now().dialogue.version, attempt: n, by: 'me', now_ms: end_ms - left_ms, fresh: '' },
      rules,
    ).payment;
  expect(code(60_000).attempts[0]?.state).toBe('sent');
  expect(code(59_999).attempts[0]?.state).toBe('ready');
  expect(code(59_999).dialogue.refusal).toBe('CARD_TOO_LATE');
});
