/** The time of the banks: real time, off by a setting, and by a sandbox's clock where that was moved. */
import type { World } from '../../protocol/world.ts';

export interface BankWorld extends World {
  /** Business goes by it: stamps, lives, days, bills. */
  now(): number;
  /** Real time; signatures are dated and judged by it. */
  wall(): number;
}

export interface BankTime {
  /** The clocks of all banks less the true time, by the settings. */
  off_ms: () => number;
  /** How far the sandbox's clock is ahead of real time. */
  moved_ms: () => number;
}

export function bankWorld(world: World, { off_ms, moved_ms }: BankTime): BankWorld {
  const wall = (): number => world.now() + off_ms();
  return { ...world, wall, now: () => wall() + moved_ms() };
}
