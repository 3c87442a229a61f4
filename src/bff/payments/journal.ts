/** One line a commit: which event moved a payment, who caused it, and the question its viewer saw afterwards. */
export interface JournalRow {
  order_id: string;
  /** The payment's version after the commit; one row each. */
  version: number;
  at_ms: number;
  /** The event's type. */
  event: string;
  /** Who caused it: "viewer", "merchant:shop", "bank", "worker", an operator. */
  actor: string;
  /** Of evidence: where it came from and its kind. */
  source?: string;
  kind?: string;
  /** A bank's code or a refusal. */
  code?: string;
  attempt?: number;
  /** The kind of the question after it. */
  question: string;
}

/** Bytes of a stored row at most, without order, version and time. Free of secrets. */
export const JOURNAL_ROW_MAX = 300;
