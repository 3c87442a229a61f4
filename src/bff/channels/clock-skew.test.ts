import { describe, expect, it } from 'vitest';
import { clockWatch } from './clock-skew.ts';

const T = Date.UTC(2026, 0, 1, 4, 0, 0);

async function heard(date: string | undefined, answer_takes_ms = 100) {
  let now_ms = T;
  const alerts: number[] = [];
  const watch = clockWatch(
    () => now_ms,
    60_000,
    (_channel, off_ms) => alerts.push(off_ms),
  );
  const send = watch.watch('bank', () => {
    now_ms += answer_takes_ms;
    return Promise.resolve({ status: 200, headers: { date }, body: new Uint8Array() });
  });
  await send({ method: 'GET', url: '', headers: {}, timeout_ms: 1 });
  await send({ method: 'GET', url: '', headers: {}, timeout_ms: 1 });
  return { off: watch.isOff('bank'), off_ms: watch.off_ms('bank'), alerts };
}

const at = (ms: number): string => new Date(ms).toUTCString();

describe("a bank's clock", () => {
  it('the same, or within a second, is not off', async () => {
    for (const date of [at(T), at(T + 100), undefined, 'yesterday']) expect((await heard(date)).off).toBe(false);
  });

  it('a slow answer is not a wrong clock', async () => {
    expect((await heard(at(T + 20_000), 45_000)).off_ms).toBe(-70_000 + 999 + 45_000);
    expect((await heard(at(T + 45_000), 45_000)).off).toBe(false);
  });

  it('ahead or behind by more than a minute is off, and said once', async () => {
    expect(await heard(at(T + 120_000))).toMatchObject({ off: true, alerts: [119_900] });
    expect(await heard(at(T - 120_000))).toMatchObject({ off: true, alerts: [-119_001] });
  });
});
