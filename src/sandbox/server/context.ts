/** The parts of the sandbox that one bank's code works with. */
import type { BankDb } from '../db/bank-db.ts';
import type { Scheduler } from '../db/scheduler.ts';
import type { BankWorld } from './bank-world.ts';
import type { AnyFaults, CommonFaults, Faults, WithCommon } from './faults.ts';

/** Settings that every bank has, in milliseconds; a bank adds its own. */
export interface BankSettings {
  /** From the event to the first sending of its callback. */
  notify_first_ms: number;
  notify_timeout_ms: number;
  /** Gaps after a refused or unanswered callback. */
  notify_retry_ms: number[];
}

/** `Settings`, `Keys` and `F` (faults) are the bank's own types. */
export interface BankContext<Settings = BankSettings, Keys = unknown, F extends AnyFaults = CommonFaults> {
  /** Of the bank, as control interface and settings name it. */
  id: string;
  world: BankWorld;
  keys: Keys;
  db: BankDb;
  scheduler: Scheduler;
  faults: Faults<WithCommon<F>>;
  /** Asked anew each time: settings can change while running. */
  settings(): Settings;
  /** The merchant's name, as payers read it. */
  merchantName(): string;
  /** The phone's pages; '' before they are served. */
  phoneUrl(): string;
}
