/** Which question the viewer's screen asks now. The BFF says it, the page draws it. Public by construction: no secret ever stands here. */
import type { BankChallenge, BankMethod } from './bank.ts';
import type { CardElement, CardFace, CardTile } from './card.ts';
import type { Lang } from './order.ts';

/** A QR as rows of '0' and '1', without the quiet zone. */
export interface QrBits {
  rows: string[];
}

/** A way to pay, as a tile on `choose`. */
export interface ChannelTile {
  channel: string;
  /** Needs secrets typed on the TV: not offered where the page cannot seal them. */
  types_card?: boolean;
  /** A remembered card behind this tile; its answer names it. */
  card?: CardTile;
  /** Ready text, the way's name. */
  name: string;
  /** Drawn on the tile: one letter on a square of this colour (#rrggbb). A remembered card has its own. */
  mark?: { letter: string; color: string };
  /** Greyed with a reason when the channel is down; it can still be focused, not chosen. */
  down?: string;
  /** Ready text such as "上次使用". */
  tag?: string;
}

/** A way to prove oneself to a bank. */
export interface MethodTile {
  method: BankMethod;
  /** Ready texts: its name, what is done with it, the bank's limit. */
  name: string;
  text: string;
  limit?: string;
  off: boolean;
}

/** The way back to the app. */
export interface ReturnTo {
  /** Signed; display only. */
  url: string;
  /** "返回芒果TV" needs the app's name. */
  app_name: string;
  /** The page leaves by itself after this. */
  after_ms: number;
}

/** One line of what is bought, in ready texts: amounts in yuan. */
export interface StepLine {
  name: string;
  qty: number;
  unit: string;
  /** Of one piece. */
  price_text: string;
  /** Off the whole line. */
  discount_text?: string;
  /** Of the whole line, after its discount. */
  sum_text: string;
}

/** What the order says beyond its subject, in ready texts; on `choose` and `paid`. */
export interface StepSaid {
  lines?: StepLine[];
  period_text?: string;
  /** From when until when, by Beijing's days. */
  dates_text?: string;
  provider_text?: string;
  /** 到期不自动续费, or that it does. */
  renewal_text?: string;
}

/** A phone as the keypad of what is typed: its code, or how it stands. `asks`: the TV has to admit it first. */
export interface StepKeypad {
  qr?: QrBits;
  phone?: 'asks' | 'types';
  /** How long the phone may still type. */
  left_ms?: number;
}

/** A wallet that can pay by the order's one code. */
export interface WalletName {
  /** Whose picture stands beside the name. */
  channel?: string;
  name: string;
  mark: { letter: string; color: string };
}

/** What stands on every step. */
export interface StepFrame {
  /** Build of the page this server goes with; another one makes the page reload itself once. */
  build: string;
  /** Changes only when the question changes; answers are checked against it. */
  version: number;
  /** Changes with anything visible; the poll waits on it. */
  seq: number;
  lang: Lang;
  hotline: string;
  /** What is being paid; absent when no order could be found. */
  order?: {
    short_no: string;
    amount_text: string;
    subject: string;
    detail?: string;
    merchant_name: string;
    /** The last four letters of the box's number, capitals: the phone's page shows the same. */
    box_tail?: string;
  } & StepSaid;
  /** On every step of a card: the server's key, to which answers with secrets are sealed. */
  seal?: { key_id: string; key: string };
  /** Time left for what is shown (code, else order), by the server's clock. */
  remaining_ms?: number;
}

