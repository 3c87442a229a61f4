/** The part of a store that operators' commands use. */
import type { Act } from '../operators/acts.ts';

/** Lists of orders or orphans. `attempt`: with an attempt under way. `request`: with an open refund request; `ended-request`: with an answered one. */
export type Attention = 'held' | 'refund' | 'notice' | 'orphan' | 'attempt' | 'request' | 'ended-request';

/**
 * Facts about the database itself. `epoch` counts restores, from 1; `mode` is "recovering" from a restore until a person ends
 * it; `restored_epoch` is the epoch whose payments know of their restore; `paused:<channel>` is there while a channel is not
 * offered; `merchant:<id>` is a merchant's row (merchants/directory.ts); `born` is "sandbox" while no other BFF has used it;
 * `clock_offset_ms` is how far a sandbox's clock is ahead (sandbox-clock.ts).
 */
export type MetaName = 'epoch' | 'mode' | 'restored_epoch' | 'born' | 'clock_offset_ms' | `paused:${string}` | `merchant:${string}`;

export interface OperatorStore {
  act(id: string): Promise<Act | undefined>;
  /** The oldest first; `open`: only what is still proposed. */
  acts(wanted: { open: boolean; limit: number }): Promise<Act[]>;
  /** Ids with money held, refunds not at their end (failed automatic ones too), notices not delivered, orphans held, attempts that may still move; the oldest first. */
  idsWith(what: Attention): Promise<string[]>;
  meta(name: MetaName): Promise<string | undefined>;
  metas(): Promise<{ [name: string]: string }>;
  /** Undefined takes it away. Resolves when durable. */
  setMeta(name: MetaName, value: string | undefined): Promise<void>;
  /** Calls back when another process may have changed them; never where there is none. */
  onMeta(listener: () => void): () => void;
}
