/** Where a channel's word comes from, and why it refused, in no bank's own codes. */
export type EvidenceSource = 'answer' | 'callback' | 'query' | 'close' | 'bill';

/** Why a bank refused, in no bank's own codes. `channel`: ours or the channel's mistake, nothing a viewer can mend. */
export type RefusalReason =
  | 'declined'
  | 'pan-wrong'
  | 'check-wrong'
  | 'identity-wrong'
  | 'code-wrong'
  | 'no-sms'
  | 'funds'
  | 'limit'
  | 'expired'
  | 'not-open'
  | 'tries'
  | 'unsupported'
  | 'card-state'
  | 'risk'
  | 'issuer-down'
  /** A challenge whose time is over, one whose tries are used up, a method the bank has locked, and a card without any for the television. */
  | 'challenge-over'
  | 'challenge-tries'
  | 'method-locked'
  | 'no-method'
  | 'channel';

/** `code` is the bank's own, for the log and the hotline; the core decides by `reason`. */
export interface RefusedBy {
  reason: RefusalReason;
  code: string;
}
