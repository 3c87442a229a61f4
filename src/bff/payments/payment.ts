/**
 * One payment: an order with its attempts, the money channels say they took for it, refunds and notices. Plain JSON, stored
 * whole; `format` counts the shapes below, and older ones are lifted when they are loaded (formats/).
 */
import type { Fen } from '../../protocol/money.ts';
import type { NoticeType } from '../../protocol/notice.ts';
import type { Lang, Mode, OrderState, Said } from '../../protocol/order.ts';
import type { RefundReason, RequestState } from '../../protocol/refund-request.ts';
import type { RefusalCode } from '../../protocol/refusal.ts';
import type { Attempt } from './attempt.ts';
import type { JournalRow } from './journal-row.ts';
import type { AskedPassword, Pass } from './guarding.ts';
import type { Hold, OverLimit } from './spending.ts';
import type { CardDialogue, EntryDialogue, HeardPage } from './typed-dialogue.ts';

export type * from './attempt.ts';
export type * from './typed-dialogue.ts';

/** A pay bill of the protocol of 2014: what it says and is read back, beside the order's own fields. Its money lies in escrow. Source: docs/paysign.md 5. */
export interface Bill {
  name: string;
  describe?: string;
  valid_hours: number;
  /** 0001 or 0000, as it was sent. */
  score_apply: string;
  /** Box number as it was sent. */
  stb_id?: string;
}

/** What a merchant pays for a settled order, as it was when the order was won. */
export interface Fees {
  fee_bp: number;
  fee_min_fen: number;
  /** Absent: no cap. */
  fee_cap_fen?: number;
}

/** A merchant's word on money in escrow. `refund` names what it gave back, if anything. Source: docs/money.md 8. */
export interface Instruction {
  type: 'SETTLE' | 'REFUND';
  settle_fen: number;
  refund_fen: number;
  fee_fen: number;
  at_ms: number;
  refund?: string;
}

export interface Order {
  id: string;
  /** 128 random bits; the cashier's address. */
  token: string;
  merchant_id: string;
  order_no: string;
  amount_fen: Fen;
  subject: string;
  detail?: string;
  return_url: string;
  notify_url: string;
  viewer_id?: string;
  box_id?: string;
  /** Keyed hash of its viewer, by which that viewer finds his orders; absent where no merchant's portal may show them. */
  viewer_key?: string;
  lang?: Lang;
  elder: boolean;
  /** Beyond `elder`. */
  modes?: Mode[];
  says?: Said;
  bill?: Bill;
  created_ms: number;
  expires_ms: number;
  /** The merchant said when it ends. */
  expires_asked: boolean;
  /** When it was made our clock was ahead of the wall clock, and so is expires_ms. */
  clock_ahead_ms?: number;
  state: OrderState;
  closing_why?: 'expired' | 'merchant';
  closing_ms?: number;
  ended_ms?: number;
  /** The merchant said that what was paid for is there. */
  delivered_ms?: number;
  /** Too little time left for a new code. */
  late: boolean;
}

/** won: pays the order; surplus: given back by itself; held: in doubt, a person decides; given-back: held, then decided. */
export type Role = 'won' | 'surplus' | 'held' | 'given-back';

export interface Receipt {
  channel: string;
  acquirer_id: string;
  /** The channel's transaction id. */
  txn: string;
  channel_no: string;
  attempt?: number;
  amount_fen: Fen;
  currency: string;
  role: Role;
  why: string;
  taken_ms: number;
  /** What the channel says it gave back, ours or not. */
  returned_fen: number;
}

/** A viewer's wish to have money back; `by`: asked by himself, or by an operator for him. */
export interface RefundRequest {
  id: string;
  reason: RefundReason;
  state: RequestState;
  by: 'viewer' | 'operator';
  created_ms: number;
  ended_ms?: number;
  /** What answered it. */
  refund_no?: string;
  text?: string;
}

/** `landed`: it went to our own bank account instead; the viewer is still to be paid. */
export type RefundState = 'created' | 'asked' | 'waiting' | 'stuck' | 'landed' | 'done' | 'failed';

export interface RefundTry {
  n: number;
  channel_no: string;
  live: boolean;
  created_ms: number;
  /** Once class: committed before it was sent, by whom; afterwards only queried. */
  sent_ms?: number;
  sent_by?: string;
  /** Signed "no such transaction" so far. */
  absents?: number;
  /** Once class: refused because our balance there was short; it does not count as a try. */
  short?: true;
  absent_asked_ms?: number;
  /** How often the call was refused without an end. */
  refusals?: number;
  /** A rule that repeats cannot mend, as the channel named it. */
  rule?: string;
}

