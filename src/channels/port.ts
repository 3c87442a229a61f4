/**
 * The payment core's side of a bank. An adapter builds requests and maps answers to evidence; it decides nothing.
 * Nothing here throws for what a network or a bank does: silence is a result.
 */
import type { BankChallenge, BankMethod, MethodOffer } from '../protocol/bank.ts';
import type { Fen } from '../protocol/money.ts';
import type { Secret } from '../protocol/secret.ts';
import type { EvidenceSource, RefusedBy } from './port-refusal.ts';

export type * from './port-refusal.ts';
export type * from './port-world.ts';

/** Everything a channel ever tells about a payment. `asked_at_ms`: our clock just before the request left (for a callback: when it came in). */
export type Evidence = { source: EvidenceSource; asked_at_ms: number } &
  /** The channel took the money (returned_fen: and gave at least so much back). */
  (
    | { kind: 'paid'; txn: string; amount_fen: Fen; currency: string; returned_fen?: Fen; paid_at_ms?: number }
    /** Took it, but not as agreed: after its time, or the bank does not know how its booking stands. */
    | { kind: 'defect'; defect: 'late-debit' | 'unclear'; txn: string; amount_fen: Fen; currency: string; code: string }
    /** A signed callback says so; a query has to confirm it. */
    | { kind: 'claimed'; txn: string; amount_fen: Fen; currency: string }
    /** Knows the number, not paid, may still be paid. */
    | { kind: 'unpaid' }
    /** Does not know the number (yet). */
    | { kind: 'absent' }
    /** Will never take money under this number. */
    | { kind: 'shut' }
    | ({ kind: 'refused' } & RefusedBy)
    /** Look again at once: paid meanwhile, in use, or still at it. */
    | { kind: 'pending' }
    /** No answer, 5xx, 429, bad signature, foreign ids, unparsable text. `why` is for the log, free of secrets. */
    | { kind: 'silent'; why: string }
  );

/** What a channel gave to be handed to the payer. `qr`: a code's text; `prepay-id`: for a wallet's bridge; `form`: an address to go to. */
export interface Handover {
  kind: 'qr' | 'prepay-id' | 'form';
  text: string;
}

/** Prepay answers with something to hand over, or with evidence (`refused` only when the channel surely made nothing payable). */
export type PrepayAnswer =
  | { kind: 'ready'; asked_at_ms: number; qr_text: string }
  /** Not a code to scan: to a phone's page. */
  | { kind: 'handed'; asked_at_ms: number; handover: Handover }
  | Evidence;

/** A channel's word about one refund try. Source: docs/money.md 5. */
export type RefundEvidence = { source: EvidenceSource; asked_at_ms: number } & (
  | { kind: 'done' }
  /** Accepted, still moving. */
  | { kind: 'moving' }
  /** Our balance there is short, or we ask too often: wait, same number. */
  | { kind: 'short' }
  /** The bank cannot deliver it: a person must send it elsewhere. */
  | { kind: 'stuck' }
  /** This number will never refund: a new try may be made. */
  | { kind: 'dead' }
  /** The query knows no such refund. */
  | { kind: 'absent' }
  /** The call itself was refused; `final`: by a rule that repeats cannot mend (window over, account gone, too many partial refunds). */
  /** `returned`: the channel says that all of it went back already; whether by this refund only a query can tell. */
  | { kind: 'refused'; code: string; final: boolean; returned?: true }
  | { kind: 'silent'; why: string }
);

export interface PrepayInput {
  /** Our channel number, 24-32 letters and digits. */
  channel_no: string;
  amount_fen: Fen;
  subject: string;
  /** When the channel must stop taking money. */
  channel_expires_at_ms: number;
  /** When the code was made. */
  created_at_ms: number;
  /** The request is never sent after this: for banks that count a code's life from receipt. */
  not_after_ms: number;
  box_id?: string;
  /** A phone pays: who, where the wallet must be told, and the page that it comes back to. */
  payer?: string;
  return_url?: string;
}

export interface RefundAsk {
  /** The payment's channel number. */
  channel_no: string;
  /** The channel's transaction id. */
  txn: string;
  refund_channel_no: string;
  amount_fen: Fen;
  total_fen: Fen;
  reason: string;
}

/** The refund number's own time is part of its identity. */
export type CardRefundAsk = RefundAsk & { created_at_ms: number };

/** A callback as it came in: raw bytes, header names in lower case. */
export interface RawCallback {
  headers: { readonly [name: string]: string | undefined };
  body: Uint8Array;
}

