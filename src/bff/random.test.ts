import { expect, test } from 'vitest';
import { pooled } from './random.ts';

/** Each byte tells its place in the stream, so that a byte handed out twice or left out is seen. */
function counting(): { fill(length: number): Uint8Array; asked: number[] } {
  let next = 0;
  const asked: number[] = [];
  return {
    asked,
    fill(length) {
      asked.push(length);
      return Uint8Array.from({ length }, () => next++ % 251);
    },
  };
}

test('every byte is handed out once, in order, whatever lengths are asked', () => {
  const source = counting();
  const random = pooled(source.fill);
  const lengths = Array.from({ length: 2_000 }, (_, i) => (i * 7) % 41);
  const texts = lengths.map((length) => random(length));
  expect(texts.map((text) => text.length)).toEqual(lengths);
  const flat = texts.flatMap((text) => [...text]);
  // The end of a pool that is too short for a text is passed over, never used twice.
  let pool_start = 0;
  let at = 0;
  for (const text of texts) {
    if (at + text.length > pool_start + 4096) at = pool_start += 4096;
    expect([...text]).toEqual(Array.from({ length: text.length }, () => at++ % 251));
  }
  expect(source.asked.length).toBe(Math.ceil((at + 1) / 4096));
  expect(flat.length).toBe(lengths.reduce((a, b) => a + b, 0));
});

test('what was handed out stays as it is, and is not kept in the pool', () => {
  // As Node's randomBytes: a Buffer, whose slices share its memory.
  const random = pooled((length) => Buffer.alloc(length, 7));
  const first = random(16);
  for (let i = 0; i < 1_000; i++) random(16);
  expect([...first]).toEqual(Array.from({ length: 16 }, () => 7));
  first.fill(9);
  expect([...random(16)]).toEqual(Array.from({ length: 16 }, () => 7));
});

test('a long text comes from the system at once', () => {
  const source = counting();
  const random = pooled(source.fill);
  expect(random(2_000).length).toBe(2_000);
  expect(source.asked).toEqual([2_000]);
});
