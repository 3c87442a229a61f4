/** Bytes that nobody can guess. */
import { randomSource } from './random-source.ts';

export function randomBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  const source = randomSource(window);
  if (!source || !source.getRandomValues) throw new Error('no randomness');
  source.getRandomValues(bytes);
  return bytes;
}
