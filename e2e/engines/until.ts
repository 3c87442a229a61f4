import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until it holds; throws the sentence when it never does. */
export async function until(holds: () => Promise<boolean>, within_ms: number, otherwise: string): Promise<void> {
  const end = performance.now() + within_ms;
  while (performance.now() < end) {
    if (await holds()) return;
    await sleep(50);
  }
  throw new Error(otherwise);
}
