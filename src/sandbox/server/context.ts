/** What every part of the sandbox shares. */
import type { World } from '../../protocol/world.ts';
import type { Faults } from './faults.ts';
import type { Keys } from '../keys/keys.ts';
import type { Settings } from '../settings.ts';
import type { Agenda } from '../db/scheduler.ts';
import type { Truth } from '../db/bank-db.ts';

export interface Context {
  world: World;
  keys: Keys;
  truth: Truth;
  agenda: Agenda;
  faults: Faults;
  /** Asked anew each time: settings can change while running. */
  settings(): Settings;
  fetch: typeof fetch;
}
