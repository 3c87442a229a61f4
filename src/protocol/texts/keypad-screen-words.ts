/** The TV's texts about a phone as keypad. */
export interface KeypadScreenWords {
  /** a phone as the keypad of what is typed */
  keypad_title: string;
  keypad_scan: string;
  keypad_text: string;
  keypad_safe: string;
  /** instead of the fields while a phone types */
  phone_types_title: string;
  phone_types_text: string;
  phone_asks_title: string;
  phone_asks_text: string;
  button_admit: string;
  button_use_remote: string;
  /** opens the code where there is no room for it */
  button_by_phone: string;
}
