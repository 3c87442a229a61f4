import { expect, it } from 'vitest';
import type { Channel } from '../../channels/port.ts';
import { stamped } from './stamped.ts';

it('answers and callbacks carry our time of before the call; the rest of them, and what is no answer, stays', async () => {
  let now_ms = 1000;
  const later = async (answer: unknown): Promise<unknown> => ((now_ms += 500), answer);
  const channel = {
    id: 'x',
    query: () => later({ kind: 'unpaid', asked_at_ms: 7 }),
    readCallback: () => later({ kind: 'payment', evidence: { kind: 'paid', asked_at_ms: 7 } }),
    status: () => later({ kind: 'open' }),
    prepayBody: () => 'body',
    stop: () => later(undefined),
  };
  const one = stamped(channel as unknown as Channel, () => now_ms) as unknown as typeof channel;
  expect(await one.query()).toEqual({ kind: 'unpaid', asked_at_ms: 1000 });
  expect(await one.readCallback()).toEqual({ kind: 'payment', evidence: { kind: 'paid', asked_at_ms: 1500 } });
  expect(await one.status()).toEqual({ kind: 'open' });
  expect([one.id, one.prepayBody(), await one.stop()]).toEqual(['x', 'body', undefined]);
});
