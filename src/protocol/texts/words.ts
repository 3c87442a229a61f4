/** Every text the system shows, as one type, so that a language that lacks one does not compile. */
import type { Lang } from '../order.ts';
import type { RefusalCode } from '../refusal.ts';
import type { BankScreenWords } from './bank-screen.ts';
import type { PassScreenWords } from './pass-screen.ts';
import type { KeypadScreenWords } from './keypad-screen-words.ts';
import type { ServerWords } from './server-words.ts';

export type { ServerWords } from './server-words.ts';

/** What the page itself says; sent whole in the viewer's language. `{x}` is filled by the page. */
export interface Words extends BankScreenWords, KeypadScreenWords, PassScreenWords {
  /** the house, at the left of the footer */
  brand: string;
  /** ribbon where no channel's name stands */
  cashier: string;
  /** "付款 ￥ 45.00": before the amount in the header */
  pay: string;
  /** {yuan} */
  amount: string;
  /** {m}, {s} */
  time: string;
  /** {time} */
  time_order: string;
  /** {time} */
  time_code: string;
  /** {time}; the last minute, said in words */
  time_soon: string;

  order_title: string;
  order_goods: string;
  order_detail: string;
  order_merchant: string;
  /** {no}, {hotline}: the line at the left of the footer */
  order_line: string;
  /** {hotline}: the same where there is no order */
  hotline_line: string;
  /** {code}: small, for the hotline */
  error_code: string;

  choose_title: string;
  scan_open: string;
  scan_aim: string;
  scan_confirm: string;
  scan_auto: string;
  /** {tail}: as the phone's page shows it. */
  box_tail: string;
  qr_alt: string;

  preparing_title: string;
  preparing_text: string;
  ended_title: string;
  ended_text: string;
  /** no new code can be made any more */
  ended_text_last: string;
  checking_stay: string;
  paid_title: string;
  /** {app} */
  left_title: string;
  left_text: string;
  unavailable_ribbon: string;
  /** a step this page does not know, even after a reload */
  unknown_title: string;
  unknown_text: string;

  button_ask_paid: string;
  button_change: string;
  button_new_code: string;
  button_retry: string;
  button_other_card: string;
  button_recheck: string;
  button_reload: string;
  button_back: string;
  /** {app} */
  button_return: string;
  /** {app}, {s} */
  button_return_in: string;
  /** where the app's name is not known */
  the_app: string;

  button_help: string;
  help_remote_title: string;
  /** one line for each number in the picture: arrows, OK, Back */
  help_remote: string;
  help_scan_title: string;
  /** the plus, 扫一扫 below it, the code on the TV */
  /** 扫一扫, the code on the TV */
  help_scan: string;
  help_close: string;

  leave_title: string;
  leave_text: string;
  button_stay: string;
  button_leave: string;

  away_title: string;
  away_text: string;
  /** an answer is on its way */
  wait: string;

  card_never_title: string;
  /** why a card cannot be typed on this box: on the tile and on its own */
  card_no_crypto: string;
  card_coming_title: string;
  card_coming_text: string;
  /** the script for typing cards did not come */
  card_failed_title: string;
  card_failed_text: string;

  list_title: string;
  button_new_card: string;
  button_forget: string;
  button_keep: string;
  forget_title: string;
  /** {card} */
  forget_text: string;
  /** before a card's last four digits */
  card_tail: string;
  card_title: string;
  card_hint: string;
  /** long enough; many cards end here */
  card_press_ok: string;
  card_full: string;
  /** a hint, never a lock */
  card_luhn: string;
  card_short: string;
  /** the number is not on this page: another TV, or the power was gone */
  card_elsewhere_title: string;
  card_elsewhere_text: string;
  button_retype: string;
  field_phone: string;
  field_id: string;
  field_id_last6: string;
  field_expiry: string;
  field_cvn2: string;
  field_pin: string;
  empty_expiry: string;
  wrong_phone: string;
  wrong_id: string;
  wrong_id_last6: string;
  wrong_expiry: string;
  wrong_cvn2: string;
  wrong_pin: string;
  /** never a lock: the box may have a wrong clock */
  maybe_expired: string;
  /** beside a field that is full */
  field_done: string;
  card_remember: string;
  card_remember_why: string;
  /** The same for a card that is checked with an ID number. */
  card_remember_why_id: string;
  button_next: string;
  button_keypad: string;
  button_delete: string;
  /** closes the keypad */
  button_done: string;
  /** on the keypad, narrow */
  key_del: string;
  button_send_code: string;
  /** {tail} */
  sms_to: string;
  sms_hint: string;
  sms_short: string;
  sms_full: string;
  sms_wrong_title: string;
  /** {s} */
  sms_wrong_in: string;
  sms_wrong_now: string;
  /** {amount} */
  button_pay: string;
  button_again: string;
  /** {s} */
  button_again_in: string;
  button_confirm: string;
  button_other_way: string;
  button_letters: string;
  button_digits: string;
  preparing_bank_title: string;
  preparing_bank_text: string;
  preparing_sms_title: string;
  preparing_sms_text: string;
  /** first line the title, then one for each number in the picture */
  help_pan: string;
  help_expiry: string;
  help_cvn2: string;
  help_id: string;
  help_id_last6: string;
  help_phone: string;
  help_pin: string;
  help_code: string;
  help_bank_static: string;
  help_bank_coordinates: string;
  help_bank_token: string;

  /** {s}; less than a minute */
  time_s: string;
  /** a way out beside every confirmation */
  button_cancel: string;
  /** elder mode: the list of the other ways to pay */
  button_other_ways: string;
  /** elder mode: out */
  button_not_paying: string;
  /** while nothing is to be pressed */
  button_leave_now: string;
  /** stops the countdown of the receipt */
  button_stay_here: string;
  /** ribbon of the receipt */
  receipt: string;
  receipt_goods: string;
  receipt_amount: string;
  receipt_with: string;
  receipt_at: string;
  receipt_no: string;
  /** {merchant} */
  paid_to: string;
  /** {price}, {qty}, {unit} */
  line_of: string;
  /** before what a line costs less */
  line_off: string;
  /** three stations of a payment that is asked about */
  track_sent: string;
  track_asked: string;
  track_result: string;
  /** three stations of money that a person looks at */
  track_received: string;
  track_people: string;
  track_settled: string;
  /** {s} */
  waited: string;
  /** after four seconds */
  wait_long: string;
  /** the question whether to leave while money is looked after */
  leave_safe_title: string;
  leave_safe_text: string;
  invoice_title: string;
  invoice_text: string;

  /** above the one code */
  code_title: string;
  /** beside it: no key is pressed */
  code_text: string;
  /** a phone is paying */
  code_paying: string;
  key_arrows: string;
  key_up_down: string;
  key_left_right: string;
  key_ok: string;
  key_back: string;
  key_blue: string;
  does_move: string;
  does_pay: string;
  does_ok: string;
  does_change: string;
  does_leave: string;
  does_stay: string;
  does_return: string;
  does_help: string;
  key_digits: string;
  key_yellow: string;
  does_type: string;
  does_delete: string;
  does_next: string;
  does_back: string;
  does_close: string;
}

export interface Texts {
  lang: Lang;
  words: Words;
  server: ServerWords;
  refusals: { [code in RefusalCode]: { title: string; text: string } };
}
