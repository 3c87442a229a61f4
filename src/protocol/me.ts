/** What a viewer's own page (/me) and the BFF say to each other: what he paid, his cards, his requests for a refund. Ready texts. */
import type { CardTile } from './card.ts';
import type { Keymap } from './keymap.ts';
import type { Lang } from './order.ts';
import type { RefundReason } from './refund-request.ts';
import type { MeWords } from './texts/me/index.ts';

export const ME_PATH = '/me/';
/** Of a signed link; a link that is signed for something else opens nothing here. */
export const ME_PURPOSE = 'me';

/** Nothing pressed for so long: the page has to be opened anew. */
export const ME_IDLE_MS = 15 * 60_000;

export type MeTone = 'ok' | 'warn' | 'bad' | 'jade' | 'quiet';

/** Money of an order beside what paid it: paid twice or too late, or held. */
export interface MeBeside {
  text: string;
  amount_text: string;
  state_text: string;
  tone: MeTone;
}

/** An order as its viewer reads it. */
export interface MeOrder {
  id: string;
  short_no: string;
  subject: string;
  detail?: string;
  merchant_name: string;
  amount_text: string;
  when_text: string;
  with_text?: string;
  state_text: string;
  tone: MeTone;
  /** A refund on its way: names of its three stations, and which one it has come to, from 0. */
  stages?: { names: readonly [string, string, string]; at: 0 | 1 };
  beside: readonly MeBeside[];
  /** What became of the last request for a refund. */
  request?: { state_text: string; text?: string; tone: MeTone };
  may_ask: boolean;
  /** Where it can still be paid. */
  pay_url?: string;
}

export interface MeOrders {
  orders: readonly MeOrder[];
  /** Say it to get older ones. */
  before?: string;
  /** "本月 3 笔 共 ￥144.90"; absent where not all of the month is here. */
  month_text?: string;
}

/** The default first, then the last used. */
export interface MeCards {
  cards: readonly CardTile[];
  /** Absent: the viewer chose none. */
  default_card?: string;
}

/** A box on which its viewer was seen, in ready texts. */
export interface MeBox {
  id: string;
  name: string;
  seen_text: string;
  /** The one this page is open on. */
  here?: true;
}

export interface MeBoxes {
  /** The one this page is open on first, then the last seen. */
  boxes: readonly MeBox[];
}

/** Limits of the operator, in ready texts. */
export interface MeLimits {
  limits: readonly string[];
}

/** One limit as it holds, in ready texts. `name`: the wish's `of`. */
export interface MeLimit {
  of: LimitName;
  name: string;
  /** The lower of the operator's and the viewer's own. */
  value: string;
  /** "自己设的"; empty where it is the operator's. */
  own: string;
  /** The operator's; empty: none. */
  top: string;
  title: string;
  /** What may be chosen now; without limit_fen: none of his own. */
  steps: readonly { limit_fen?: number; text: string }[];
}

export type LimitName = 'payment' | 'day' | 'month';

/** A viewer's limits. */
export interface MeOwnLimits {
  /** For the tile. */
  lines: readonly string[];
  each: readonly MeLimit[];
  /** Why they are not raised now. */
  kept_text?: string;
}

/** A viewer's payment password and child lock, in ready texts. `rev`: said with each wish; a wish about another one does nothing. */
export interface MeAccount {
  rev: number;
  has_password: boolean;
  password_text: string;
  lock_text: string;
  lock_about: string;
  is_locked: boolean;
  /** A phone can be bound: text messages can be sent. */
  can_bind: boolean;
  /** "138****5506" without its middle: the last four of the phone that is bound. */
  phone_tail?: string;
  phone_text: string;
  /** What child lock may ask for, the strictest first. */
  locks: readonly { lock_fen: number; text: string }[];
  limits: MeOwnLimits;
  /** Passwords are sealed to it. */
  seal: { key_id: string; key: string };
}

/** What a sealed message of the page opens to. */
export type MeWish =
  /** `former`: absent where none was set. */
  | { do: 'password'; password: string; former?: string }
  /** Without lock_fen: child lock off. */
  | { do: 'lock'; password: string; lock_fen?: number }
  /** Without limit_fen: none of his own. */
  | { do: 'limit'; password: string; of: LimitName; limit_fen?: number }
  /** `password`: where one is set. */
  | { do: 'close'; password?: string }
  /** A code to this phone, which is to be bound. `password`: where one is set. */
  | { do: 'ask-bind'; phone: string; password?: string }
  | { do: 'bind'; code: string }
  /** A code to the phone that is bound. */
  | { do: 'ask-reset' }
  | { do: 'reset'; code: string; password: string }
  /** `password`: where one is set. */
  | { do: 'remove-box'; id: string; password?: string }
  /** The box this page is open on, which was removed. */
  | { do: 'admit-box'; password?: string };

/** `problem`: ready text, why nothing was changed. `sent`: ready text, where a code went. `again`: the code that was typed was wrong, another try is left. */
export interface MeChanged {
  account: MeAccount;
  problem?: string;
  sent?: string;
  again?: true;
}

/** To what a sealed message is bound, with the account's rev. */
export const ME_BOUND = 'me';

export interface MeStart extends MeOrders, MeCards, MeLimits, MeBoxes {
  /** His password was reset by a text message, in ready texts, which this box has not said yet. */
  reset?: readonly string[];
  /** The box was removed: nothing is shown before it is admitted again. */
  is_removed?: true;
  lang: Lang;
  words: MeWords;
  hotline: string;
  app_name: string;
  reasons: readonly RefundReason[];
  /** Absent where no password can be typed. */
  account?: MeAccount;
  /** The last four of the box's number. */
  box_tail?: string;
}

/** The page's boot: that of every TV page (apps/page/boot.ts). */
export interface MeBoot {
  app: 'me';
  ticket: string;
  home_url: string;
  cart: '';
  keymap: Keymap;
  start: MeStart;
}

/** Answers to keys carry the next ticket; what the page asks by itself does not keep it open. */
export type MeAnswer<T> = T & { t?: string };
