/** What is done to the BFF while viewers pay: one way of the four, again and again. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { powerSupply } from '../disk/power-supply.ts';
import { FAULT, faultSwitch, watched } from '../disk/shim.ts';
import type { Stack } from '../support/stack.ts';

export const HARMS = ['kill', 'gentle', 'power', 'disk'] as const;
export type Harm = (typeof HARMS)[number];

export interface Harmer {
  /** The BFF's environment at each start. */
  env?: () => { [name: string]: string };
  /** Once. */
  harm(stack: Stack): Promise<void>;
}

export function harmer(how: Harm, folder: string, database: string, chance: () => number): Harmer {
  switch (how) {
    case 'kill':
      return { harm: (stack) => stack.restartBff(true) };
    case 'gentle':
      return { harm: (stack) => stack.restartBff() };
    case 'power': {
      const power = powerSupply(database, join(folder, 'disk.log'));
      return { env: power.env, harm: (stack) => stack.restartBff(true, () => power.cut(chance)) };
    }
    case 'disk':
      return badDisk(folder, database, chance);
  }
}

/** The disk is full or fails for up to a second; one time in five the process dies while it does. */
function badDisk(folder: string, database: string, chance: () => number): Harmer {
  const file = join(folder, 'fault');
  const disk = faultSwitch(file);
  const ways = [FAULT.full, FAULT.full | FAULT.cut_write, FAULT.write_error, FAULT.sync_error, FAULT.write_error | FAULT.sync_error];
  return {
    env() {
      mkdirSync(dirname(database), { recursive: true });
      disk.mend();
      return { ...watched(database, '', file) };
    },
    async harm(stack) {
      const once = chance() < 0.4;
      disk.arm(ways[Math.floor(chance() * ways.length)] ?? FAULT.full, Math.floor(chance() * 80), once ? 1 : 0);
      await sleep(100 + chance() * 900);
      if (chance() < 0.2) await stack.restartBff(true, disk.mend);
      disk.mend();
    },
  };
}
