/** Times of key handling, in milliseconds. Choices to be checked on a box. Source of the cases: docs/television.md 2 and 5. */
export const REMOTE_TIMES = {
  /** A keypress this soon after a keydown is the same press. */
  twin_ms: 40,
  /** Back this soon after Back is the same press: some boxes send it twice. */
  back_ms: 300,
  /** A click this soon after OK is OK's own, and OK this soon after a click is the click's. */
  click_ms: 300,
  /** Held arrows: the first repeat, the following ones, and the following ones after `fast_after_ms`. */
  repeat_first_ms: 400,
  repeat_ms: 120,
  repeat_fast_ms: 60,
  fast_after_ms: 2000,
  /** Boxes without key-up events: the same key again within this time is still held; infrared repeats every 108-114. */
  held_ms: 130,
  /** A held arrow of a box that repeats by itself stops moving after this silence. */
  silence_ms: 300,
  /** Silence after which no key is down any more: its key-up is lost. The first repeat of a held key comes within 660. */
  lost_ms: 1000,
  /** Silence after which a key held since another question may be pressed again, and the first moments of a page. */
  spent_ms: 400,
  /** The same key down again this soon is no hand's work: a held key reported as a train of down and up. */
  train_ms: 120,
  /** A down this soon after the key-up is the same press delivered twice. */
  pair_ms: 30,
  /** Events are believed to have waited for a busy engine for no longer than this. */
  late_ms: 10000,
} as const;
