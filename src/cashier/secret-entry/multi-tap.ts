/** Letters on the digits of a remote, as telephones had them: the same key again within a second is the next letter. */
import type { Clock } from '../../tv/clock.ts';

const LETTERS: { readonly [digit: string]: string } = {
  '2': 'abcABC2',
  '3': 'defDEF3',
  '4': 'ghiGHI4',
  '5': 'jklJKL5',
  '6': 'mnoMNO6',
  '7': 'pqrsPQRS7',
  '8': 'tuvTUV8',
  '9': 'wxyzWXYZ9',
};
export const TAP_MS = 1_000;

export interface MultiTap {
  /** The character, and whether it stands for the one before. */
  press(digit: string): { char: string; again: boolean };
  /** What comes next is a character of its own. */
  end(): void;
}

export function createMultiTap(clock: Clock): MultiTap {
  let last = '';
  let at = 0;
  let last_ms = 0;
  return {
    press(digit) {
      const letters = LETTERS[digit] || digit;
      const now = clock.now();
      const again = digit === last && letters.length > 1 && now - last_ms < TAP_MS;
      at = again ? (at + 1) % letters.length : 0;
      last = digit;
      last_ms = now;
      return { char: letters.charAt(at), again };
    },
    end() {
      last = '';
    },
  };
}