export type CallbackReading =
  | { kind: 'payment'; channel_no: string; callback_id: string; evidence: Evidence }
  | { kind: 'refund'; channel_no: string; refund_channel_no: string; callback_id: string; evidence: RefundEvidence }
  /** Genuine: money moved, but how much cannot be read. Not acknowledged before a person can see it. */
  | { kind: 'unreadable-money'; channel_no: string; callback_id: string; why: string }
  /** Genuine, but nothing of it is for us to act on. */
  | { kind: 'nothing'; callback_id: string; why: string }
  /** Not genuine, not readable, or foreign ids: answered as a failure. `why`: a fixed reason, then ": " and details. `alert` when a person should look. */
  | { kind: 'rejected'; why: string; alert: boolean };

export interface CallbackReply {
  status: number;
  content_type: string;
  body: string;
}

/** A certificate in use. `name`: the setting it stands in, with its serial where there are several. */
export interface CertificateEnd {
  name: string;
  owner: 'own' | 'bank';
  not_after_ms: number;
}

/** Common to all kinds. Every call resolves; none rejects. */
export interface AnyChannel {
  readonly id: string;
  /** The contract at the bank (mchid, app_id, merId): channel numbers are unique within (channel, acquirer_id). */
  readonly acquirer_id: string;
  /** Verifies on the raw bytes; decides nothing. */
  readCallback(raw: RawCallback): Promise<CallbackReading>;
  /** The answer to a callback that was taken, or was not; `raw` is that callback, for a bank whose answer may name it. */
  reply(taken: boolean, raw?: RawCallback): CallbackReply;
  /** Those in use now; some change while the process runs. Empty where only keys are used. */
  certificates(): readonly CertificateEnd[];
  /** About settings that work but should be looked at: sentences for the operator, known at the start. */
  readonly warnings: readonly string[];
  /** Ends what the adapter keeps open (agents, timers). */
  stop(): Promise<void>;
}

/** Where on a phone: in the wallet's own browser, or in any other. */
export type PhonePlace = 'inside' | 'outside';

/** What a phone's page does to open the wallet. `bridge`: calls `name` of the object `object`, which is there from the event `ready` on. */
export type PhoneOpening =
  | { kind: 'bridge'; object: string; ready: string; name: string; params: { readonly [name: string]: string } }
  | { kind: 'go'; url: string };

export type PayerAnswer = { kind: 'payer'; payer: string } | { kind: 'refused'; code: string } | { kind: 'silent'; why: string };

/** The wallet says who opened the page, without asking them. */
export interface SignIn {
  /** The address that sends the browser back to `return_url` with `code` and `state`. */
  url(return_url: string, state: string): string;
  /** Under another name the same payer is another. */
  readonly app: string;
  payer(code: string): Promise<PayerAnswer>;
}

/** A phone pays through the order's one code. Its products make attempts like any other. */
export interface PhonePay {
  /** Those that the settings switch on. */
  readonly products: readonly string[];
  readonly signIn?: SignIn;
  /** Made anew at each tap: some are signed for a moment. Pure but for clock, random and keys; no call. */
  open(handover: Handover, prepay_body: string, place: PhonePlace): Promise<PhoneOpening>;
}

/** One channel whose viewer scans a code. All its calls may be repeated. */
export interface ScanChannel extends AnyChannel {
  readonly kind: 'scan';
  /** Pure: the exact body that will be sent, stored at creation and never recomputed. `product`: the module's first where it is absent. */
  prepayBody(input: PrepayInput, product?: string): string;
  prepay(channel_no: string, body: string, product?: string): Promise<PrepayAnswer>;
  readonly phone?: PhonePay;
  /** `prepay_body`: as stored with the attempt; the ids in it count, where the settings have others by now under the same acquirer account. */
  query(channel_no: string, prepay_body?: string): Promise<Evidence>;
  close(channel_no: string): Promise<Evidence>;
  refund(ask: RefundAsk): Promise<RefundEvidence>;
  queryRefund(ask: RefundAsk): Promise<RefundEvidence>;
  /** A stuck refund goes to our own bank account; sent once, then queried. Absent where the bank has no such call. */
  sendOn?(ask: RefundAsk): Promise<RefundEvidence>;
}

/** A card for the time of one call. Either the number or a token stands for it. */
export interface CardSecrets {
  pan?: Secret;
  token?: Secret;
  phone?: Secret;
  /** Whole ID number, or its last six, as the contract asks. */
  id?: Secret;
  /** MMYY as on the card. */
  expiry?: Secret;
  cvn2?: Secret;
  pin?: Secret;
}

