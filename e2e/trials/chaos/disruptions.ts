/** The four repeated disruptions of the BFF under load: SIGKILL, SIGTERM, power loss, a failing disk. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { powerSupply } from '../power/power-supply.ts';
import { FAULT, faultSwitch, watched } from '../support/shim.ts';
import type { Stack } from '../../support/stack.ts';

export const DISRUPTIONS = ['kill', 'gentle', 'power', 'disk'] as const;
export type Disruption = (typeof DISRUPTIONS)[number];

export interface Disruptor {
  /** The BFF's environment at each start. */
  env?: () => { [name: string]: string };
  /** Disrupts once and returns when the BFF is up again. */
  disrupt(stack: Stack): Promise<void>;
}

export function makeDisruptor(how: Disruption, folder: string, database: string, chance: () => number): Disruptor {
  switch (how) {
    case 'kill':
      return { disrupt: (stack) => stack.restartBff(true) };
    case 'gentle':
      return { disrupt: (stack) => stack.restartBff() };
    case 'power': {
      const power = powerSupply(database, join(folder, 'disk.log'));
      return { env: power.env, disrupt: (stack) => stack.restartBff(true, () => power.cut(chance)) };
    }
    case 'disk':
      return badDisk(folder, database, chance);
  }
}

/** The disk is full or fails for up to a second; one time in five the process dies while it does. */
function badDisk(folder: string, database: string, chance: () => number): Disruptor {
  const file = join(folder, 'fault');
  const disk = faultSwitch(file);
  const ways = [FAULT.full, FAULT.full | FAULT.cut_write, FAULT.write_error, FAULT.sync_error, FAULT.write_error | FAULT.sync_error];
  return {
    env() {
      mkdirSync(dirname(database), { recursive: true });
      disk.mend();
      return { ...watched(database, '', file) };
    },
    async disrupt(stack) {
      const once = chance() < 0.4;
      disk.arm(ways[Math.floor(chance() * ways.length)] ?? FAULT.full, Math.floor(chance() * 80), once ? 1 : 0);
      await sleep(100 + chance() * 900);
      if (chance() < 0.2) await stack.restartBff(true, disk.mend);
      disk.mend();
    },
  };
}