export interface Refund {
  id: string;
  txn: string;
  channel: string;
  acquirer_id: string;
  auto: boolean;
  /** Whose wish it is; absent for automatic ones. */
  merchant_id?: string;
  refund_no?: string;
  reason: string;
  amount_fen: Fen;
  state: RefundState;
  tries: RefundTry[];
  created_ms: number;
  ended_ms?: number;
  last_ask_ms?: number;
  /** A stuck one sent on to our own bank account: once class, marked before the call. */
  sent_on?: { sent_ms?: number; sent_by?: string };
  /** Flagged as slow: its channel is asked once a day from now on. */
  slow?: true;
  /** Once class, after a restore: a person lets it go out. */
  released?: true;
  /** Paid to the viewer outside the channels. */
  paid_by_hand?: true;
  /** Of a bill's refund: so much of it was in escrow, the rest the merchant's. */
  escrow_fen?: number;
  /** Reserved; it goes out once so much is payable to its merchant. Source: docs/money.md 18. */
  unfunded?: true;
}

export interface Notice {
  n: number;
  id: string;
  type: NoticeType;
  /** Fixed when made: what is signed and posted. */
  body: string;
  created_ms: number;
  tries: number;
  delivered_ms?: number;
  /** Not posted any more: the merchant has acted on the order and knows. */
  dropped?: true;
  given_up?: boolean;
}

/** Work that is due. `serial` tells an answer to this very call from a late one. */
export interface Job {
  /** "clock", "notice", "attempt:3", "refund:<id>": one of each at a time, so calls under one number never overlap. */
  key: string;
  call: 'tick' | 'prepay' | 'query' | 'close' | 'refund' | 'refund-fund' | 'refund-query' | 'refund-send-on' | 'notice';
  /** Who may be kept waiting by it: a channel, "notice:<merchant>", or "clock". */
  lane: string;
  due_ms: number;
  serial: number;
  /** Which rung of its ladder. */
  rung: number;
  /** How often it was looked at once more at once on this rung. */
  hurried?: number;
  not_after_ms?: number;
  /** Set by every decision (urgency.ts); absent: nobody waits for it. */
  urgency?: 0 | 1;
}

export interface Flag {
  code: string;
  at_ms: number;
  /** Free of secrets. */
  detail: string;
}

/** Which question the viewer sees, as far as it is not derived from the rest. */
export interface Dialogue {
  version: number;
  seq: number;
  /** The attempt on screen; 0 is choose. */
  attempt: number;
  note?: 'not_received' | 'ask_later';
  refusal?: RefusalCode;
  /** When 已完成支付 last asked the channel. */
  asked_ms?: number;
  asking: boolean;
  card?: CardDialogue;
  /** The payment password is asked for this way. */
  asks?: AskedPassword;
  pass?: Pass;
  /** How many words were given for it. */
  passes?: number;
  /** How often a phone was asked to consent. */
  consents?: number;
  /** What the phone said last. */
  consented?: { n: number; yes: boolean };
  entry?: EntryDialogue;
  /** Pages that sealed to a version of the question, each with its last counter: an older message is a copy. */
  pages?: HeardPage[];
  /** The same in payments stored before `pages`: of the page that sealed last. */
  page?: { key: string; counter: number };
}

/** The shape that this program writes. */
export const FORMAT = 2;

/** Whatever may hold money: a payment, or money under a number that has no order. */
export interface Holder {
  /** Counts commits; entries are numbered within it. */
  version: number;
  receipts: Receipt[];
  refunds: Refund[];
  jobs: Job[];
  flags: Flag[];
  /** Of the job that was planned last. */
  serial: number;
}

export interface Payment extends Holder {
  format: typeof FORMAT;
  order: Order;
  attempts: Attempt[];
  notices: Notice[];
  /** What it counts for in its viewer's limits, from its first attempt on. */
  hold?: Hold;
  /** A phone was told so, in this Beijing day. */
  over_limit?: { code: OverLimit; day: string };
  /** Of a bill that was won. */
  fees?: Fees;
  instructions?: Instruction[];
  /** At most one is open. */
  requests?: RefundRequest[];
  dialogue: Dialogue;
}

/** One line of the ledger; + is debit, - is credit. */
export interface Entry {
  order_id: string;
  version: number;
  line: number;
  account: string;
  amount_fen: number;
  cause: string;
}

/** What one event made of a payment. `changed` false: nothing to store. */
export interface Decision {
  changed: boolean;
  payment: Payment;
  entries: Entry[];
  /** Absent when nothing changed. */
  journal?: JournalRow;
}
