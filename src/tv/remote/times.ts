/** Times of key handling, in milliseconds. Choices to be checked on a box, hence settings. Source of the cases: docs/television.md 2. */
export interface RemoteTimes {
  /** A keypress, or the same keydown once more, this soon after a keydown is the same press. */
  twin_ms: number;
  /** Back this soon after Back is the same press: some boxes send it twice. */
  back_ms: number;
  /** A click this soon after OK is OK's own. */
  click_ms: number;
  /** Held arrows: the first repeat, the following ones, and the following ones after `fast_after_ms`. */
  repeat_first_ms: number;
  repeat_ms: number;
  repeat_fast_ms: number;
  fast_after_ms: number;
  /** Boxes without key-up events: the same key again within this time is still held; infrared repeats every 108-114. */
  held_ms: number;
  /** Boxes that repeat keydown by themselves: silence this long means that the key was let go and nobody told us. */
  silence_ms: number;
  /** Nothing is believed to be held longer than this without any sign from the box. */
  longest_ms: number;
  /** Down-up pairs of an arrow closer than this, three in a row, are a held key on engines without `repeat`. */
  burst_ms: number;
}

export const REMOTE_TIMES: RemoteTimes = {
  twin_ms: 40,
  back_ms: 300,
  click_ms: 300,
  repeat_first_ms: 400,
  repeat_ms: 120,
  repeat_fast_ms: 60,
  fast_after_ms: 2000,
  held_ms: 130,
  silence_ms: 300,
  longest_ms: 3000,
  burst_ms: 60,
};
