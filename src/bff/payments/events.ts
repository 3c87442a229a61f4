/** Everything that can happen to a payment. Each carries `now_ms`, and `fresh` random text where a new number or id may be needed. */
import type { BankSchedules, CardSchedules, OnceCall, ScanSchedules } from '../../channels/module.ts';
import type {
  ConfirmAnswer,
  Evidence,
  PrepareAnswer,
  PrepayAnswer,
  PrepayInput,
  RefundEvidence,
  RefusedBy,
  SmsAnswer,
} from '../../channels/port.ts';
import type { Answer } from '../../protocol/answer.ts';
import type { BankMethod, MethodOffer } from '../../protocol/bank.ts';
import type { CardElement, CardFace } from '../../protocol/card.ts';
import type { Fen } from '../../protocol/money.ts';
import type { RefundReason } from '../../protocol/refund-request.ts';
import type { RefusalCode } from '../../protocol/refusal.ts';
import type { Times } from './schedules.ts';
import type { Guard } from './guarding.ts';
import type { SpendLimits, Spent } from './spending.ts';
import type { CardNote, Fees, Instruction, Order } from './payment.ts';

export interface At {
  now_ms: number;
  /** At least 64 random letters and digits. */
  fresh: string;
  /** What the order's viewer has spent, where limits count it and the event may begin an attempt. */
  spent?: Spent;
  /** What the order's viewer wants asked first, where the event may begin an attempt. */
  guard?: Guard;
  /** Since when the order's viewer has its box, where the event may begin an attempt and that matters. */
  box_since_ms?: number;
}

/** send-on: to our own bank account; paid: to the viewer, outside the channels; release: one that waits after a restore. */
export type ByHand = 'send-on' | 'paid' | 'release';

/** Who decided, and through which door. */
export interface Operator {
  name: string;
  via: string;
}

/** The call an answer belongs to; an answer to an earlier call moves no ladder. */
export interface CallRef {
  key: string;
  serial: number;
}

/** Which page sealed it and how often it had before: a copy of an older message changes nothing. */
export interface FromPage {
  key: string;
  counter: number;
}

/** A card the viewer means, as far as the core may know it. */
export interface KnownCard {
  face: CardFace;
  hash: string;
  need: CardElement[];
  card_id?: string;
  /** A remembered card kept as a token; when its own code paid last. */
  token?: { proved_ms: number };
}

/** What a viewer's card answer becomes once the secrets are taken off it. `version` as in any answer. */
export type CardEvent = {
  version: number;
  page?: FromPage;
  /** Sealed by the entry's phone, not by the TV. */ keypad?: { entry: number; visit: string };
} &
  /** A sealed answer was opened: its page's counter is used up, and of all copies only the one named `by` goes on. */
  (
    | { type: 'sealed-taken'; by: string }
    /** The number is known; its check is asked for. */
    | { type: 'card-known'; channel: string; card: KnownCard; has_list: boolean }
    /** Something typed was not right: the question stays, with a word about it. */
    | { type: 'card-note'; note: CardNote; field?: CardElement }
    /** Nothing may be tried with this card now. */
    | { type: 'card-refused'; code: RefusalCode }
    /** A remembered card was chosen whose token may pay by its viewer's password alone: that is asked, or nothing happens. */
    | { type: 'token-chosen'; channel: string; card: KnownCard }
    /** An SMS may be sent by `by` once this is committed: the new attempt says so. `by_sms`: its viewer wants the code instead of his password. */
    | {
        type: 'sms-asked';
        channel: string;
        card: KnownCard;
        phone_tail: string;
        has_list: boolean;
        by: string;
        opens?: true;
        by_sms?: true;
      }
    /** The code is here: the consumption may be sent by `by` once this is committed. */
    | { type: 'code'; attempt: number; by: string }
    /** Token mode: the code that opens a token is here; the token may be asked for by `by`. */
    | { type: 'open-code'; attempt: number; by: string }
    /** Kind bank: how this card's holder can prove himself. */
    | { type: 'bank-known'; channel: string; card: KnownCard; methods: MethodOffer[] }
    /** The bank may be asked for a challenge by `by` once this is committed: the new attempt says so. */
    | { type: 'challenge-asked'; channel: string; card: KnownCard; method: BankMethod; by: string }
    /** The password is here: it may be sent by `by` once this is committed. */
    | { type: 'password'; attempt: number; by: string }
    /** The payment password was judged by its account. `quick`: the card it is for; its token may be paid with by `by` once this is committed. */
    | { type: 'pay-password'; checked: CheckedPassword; has_cards: boolean; quick?: QuickWish }
  );

