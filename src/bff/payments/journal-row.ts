/** One commit of a payment or an orphan as an operator reads it later. At most 300 bytes as JSON, free of secrets. */
import type { EvidenceSource } from '../../channels/port.ts';

export interface JournalRow {
  order_id: string;
  version: number;
  at_ms: number;
  /** The event's type. */
  event: string;
  /** viewer, clock, bank:<channel>, merchant:<id>, operator:<name>@<via>. */
  actor: string;
  /** Of evidence: how it came, its kind, the channel's own code. */
  source?: EvidenceSource;
  kind?: string;
  code?: string;
  /** The attempt or refund it is about. */
  about?: string;
  /** The question that the viewer saw after it; absent for orphans. */
  question?: string;
}

/** Bytes of a stored row at most. */
export const JOURNAL_ROW_MAX = 300;