export type StepBody =
  /**
   * `qr`: the order's one code for every wallet in `wallets`: scanned with a phone, no key is pressed. `phone_pays`: a phone is
   * paying now.
   */
  | { kind: 'choose'; channels: ChannelTile[]; focus?: string; note?: string; qr?: QrBits; wallets?: WalletName[]; phone_pays?: true }
  /** `sms`: a code is being sent to the card's phone, not a QR prepared; `bank`: the bank is asked for its challenge. */
  | { kind: 'preparing'; channel: string; channel_name: string; sms?: true; bank?: true }
  /** `open`: which app to open; `help`: how to scan with it, lines split by \n; `help_picture`: which of public/help shows it. */
  | {
      kind: 'scan';
      channel: string;
      channel_name: string;
      open?: string;
      help?: string;
      help_picture?: string;
      attempt: number;
      qr: QrBits;
      note?: string;
      can_renew: boolean;
    }
  /** The code's life is over; the order lives: OK makes a new one (answer `new-code`) unless can_renew is false. */
  | { kind: 'ended'; channel: string; channel_name: string; can_renew: boolean }
  /** Recent cards of this viewer; the first is focused. */
  | { kind: 'card-list'; channel: string; channel_name: string; cards: CardTile[] }
  /** `has_list`: Back leads to the recent cards, else to choose. */
  | { kind: 'card-number'; channel: string; channel_name: string; has_list: boolean; note?: string; keypad?: StepKeypad }
  /** Exactly the fields this card needs. `why`: ready text, why a remembered card asks again. */
  | {
      kind: 'card-check';
      channel: string;
      channel_name: string;
      card: CardFace;
      need: CardElement[];
      /** 记住这张卡 is offered. */
      can_remember: boolean;
      /** The number must come from the page; a page that lost it says `card-lost`. */
      needs_pan: boolean;
      has_list: boolean;
      why?: string;
      /** Ready text about a field that was not right, with its field. */
      note?: string;
      note_field?: CardElement;
      keypad?: StepKeypad;
    }
  /**
   * A code was sent to the card's phone. `wrong`: it was not right and is used up; a new one goes out by itself (answer
   * `sms-again`) once `again_in_ms` is over. `needs_typed`: all typed fields must come with the code.
   */
  | {
      kind: 'sms-code';
      channel: string;
      channel_name: string;
      attempt: number;
      card: CardFace;
      phone_tail: string;
      again_in_ms: number;
      wrong: boolean;
      needs_typed: boolean;
      note?: string;
      keypad?: StepKeypad;
    }
  /** How the holder of the account may prove himself; `off`: not for this amount. The card's number must come from the page. */
  | { kind: 'bank-method'; channel: string; channel_name: string; card: CardFace; methods: MethodTile[]; note?: string }
  /**
   * The bank's challenge; `wrong`: ready text, the former password was not right. The password comes sealed and alone: no
   * number with it. `again_in_ms`: until another SMS may be asked for. `can_change`: the card has another way.
   */
  | {
      kind: 'bank-password';
      channel: string;
      channel_name: string;
      attempt: number;
      card: CardFace;
      challenge: BankChallenge;
      /** How long the challenge lives. */
      challenge_ms: number;
      /** How many more may be tried; absent before the first. */
      tries_left?: number;
      limit?: string;
      wrong?: string;
      again_in_ms?: number;
      can_change: boolean;
      note?: string;
    }
  /**
   * The viewer's own payment password, before this way is begun. It comes sealed and alone. `card`: a remembered one was chosen.
   * `pays`: ready text; right, it pays at once. `instead`: the answer that does without it: the card's own code, or a parent's phone;
   * `asked`: ready text, how that stands.
   */
  | {
      kind: 'pay-password';
      channel: string;
      channel_name: string;
      card?: CardFace;
      pays?: string;
      instead?: 'by-sms' | 'ask-consent';
      note?: string;
      asked?: string;
    }
  /** Unknown, closing or held: money is safe, nothing needs to be pressed. `text` is ready. */
  | { kind: 'checking'; why: 'closing' | 'held' | 'asking'; title: string; text: string }
  /** `told_text`: 正在通知 until the merchant says that it delivered, then 已开通. `invoice`: where the viewer asks for one, with the phone. `with_text`, `at_text`: ready texts, by what and when it was paid. */
  | { kind: 'paid'; return_to: ReturnTo; invoice?: QrBits; with_text?: string; at_text?: string; told_text?: string }
  /** This try came to nothing; `next` is the recommended answer, focused. */
  | {
      kind: 'refused';
      code: string;
      /** What a viewer reads out to the hotline (refusal-numbers.ts). */
      number?: number;
      title: string;
      text: string;
      next: 'change' | 'new-code' | 'retry' | 'other-card' | 'recheck';
      channel?: string;
      channel_name?: string;
    }
  | { kind: 'closed'; title: string; text: string; return_to: ReturnTo }
  /** Confirmed leaving: the page goes at once. */
  | { kind: 'left'; return_to: ReturnTo }
  /** No such bill, merchant disabled, bad signature, general failure ... `retry`: pressing OK loads the page again. */
  | { kind: 'unavailable'; code: string; number?: number; title: string; text: string; retry: boolean; return_to?: ReturnTo };

export type Step = StepFrame & StepBody;
export type StepKind = StepBody['kind'];