export interface QuickWish {
  card: KnownCard;
  phone_tail: string;
  by: string;
}

/** `rev` of the guard it was checked against. */
export type CheckedPassword = { rev: number } & ({ kind: 'right' } | { kind: 'wrong'; left: number } | { kind: 'locked' });

/** Events about refunds; of payments and of orphans. */
export type HolderEvent =
  /** Once class: this call is about to be made. */
  | { type: 'refund-sending'; refund: string; channel_no: string; call: CallRef; by: string }
  | { type: 'refund-evidence'; refund: string; channel_no: string; call?: CallRef; evidence: RefundEvidence }
  /** An operator's decision on a refund that cannot go on by itself. Source: docs/money.md 5, 18. */
  | { type: 'refund-by-hand'; refund: string; act: ByHand; by: Operator }
  /** Once class: a stuck refund is about to be sent on. */
  | { type: 'refund-sending-on'; refund: string; call: CallRef; by: string };

/** A phone that scanned the order's one code; `visit`: the hash of its id. Source: docs/money.md 14. */
export type PhoneEvent = { visit: string } &
  /** It wants to pay. `shown_ms`: when a TV last showed the code. */
  (
    | { type: 'phone-pays'; channel: string; product: string; payer?: string; return_url: string; shown_ms?: number }
    /** It came back from a wallet: the channel is asked now. */
    | { type: 'phone-asks' }
  );

/** A phone that is the keypad of one secret entry; `visit`: the hash of its id. `note`: why the TV has to be typed on after all. */
export type KeypadEvent = { entry: number; visit: string } & ({ type: 'keypad-begins' } | { type: 'keypad-ends'; note?: CardNote });

/** The viewer's bound phone is asked, or answers; `n` counts the order's questions. Source: docs/money.md 16. */
export type ConsentEvent =
  | { type: 'consent-asked'; version: number; state: 'asked' | 'often'; tail: string }
  | { type: 'consent-failed'; n: number }
  | { type: 'consent-said'; n: number; yes: boolean; has_cards: boolean };

