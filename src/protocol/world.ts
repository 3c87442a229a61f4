/** What a program takes from the world around it; injected everywhere so that a test can hold it. */
export interface World {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Unpredictable bytes. */
  random(length: number): Uint8Array;
  /** Calls once after delay_ms; the function returned takes it back. */
  after(delay_ms: number, call: () => void): () => void;
}

/** With two clocks: `now` orders events and schedules, `wall` is the time that other machines and people go by. */
export interface ServerWorld extends World {
  /** Milliseconds since 1970; never goes back, and may be ahead of `wall` for a while after that was set back. */
  now(): number;
  /** Milliseconds since 1970; signatures and addresses are dated and judged by it. */
  wall(): number;
  /** `now` is not earlier than this any more. */
  notBefore(at_ms: number): void;
}

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

/** `length` letters and digits from random bytes; bytes of 252 and above are passed over so that no letter is likelier. */
export function randomText(random: (length: number) => Uint8Array, length: number): string {
  let text = '';
  while (text.length < length) {
    const bytes = random(length);
    for (let i = 0; i < bytes.length && text.length < length; i++) {
      const byte = bytes[i] as number;
      if (byte < 252) text += ALPHABET.charAt(byte % 36);
    }
  }
  return text;
}

const BEIJING_MS = 8 * 3_600_000;

/** Beijing wall time of an instant as ISO text without zone, "2025-01-01T00:15:00"; every bank of ours counts in UTC+8. */
export function beijing(at_ms: number): string {
  return new Date(at_ms + BEIJING_MS).toISOString().slice(0, 19);
}

/** The instant of a Beijing wall time "2025-01-01T00:15:00" or "2025-01-01 00:15:00"; undefined when it is not one. */
export function fromBeijing(text: string): number | undefined {
  const iso = text.replace(' ', 'T');
  const at = Date.parse(iso + '+08:00');
  // Engines take "02-30" for March 2; no bank means that.
  return isNaN(at) || beijing(at) !== iso ? undefined : at;
}
