/** State of what is typed: a card's questions, the secret entry they belong to, and the pages that sealed to them. Free of secrets. */
import type { MethodOffer } from '../../protocol/bank.ts';
import type { CardElement, CardFace } from '../../protocol/card.ts';

/** Where the viewer is on the way to a card attempt. */
export interface CardDialogue {
  at: 'list' | 'number' | 'check' | 'method';
  channel: string;
  has_list: boolean;
  /** Counts changes of the list of remembered cards: it is not stored here. */
  list_rev: number;
  /** The card at `check`. */
  face?: CardFace;
  hash?: string;
  card_id?: string;
  need?: CardElement[];
  /** At `method`: the ways to prove himself that the card has. */
  methods?: MethodOffer[];
  /** Names a text about what was typed. */
  note?: CardNote;
  note_field?: CardElement;
  /** Counts notes, so that the same one twice is news. */
  note_rev: number;
}

/** One secret entry, counted within the order. `open`: it is typed now, or its bank is waited for. */
export interface EntryDialogue {
  n: number;
  open: boolean;
  /** The phone that is its keypad; `visit`: the hash of its id. */
  phone?: { visit: string; since_ms: number; admitted: boolean };
}

export type CardNote =
  | 'note_pan'
  | 'note_phone'
  | 'note_id'
  | 'note_id_last6'
  | 'note_expiry'
  | 'note_expired'
  | 'note_cvn2'
  | 'note_pin'
  | 'note_code'
  | 'note_password'
  | 'card_removed'
  | 'sms_soon'
  | 'token_opens'
  | 'token_pays'
  | 'keypad_not_here'
  | QuickNote;

/** Why a remembered card needs its own code where others pay by the password alone. */
export type QuickNote = 'quick_no_password' | 'quick_locked' | 'quick_new_password' | 'quick_new_box' | 'quick_again' | 'quick_recovering';

export interface HeardPage {
  version: number;
  key: string;
  counter: number;
  /** The request that may act on that message. */
  by?: string;
}