export type Event = At &
  /** Time has passed. */
  (
    | { type: 'tick' }
    | { type: 'answer'; version: number; answer: Answer; has_cards?: boolean }
    | CardEvent
    | PhoneEvent
    | ConsentEvent
    | KeypadEvent
    | { type: 'sms-answered'; attempt: number; answer: SmsAnswer }
    /** Kind bank: the challenge, or none. */
    | { type: 'prepared'; attempt: number; answer: PrepareAnswer }
    /** Kind bank: the bank's word about the n-th password. */
    | { type: 'confirmed'; attempt: number; tried: number; answer: ConfirmAnswer }
    /** Token mode: no token came of it; refused by the bank, or silence. */
    | { type: 'open-failed'; attempt: number; refused?: RefusedBy }
    /** Prepay came back, or did not. */
    | { type: 'prepaid'; attempt: number; call: CallRef; answer: PrepayAnswer }
    /** `txn_of`: the order or orphan whose money this transaction is already, where that is another. */
    | { type: 'evidence'; attempt: number; call?: CallRef; evidence: Evidence; txn_of?: string }
    /** `room_fen`: so much may be taken of its merchant's money now: what is payable, and the credit of its contract, less what refunds before it wait for. */
    | { type: 'refund-asked'; request?: string; refund_no: string; amount_fen: Fen; reason: string; room_fen: number }
    /** A viewer wants money back; `by`: an operator asks for him. */
    | { type: 'refund-requested'; reason: RefundReason; by?: Operator }
    /** Its merchant does not give it; `text` is for the viewer. */
    | { type: 'request-declined'; request: string; text?: string }
    /** One that waits for its merchant's money is looked at again. */
    | { type: 'refund-funded'; refund: string; room_fen: number; call: CallRef }
    /** A merchant's word on a bill's money. `refund_no` is given to what it gives back. */
    | { type: 'instructed'; instruction: Pick<Instruction, 'type' | 'settle_fen' | 'refund_fen'>; refund_no: string; room_fen: number }
    | HolderEvent
    | { type: 'notice-result'; n: number; call: CallRef; delivered: boolean }
    /** The notice that waits is posted at this time, if it would be later. */
    | { type: 'notice-due'; due_ms: number }
    /** An operator sent a notice once more, and the merchant took it. */
    | { type: 'notice-resent'; n: number; by: Operator }
    /** Genuine news about its money that could not be read; `what` and `detail` are for a person. */
    | { type: 'news-unbooked'; channel: string; what: 'unreadable-money' | 'unknown-refund'; detail: string }
    | { type: 'close-asked' }
    /** The merchant delivered what was paid for. */
    | { type: 'delivered' }
    /** An operator's decision on held money. */
    | { type: 'held'; txn: string; verdict: 'accept' | 'give-back'; by: Operator }
    /** The database was restored from a backup: calls of the once class may have been made since. */
    | { type: 'restored'; by: Operator }
    /** Work under this key failed too often by a fault of this program. `why` names the error. */
    | { type: 'job-set-aside'; key: string; why: string }
    /** The clock was wrongly ahead by so much when the payment was last changed. */
    | { type: 'clock-set-back'; by_ms: number }
  );

/** Known to decide of the channels: pure functions and names only. */
export interface Rules {
  times: Times;
  /** Installation prefix of every number: 3 letters or digits. */
  prefix: string;
  channels: { readonly [id: string]: ChannelRules };
  /** Keyed hash, 29 letters and digits; the same text gives the same number after a restore. */
  derive: (text: string) => string;
  /** Most attempts of the TV an order, and within an hour. */
  attempts_max: number;
  attempts_hour_max: number;
  /** Most attempts of phones an order. */
  phone_attempts_max: number;
  /** No phone may pay it before its viewer said so on the TV (child lock, a rule of amounts): then no code is shown. Source: docs/money.md 16. */
  hidesCode: (order: Order) => boolean;
  /** What an account, as it is stored, asks before its orders are paid. Absent: there are no accounts. */
  readonly guardOf?: ((body: string) => Guard | undefined) | undefined;
  /** How much the viewer of this order may spend; absent: as much as he likes. Source: docs/money.md 16. */
  readonly limits?: ((order: Order) => SpendLimits | undefined) | undefined;
  /** By which a viewer finds his orders; undefined where no portal may show them. Absent: none may. */
  viewerKey?: (order: Pick<Order, 'merchant_id' | 'viewer_id'>) => string | undefined;
  /** After a restore, until a person has compared the banks' lists: once-class refunds wait. Source: docs/money.md 17. */
  readonly recovering: boolean;
  /** Of a merchant's contract as it is now. */
  feesOf: (merchant_id: string) => Fees;
  /** How far its refunds may go below what is payable to it, by its contract as it is now, in fen. */
  creditOf: (merchant_id: string) => number;
}

/** `acquirer_id`: the account that takes new payments. */
export type ChannelRules = {
  acquirer_id: string;
  product: string;
  /** False: nothing new is begun; existing attempts and refunds are settled. */
  offered: boolean;
  /** Calls that are sent one time and then only queried. */
  once: readonly OnceCall[];
  /** A stuck refund can be sent on to our own bank account. */
  sends_on: boolean;
} & (
  | {
      kind: 'scan';
      schedules: ScanSchedules;
      prepayBody: (input: PrepayInput, product?: string) => string;
      /** What a phone may pay by. */
      phone_products: readonly string[];
    }
  /** `token_sms`: a token pays with its card's own code. */
  | { kind: 'card'; schedules: CardSchedules; token_sms: boolean }
  | { kind: 'bank'; schedules: BankSchedules }
);
