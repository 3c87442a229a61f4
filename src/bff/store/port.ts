/**
 * Where payments live. SQLite is the embedded store; contract.test.ts holds what every store must do.
 *
 * - A change is a pure function on loaded data; what it makes is one commit, and nobody hears of it before it is durable.
 *   It may run several times: a store that finds another writer in between loads again, a bounded number of times.
 * - A commit whose outcome is unknown (broken COMMIT, lost connection) is StoreDown: never success, and never repeated
 *   inside the store. Whoever asked reads again; only what carries its own unique number (order, refund, callback id) may be
 *   asked again. A store that wants to repeat by itself must first store an id with each event (docs/money.md 17).
 * - One change's failure never undoes another's, nor costs it a commit more.
 */
import type { Act } from '../operators/acts.ts';
import type { JournalRow } from '../payments/journal-row.ts';
import type { Spent } from '../payments/spending.ts';
import type { Orphan, OrphanDecision } from '../payments/money/orphans.ts';
import type { Decision, Entry, Payment } from '../payments/payment.ts';
import type { OperatorStore } from './operator-port.ts';
import type { AccountRow, AccountStore, BoxStore, CardStore } from './viewer-port.ts';
import type { Urgency } from '../payments/urgency.ts';

export type { AccountRow, AccountStore, AlongAccount, BoxRow, BoxStore, CardRow, CardStore, Forgotten } from './viewer-port.ts';

export type Key =
  | { id: string }
  | { token: string }
  | { merchant_id: string; order_no: string }
  | { channel: string; acquirer_id: string; channel_no: string };

/** Where a list of a viewer's orders goes on: after this one, to older ones. */
export interface OrderPlace {
  created_ms: number;
  id: string;
}

/** By its id (orphanId's), its ledger id, or the number of its receipt's refund. */
export type OrphanKey = { id: string } | { channel: string; acquirer_id: string; channel_no: string };

/** A refund that waits for its merchant's money. The earliest is first; of one instant by order and id, as bytes. */
export interface WaitingPlace {
  created_ms: number;
  order_id: string;
  refund_id: string;
}

/** At most `max` tries of `who` in any `window_ms`. */
export interface Limit {
  scope: string;
  /** A keyed hash; never what was typed. */
  who: string;
  max: number;
  window_ms: number;
}

/** One try against several limits. */
export interface Reservation {
  limits: readonly Limit[];
  /** Names these tries, so that they can be given back. */
  slot: string;
  at_ms: number;
}

export interface ViewerBox {
  viewer: string;
  box: string;
}

/** What a change looks at besides its payment; loaded, and locked where writers are many, in the order of these fields. */
export interface Needs {
  /** Counted before the change; noted when the change says so. */
  limits?: Reservation;
  /** Whose refund has this number at the payment's merchant? */
  refund_no?: string;
  /** Which payment or orphan has a receipt of this transaction, at the channel and account of this attempt? */
  txn?: { attempt: number; txn: string };
  /** How much is payable to this merchant, whose money the change may take. Nobody else takes of it until the commit. */
  merchant_debit?: string;
  /** Of what waits for that merchant's money, only what is before this counts. */
  before?: WaitingPlace;
  /** The key of an account; nobody changes that account until the commit. */
  account?: string;
  /** Since when has this viewer (`viewer_key`) had this box? */
  box?: ViewerBox;
  /** Who may spend in this Beijing day: nobody else changes what it has spent until the commit. */
  spender?: { id: string; day: string };
  /** The operators' acts on it. */
  acts?: true;
}

export interface Loaded {
  payment: Payment | undefined;
  /** The first of the limits that is full. */
  full?: Limit;
  /** The order whose refund has that number. */
  refund_of?: string;
  /** The order, or the orphan's ledger id. */
  txn_of?: string;
  /** Of `merchant_debit`, in fen; below 0: it owes us. */
  payable_fen?: number;
  /** What waiting refunds of `merchant_debit` need of its money; of those before `before`, where that is named. */
  waiting_fen?: number;
  account?: AccountRow;
  /** Of `box`: when its first order was made; absent: it made none. */
  box_since_ms?: number;
  /** What the holds of `spender` come to. */
  spent?: Spent;
  /** The oldest first. */
  acts?: readonly Act[];
}

/** What a change makes: a decision to store (or none) and a value for the caller, who gets it once it is durable. */
export interface Change<T> {
  decision?: Decision;
  /** The channel's callback id, remembered in the same commit. */
  callback?: { channel: string; callback_id: string; at_ms: number };
  /** The tries of `limits` happened. */
  note_limits?: boolean;
  /** Slots whose tries no longer count. */
  give_back?: readonly string[];
  /** Operators' acts, new or moved on; each is moved on by one writer alone. */
  acts?: readonly Act[];
  value: T;
}

export interface OrphanChange<T> {
  decision?: OrphanDecision;
  acts?: readonly Act[];
  value: T;
}

