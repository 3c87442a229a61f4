/** What the BFF puts into steps as ready text. `{x}` is filled by the BFF. */
import type { QuickWords } from './quick-words.ts';

export interface ServerWords extends QuickWords {
  card_debit: string;
  card_credit: string;
  card_prepaid: string;
  card_unknown: string;
  /** {bank}, {kind}, {tail}: a remembered card as a tile on choose */
  card_tile: string;
  /** card-check, why a remembered card asks again */
  card_why_again: string;
  card_why_id_again: string;
  card_removed: string;
  /** what was not right about a typed field */
  note_pan: string;
  note_phone: string;
  note_id: string;
  note_id_last6: string;
  note_expiry: string;
  note_expired: string;
  note_cvn2: string;
  note_pin: string;
  note_code: string;
  /** a static password's form */
  note_password: string;
  /** accounts at a bank: ways to prove oneself, a word about each */
  bank_static: string;
  bank_static_text: string;
  bank_coordinates: string;
  bank_coordinates_text: string;
  bank_token: string;
  bank_token_text: string;
  bank_sms: string;
  bank_sms_text: string;
  /** {yuan} */
  bank_limit: string;
  bank_over: string;
  /** {n} tries left: after a wrong password */
  /** The viewer's own payment password comes first. */
  choose_locked: string;
  /** {day} */
  choose_reset: string;
  pass_wrong: string;
  pass_changed: string;
  /** {tail} */
  consent_asked: string;
  consent_declined: string;
  consent_often: string;
  consent_failed: string;
  bank_wrong: string;
  bank_wrong_cells: string;
  /** sms-code: asked for another code too early */
  sms_soon: string;
  /** Token mode: the first code remembers the card, the second pays. */
  token_opens: string;
  token_pays: string;
  /** A phone was the keypad, and what is asked next may not be typed on it. */
  keypad_not_here: string;
  /** choose, when the bank's clock and ours differ */
  card_clock_off: string;
  /** choose, when a channel is down */
  channel_down: string;
  /** tag of the way used last */
  last_used: string;
  /** {from}, {to}: days, "2026-12-01" */
  said_from_to: string;
  said_from: string;
  said_to: string;
  /** {provider} */
  said_provider: string;
  said_renews: string;
  said_ends: string;
  /** {app}; paid, and the merchant has not said that it delivered */
  paid_telling: string;
  /** what was paid for is there */
  paid_delivered: string;
  /** scan, after 已完成支付 found nothing: "还没有收到付款" */
  not_received: string;
  /** scan, while the channel cannot be asked: not a failure */
  ask_later: string;
  checking_closing_title: string;
  checking_closing_text: string;
  checking_held_title: string;
  checking_held_text: string;
  checking_asking_title: string;
  checking_asking_text: string;
  closed_expired_title: string;
  closed_expired_text: string;
  /** Money came after the end: it goes back; it went. */
  closed_goes_back: string;
  closed_went_back: string;
  closed_merchant_title: string;
  closed_merchant_text: string;
  /** {hotline}; below `loading`, for engines that cannot run the page */
  no_script: string;
  loading: string;
}
