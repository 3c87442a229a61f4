/** Words of a viewer's own page. {..} are filled. */
export interface MeWords {
  brand: string;
  mine: string;
  title: string;
  month: string;
  manage: string;
  none: string;
  no_more: string;
  offline: string;
  over_title: string;
  over_text: string;
  sorry_title: string;
  // What became of an order.
  open: string;
  open_hours: string;
  checking: string;
  closed: string;
  closed_back: string;
  cancelled: string;
  paid: string;
  delivered: string;
  refunding: string;
  refunded: string;
  refunded_part: string;
  // Stations of a refund.
  stage_asked: string;
  stage_bank: string;
  stage_days: string;
  stage_person: string;
  // Money beside what paid.
  twice: string;
  late: string;
  beside_back: string;
  beside_done: string;
  beside_person: string;
  held: string;
  held_state: string;
  // Requests.
  request_open: string;
  request_declined: string;
  request_done: string;
  today: string;
  day: string;
  day_year: string;
  // Details.
  details: string;
  payee: string;
  when: string;
  how: string;
  number: string;
  state: string;
  ask_refund: string;
  pay_now: string;
  back: string;
  confirm: string;
  cancel: string;
  why_title: string;
  why_text: string;
  confirm_title: string;
  confirm_text: string;
  asked_title: string;
  asked_text: string;
  asked_call: string;
  reason_minor: string;
  reason_not_wanted: string;
  reason_not_delivered: string;
  reason_paid_twice: string;
  reason_not_mine: string;
  reason_other: string;
  // Cards and limits.
  cards: string;
  cards_count: string;
  cards_none: string;
  cards_about: string;
  card_tail: string;
  card_default: string;
  card_prefer: string;
  card_is_default: string;
  card_remove: string;
  remove: string;
  remove_title: string;
  remove_text: string;
  pass: string;
  pass_set: string;
  pass_none: string;
  pass_about: string;
  pass_former: string;
  pass_new: string;
  pass_again: string;
  pass_hint: string;
  pass_short: string;
  pass_differs: string;
  pass_weak: string;
  /** {n} */
  pass_wrong: string;
  pass_locked: string;
  pass_stale: string;
  pass_done: string;
  pass_done_text: string;
  pad_delete: string;
  pad_done: string;
  lock: string;
  lock_on: string;
  lock_off: string;
  lock_title: string;
  lock_all: string;
  /** {yuan} */
  lock_from: string;
  lock_none: string;
  lock_first: string;
  lock_first_text: string;
  lock_done: string;
  lock_done_text: string;
  lock_gone: string;
  phone: string;
  phone_none: string;
  /** {tail} */
  phone_tail: string;
  /** {hotline} */
  phone_off: string;
  phone_title: string;
  phone_bad: string;
  /** {tail} */
  phone_sent: string;
  phone_often: string;
  phone_refused: string;
  phone_card: string;
  phone_full: string;
  phone_lost: string;
  phone_done: string;
  phone_done_text: string;
  code_title: string;
  /** {n} */
  code_wrong: string;
  code_over: string;
  pass_change: string;
  pass_forgot: string;
  phone_bind: string;
  phone_change: string;
  close: string;
  close_title: string;
  close_text: string;
  close_history: string;
  close_yes: string;
  close_done: string;
  close_done_text: string;
  close_kept: string;
  limits: string;
  limits_none: string;
  limits_text: string;
  limits_kept: string;
  limits_first_text: string;
  limits_done: string;
  limit_name_payment: string;
  limit_name_day: string;
  limit_name_month: string;
  limit_title_payment: string;
  limit_title_day: string;
  limit_title_month: string;
  /** {yuan} */
  limit_value: string;
  limit_free: string;
  limit_own: string;
  /** {yuan} */
  limit_top: string;
  limit_none: string;
  pass_reset_text: string;
  limit_payment: string;
  limit_day: string;
  limit_month: string;
  help_title: string;
  help_text: string;
  help_call: string;
  hotline: string;
  box: string;
  told_title: string;
  /** {day} */
  told_when: string;
  /** {hotline} */
  told_call: string;
  told_ok: string;
  // Boxes.
  boxes: string;
  /** {count} */
  boxes_count: string;
  boxes_title: string;
  boxes_text: string;
  boxes_none: string;
  box_here: string;
  box_today: string;
  /** {day} */
  box_seen: string;
  box_remove: string;
  box_remove_title: string;
  /** {box} */
  box_remove_text: string;
  box_remove_here: string;
  box_removed: string;
  box_removed_text: string;
  box_out: string;
  box_out_text: string;
  box_admit: string;
  box_admitted: string;
  box_admitted_text: string;
  box_keep: string;
  more: string;
  // Beside keys.
  key_choose: string;
  key_sides: string;
  key_open: string;
  key_ok: string;
  key_back: string;
}
