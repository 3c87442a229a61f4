/** Waits until a trial's stack is at rest, and judges it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '../../support/stack.ts';
import { readBanks, readBooks, unsettled } from './books.ts';
import { FLOORS } from './credited.ts';
import type { Floors } from './credited.ts';
import type { FailingMerchant } from './failing-merchant.ts';
import type { Facts } from './facts.ts';
import { judge } from './verdict.ts';
import type { Verdict } from './verdict.ts';

const SETTLE_MAX_MS = 180_000;
const LOOK_EVERY_MS = 1_500;

export interface Settled {
  verdict: Verdict;
  /** Sentences about what never came to rest; among the problems too. */
  left: string[];
  settled_s: number;
}

/** Faults are to be off by now. At most three minutes. */
export async function settle(
  stack: Stack,
  database: string,
  shop: FailingMerchant,
  { floors = FLOORS, credit_fen }: { floors?: Floors; credit_fen?: NonNullable<Facts['credit_fen']> } = {},
): Promise<Settled> {
  const calm_ms = performance.now();
  let left: string[] = [];
  // Twice in a row: a notice may still follow the last change.
  for (let quiet = 0; quiet < 2 && performance.now() - calm_ms < SETTLE_MAX_MS;) {
    await sleep(LOOK_EVERY_MS);
    left = unsettled(await readBooks(database), await readBanks(stack.phone_url));
    quiet = left.length === 0 ? quiet + 1 : 0;
    if (left.length > 0) console.log(left.length + ' not at rest, such as: ' + left[0]);
  }
  const { jobs: _jobs, ...ours } = await readBooks(database);
  const { taken, forged } = shop;
  const verdict = judge({ ...(await readBanks(stack.phone_url)), ...ours, taken, forged, ...(credit_fen ? { credit_fen } : {}) }, floors);
  verdict.problems.push(...left.slice(0, 20).map((one) => 'not at rest: ' + one));
  return { verdict, left, settled_s: Math.round((performance.now() - calm_ms) / 1000) };
}
