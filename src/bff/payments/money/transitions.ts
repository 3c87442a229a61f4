/**
 * The tables of the payment core as data: the code, the property tests and the documentation read the same rows.
 * What is not listed changes nothing. Source: docs/money.md 3, 4 and 5.
 */
import type { Attempt, AttemptState, RefundState, Role } from '../payment.ts';
import type { OrderState } from '../../../protocol/order.ts';

export type AttemptEvent =
  /** prepay answered with a code */
  | 'ready'
  /** prepay surely refused */
  | 'refused'
  /** the channel will never take money under this number */
  | 'shut'
  /** viewer changes, other wins, order closing, channel expiry, prepay too late or silent */
  | 'leave'
  /** unpaid or absent, asked long enough after the channel's expiry */
  | 'lapsed'
  /** paid or defect: always counts */
  | 'money'
  /** the viewer's code or password arrived: committed first, then sent */
  | 'code'
  /** a token is paid by its viewer's password alone: begun, committed and sent in one */
  | 'quick'
  /** the bank's own word: this password is wrong, nothing was taken, another may be tried */
  | 'wrong'
  /** no such transaction, twice, long enough after the call; or the bill of its day is complete without it */
  | 'lost'
  /** its database was restored: the code may have been sent since the backup */
  | 'restored'
  /** sent, and still unknown 72 h after its order began to close; closing, and unanswered 72 h after its expiry */
  | 'unknown';

type AttemptTable = { readonly [from in AttemptState]: { readonly [on in AttemptEvent]?: AttemptState } };

/** Channels whose viewer scans a code. */
export const SCAN_ATTEMPT: AttemptTable = {
  created: { ready: 'ready', refused: 'refused', shut: 'closed', leave: 'closing', money: 'paid' },
  ready: { shut: 'closed', leave: 'closing', money: 'paid' },
  closing: { shut: 'closed', lapsed: 'closed', unknown: 'closed', money: 'paid' },
  sent: {},
  closed: { money: 'paid' },
  refused: { money: 'paid' },
  paid: { money: 'paid' },
};

/** Cards: before the code was sent nothing can have moved, so leaving is closing; afterwards only the channel's word ends it. */
export const CARD_ATTEMPT: AttemptTable = {
  created: { ready: 'ready', refused: 'refused', leave: 'closed', quick: 'sent', restored: 'sent', money: 'paid' },
  // refused: no token was opened with its code; such an attempt is never sent.
  ready: { refused: 'refused', leave: 'closed', code: 'sent', restored: 'sent', money: 'paid' },
  closing: {},
  sent: { refused: 'refused', lost: 'refused', unknown: 'closed', money: 'paid' },
  closed: { money: 'paid' },
  refused: { money: 'paid' },
  paid: { money: 'paid' },
};

/** An account at a bank: as a card, but after a password that was wrong there is another try. Source: docs/money.md 15. */
export const BANK_ATTEMPT: AttemptTable = {
  created: { ready: 'ready', refused: 'refused', leave: 'closed', restored: 'sent', money: 'paid' },
  ready: { leave: 'closed', code: 'sent', restored: 'sent', money: 'paid' },
  closing: {},
  sent: { wrong: 'ready', refused: 'refused', lost: 'refused', unknown: 'closed', money: 'paid' },
  closed: { money: 'paid' },
  refused: { money: 'paid' },
  paid: { money: 'paid' },
};

export const ATTEMPT_TABLES: { readonly [kind in Attempt['kind']]: AttemptTable } = {
  scan: SCAN_ATTEMPT,
  card: CARD_ATTEMPT,
  bank: BANK_ATTEMPT,
};

export type OrderEvent = 'end' | 'all-attempts-over' | 'won';

/** paid and closed are final. */
export const ORDER: { readonly [from in OrderState]: { readonly [on in OrderEvent]?: OrderState } } = {
  open: { end: 'closing', won: 'paid' },
  closing: { 'all-attempts-over': 'closed', won: 'paid' },
  closed: {},
  paid: {},
};

export type RefundEvent =
  | 'moving'
  | 'short'
  | 'stuck'
  | 'done'
  | 'failed'
  | 'again'
  /** a person sends a stuck one on to our own bank account */
  | 'sent-on'
  /** and there it is */
  | 'landed'
  /** the viewer got it by hand */
  | 'paid';

export const REFUND: { readonly [from in RefundState]: { readonly [on in RefundEvent]?: RefundState } } = {
  created: { moving: 'asked', short: 'waiting', stuck: 'stuck', done: 'done', failed: 'failed' },
  asked: { short: 'waiting', stuck: 'stuck', landed: 'landed', done: 'done', failed: 'failed' },
  waiting: { moving: 'asked', again: 'asked', stuck: 'stuck', done: 'done', failed: 'failed' },
  stuck: { 'sent-on': 'asked', done: 'done', failed: 'failed' },
  landed: { paid: 'done' },
  done: {},
  failed: {},
};

/** What is known of money when its receipt is made. */
export interface Taken {
  /** amount or currency is not the order's */
  differs: boolean;
  /** defect: the channel itself does not know how it stands */
  unclear: boolean;
  already_returned: boolean;
  no_attempt: boolean;
  /** defect: debited after the channel's own time limit */
  late_debit: boolean;
  has_winner: boolean;
  order_closed: boolean;
}

/** The first row that fits gives the role. held is flagged, surplus is refunded by itself. */
export const ROLES: readonly { when: keyof Taken | 'else'; role: Role }[] = [
  { when: 'differs', role: 'held' },
  { when: 'unclear', role: 'held' },
  { when: 'already_returned', role: 'held' },
  { when: 'no_attempt', role: 'held' },
  { when: 'late_debit', role: 'surplus' },
  { when: 'has_winner', role: 'surplus' },
  { when: 'order_closed', role: 'surplus' },
  { when: 'else', role: 'won' },
];

export function roleOf(taken: Taken): { role: Role; why: string } {
  for (const row of ROLES) {
    if (row.when === 'else' || taken[row.when]) return { role: row.role, why: row.when };
  }
  throw new Error('the role table has no last row');
}