export interface CardAsk {
  channel_no: string;
  created_at_ms: number;
  amount_fen: Fen;
  /** When the order ends. */
  expires_at_ms: number;
  card: CardSecrets;
}

/** Is this card good for paying here? Asked under a number of its own; moves nothing. */
export type CardStatus =
  | { kind: 'open' }
  /** Must first be enabled with its bank. */
  | { kind: 'not-open'; code: string }
  | ({ kind: 'refused' } & RefusedBy)
  | { kind: 'silent'; why: string };

export type SmsAnswer = { asked_at_ms: number } & ({ kind: 'sent' } | ({ kind: 'refused' } & RefusedBy) | { kind: 'silent'; why: string });

/** A token instead of the number (token mode). */
export type TokenAnswer = { kind: 'token'; token: Secret } | ({ kind: 'refused' } & RefusedBy) | { kind: 'silent'; why: string };

/**
 * One channel whose viewer types a card. `sms`, `consume` and `refund` are sent once: the caller has committed a mark
 * before, and afterwards only queries.
 */
export interface CardChannel extends AnyChannel {
  readonly kind: 'card';
  /** Remembered cards are tokens here; the number itself is kept nowhere. */
  readonly tokens: boolean;
  /** A token pays with a code of its card's bank; false: also without one, by contract. */
  readonly token_sms: boolean;
  status(ask: Pick<CardAsk, 'channel_no' | 'created_at_ms' | 'card'>): Promise<CardStatus>;
  sms(ask: CardAsk): Promise<SmsAnswer>;
  /** Without a code: by a token alone. */
  consume(ask: CardAsk & { code?: Secret }): Promise<Evidence>;
  /** `created_at_ms`: when the number was made; the bank knows a transaction by both. */
  query(channel_no: string, created_at_ms: number): Promise<Evidence>;
  refund(ask: CardRefundAsk): Promise<RefundEvidence>;
  queryRefund(ask: CardRefundAsk): Promise<RefundEvidence>;
  /** Token mode: a code for opening, and the token that it opens. */
  openSms(ask: CardAsk): Promise<SmsAnswer>;
  openToken(ask: CardAsk & { code: Secret }): Promise<TokenAnswer>;
  dropToken(ask: Pick<CardAsk, 'channel_no' | 'created_at_ms' | 'card'>): Promise<void>;
}

/** `methods`: in the bank's order; none that a television cannot serve. */
export type MethodsAnswer =
  | { kind: 'methods'; methods: MethodOffer[] }
  | ({ kind: 'refused' } & RefusedBy)
  | { kind: 'silent'; why: string };

export interface PrepareAsk {
  channel_no: string;
  created_at_ms: number;
  amount_fen: Fen;
  subject: string;
  method: BankMethod;
  pan: Secret;
}

/** `challenge_id` is the bank's; `life_ms` from asked_at_ms. */
export type PrepareAnswer = { asked_at_ms: number } & (
  | { kind: 'prepared'; challenge_id: string; challenge: BankChallenge; life_ms: number }
  | ({ kind: 'refused' } & RefusedBy)
  | { kind: 'silent'; why: string }
);

export interface ConfirmAsk {
  channel_no: string;
  challenge_id: string;
  amount_fen: Fen;
  password: Secret;
}

/** `wrong`: signed, this password is not right, nothing was taken, and so many more may be tried. */
export type ConfirmAnswer = Evidence | { source: 'answer'; asked_at_ms: number; kind: 'wrong'; code: string; tries_left: number };

/**
 * One channel whose viewer proves himself to his bank on the television. `prepare` (it may send an SMS) and `confirm` are
 * sent once each: the caller has committed a mark before. All other calls may be repeated. Source: docs/money.md 15.
 */
export interface BankChannel extends AnyChannel {
  readonly kind: 'bank';
  /** Moves nothing. */
  methods(ask: { pan: Secret }): Promise<MethodsAnswer>;
  prepare(ask: PrepareAsk): Promise<PrepareAnswer>;
  confirm(ask: ConfirmAsk): Promise<ConfirmAnswer>;
  query(channel_no: string): Promise<Evidence>;
  /** Its challenge is not to be answered any more. */
  close(channel_no: string): Promise<Evidence>;
  refund(ask: RefundAsk): Promise<RefundEvidence>;
  queryRefund(ask: RefundAsk): Promise<RefundEvidence>;
}

export type Channel = ScanChannel | CardChannel | BankChannel;