/** Names work of a payment or an orphan. */
export interface JobName {
  order_id: string;
  key: string;
}

export interface DueJob extends JobName {
  lane: string;
  due_ms: number;
  urgency: Urgency;
}

/** How many a lane may begin now: in all, and of work that no viewer waits for. */
export interface Starts {
  all: number;
  background: number;
}

export interface Claim {
  now_ms: number;
  /** This process. */
  owner: string;
  /** Longer than any call. While a lease lasts nobody else gets work under that name, whatever due time it gets meanwhile. */
  lease_ms: number;
  /** How many leases of this owner a lane may have at once. */
  per_lane: number;
  /** The same for lanes by name. */
  lanes?: { readonly [lane: string]: number };
  /** Of a lane's leases so many may be of work that no viewer waits for; absent: all of them. */
  background?: number;
  /** What a claim may take of a lane, by name, where its calls a second are counted; absent: as many as there is room for. */
  starts?: { readonly [lane: string]: Starts };
}

/** The call is over. After a failure of our own the work rests: nobody gets it before. */
export interface Released extends JobName {
  rest_until_ms?: number;
}

export type Wanted =
  | { id: string }
  | { token: string }
  | { order_no: string }
  /** What a viewer reads to the hotline; capitals or not. */
  | { short_no: string }
  | { channel_no: string }
  | { txn: string };

export interface FlagRow {
  /** Of the payment, or the ledger id of an orphan. */
  order_id: string;
  code: string;
  detail: string;
  at_ms: number;
}

/** What one contract at a channel still has to bring to an end. */
export interface Unsettled {
  channel: string;
  acquirer_id: string;
  /** Not final, or final and still looked at. */
  attempts: number;
  refunds: number;
}

export interface JournalEntry extends JournalRow {
  /** Ascends with every commit; never given twice. */
  position: number;
}

export interface Store extends OperatorStore {
  /** Loads, calls the pure `change`, writes. Rejects when nothing was stored: with what `change` threw, Conflict or StoreDown. */
  change<T>(key: Key, needs: Needs, change: (loaded: Loaded) => Change<T>): Promise<T>;
  /** The same for an orphan, with the operators' acts on it. */
  changeOrphan<T>(key: OrphanKey, change: (orphan: Orphan | undefined, acts: readonly Act[]) => OrphanChange<T>): Promise<T>;
  /** The committed state. */
  read(key: Key): Promise<Payment | undefined>;
  readOrphan(key: OrphanKey): Promise<Orphan | undefined>;
  /** Ids of the payments meant; of several merchants they may be several. */
  find(wanted: Wanted): Promise<string[]>;
  /** Orders of one viewer (`viewer_key`), the newest first. */
  ordersOf(viewer: string, wanted: { before?: OrderPlace; max: number }): Promise<string[]>;

  /** Leases due work of each lane: what viewers wait for first, then the oldest first; past what is leased or rests. */
  claim(claim: Claim): Promise<DueJob[]>;
  /** Ends leases; those of a dead process end by their time. */
  release(owner: string, jobs: readonly Released[]): Promise<void>;
  /** When the next job falls due, or a rest or another's lease ends, after after_ms. What is overdue is leased, or behind a full lane. */
  nextDue(after_ms: number): Promise<number | undefined>;

  /** Notes a try unless one of its limits is full; that one is named. */
  reserve(reservation: Reservation): Promise<Limit | undefined>;
  readonly cards: CardStore;
  readonly accounts: AccountStore;
  readonly boxes: BoxStore;
  wasCalled(channel: string, callback_id: string): Promise<boolean>;

  /**
   * A TV shows this order's code. What was shown last may be forgotten at a restart: a TV that shows it says so again within a
   * poll. Several processes on one store know it of one another.
   */
  shown(order_id: string, at_ms: number): Promise<void>;
  lastShown(order_id: string): Promise<number | undefined>;

  /**
   * Calls back after each durable commit of a payment here; after one of another process only where `wants` says so of its order
   * (nobody wants it by default), and with the payment as it is by then.
   */
  onCommit(listener: (payment: Payment) => void, wants?: (order_id: string) => boolean): () => void;

  /** Sums of entries by ledger account, in fen. */
  balances(): Promise<{ [account: string]: number }>;
  /** The ledger lines of one order, or of an orphan's ledger id. */
  entries(order_id: string): Promise<Entry[]>;
  /** Marks for a person, the oldest first. */
  flags(): Promise<FlagRow[]>;
  unsettled(): Promise<Unsettled[]>;
  journal(order_id: string): Promise<JournalEntry[]>;
  /** When the newest journal row was written. */
  lastCommit(): Promise<number | undefined>;
  /** Rows of all orders after a position, in order. */
  journalAfter(position: number, limit: number): Promise<JournalEntry[]>;

  /** A whole copy into a new file, while payments go on. Throws StoreRefused where the file is there already. */
  backup(file: string): Promise<void>;
  /** Rejects when the database does not answer, or took no commit lately and takes none now. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
