/** Texts of the phone as keypad; those of its fields are the TV's. `{x}` is filled. */
export interface KeypadWords {
  brand: string;
  title: string;
  /** {m} and {s} */
  left: string;
  /** {tail} of the box, as the TV shows it */
  for_box: string;
  /** {no}; where the order names no box */
  for_order: string;
  pan_title: string;
  check_title: string;
  sms_title: string;
  /** {tail} */
  sms_to: string;
  safe: string;
  sms_safe: string;
  clear: string;
  remove: string;
  remote: string;
  done: string;
  /** {n} */
  missing: string;
  /** {n} */
  digits: string;
  waits: string;
  wait_title: string;
  wait_text: string;
  look_title: string;
  look_text: string;
  ended_title: string;
  ended_text: string;
  app_title: string;
  app_text: string;
  want_pay: string;
  want_pay_text: string;
  want_type: string;
  want_type_text: string;
  no_phone: string;
  no_phone_text: string;
  over_title: string;
  over_text: string;
  code_there: string;
  code_there_text: string;
  code_gone: string;
  code_gone_text: string;
  taken_title: string;
  taken_text: string;
  here_title: string;
  here_text: string;
  /** {hotline} */
  help: string;
  close: string;
  paste: string;
  paste_hold: string;
  offline: string;
  busy: string;
  sent: string;
}
