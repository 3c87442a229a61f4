/** Payment passwords: six digits, and which of them are guessed first. */

export const isPassword = (text: unknown): text is string => typeof text === 'string' && /^[0-9]{6}$/.test(text);

/** Rows, columns and corners of a keypad, and two that everybody knows. */
const KNOWN: ReadonlySet<string> = new Set(['147258', '258369', '159357', '147369', '789456', '456123', '520131', '168168', '131452']);

/** One digit, one step up or down all along, or a group of two or three that repeats. */
export function isWeak(password: string): boolean {
  const digits = [...password].map(Number);
  const step = ((digits[1] ?? 0) - (digits[0] ?? 0) + 10) % 10;
  const even = digits.every((digit, i) => i === 0 || (digit - (digits[i - 1] ?? 0) + 10) % 10 === step);
  const repeats = [2, 3].some((length) => password === password.slice(0, length).repeat(6 / length));
  return (even && [0, 1, 9].includes(step)) || repeats || KNOWN.has(password);
}
