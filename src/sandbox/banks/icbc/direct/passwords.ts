/** What is right: computed, so that a page can show it. Only the bank knows. The formulas are ours. */
import { createHmac } from 'node:crypto';
import { digits } from '../../../server/random.ts';
import type { Random } from '../../../server/random.ts';

export const STATIC_PASSWORD = '123456';
export const SMS_CODE = '111111';

const COLUMNS = 'ABCDEFGHIJ';
const ROWS = 8;
const MINUTE_MS = 60_000;

/** A number below `below` out of HMAC-SHA256, in so many digits. */
function computed(key: string, text: string, below: number, length: number): string {
  const value = createHmac('sha256', key).update(text).digest().readUInt32BE(0);
  return String(value % below).padStart(length, '0');
}

/** Three digits of a card's cell: "B3". */
export function cellOf(pan: string, cell: string): string {
  return computed(pan, cell, 1000, 3);
}

export function grid(pan: string): { column: string; cells: string[] }[] {
  return [...COLUMNS].map((column) => ({
    column,
    cells: Array.from({ length: ROWS }, (_, row) => cellOf(pan, column + (row + 1))),
  }));
}

/** Two cells in columns of their own. */
export function twoCells(random: Random): [string, string] {
  const first = Number(digits(random, 1));
  const second = (first + 1 + (Number(digits(random, 4)) % (COLUMNS.length - 1))) % COLUMNS.length;
  const cell = (column: number): string => COLUMNS.charAt(column) + (1 + (Number(digits(random, 4)) % ROWS));
  return [cell(first), cell(second)];
}

/** The device's six digits for what is typed on it, in one minute. */
export function tokenCode(pan: string, typed: string, at_ms: number): string {
  return computed('seed of ' + pan, typed + '|' + Math.floor(at_ms / MINUTE_MS), 1_000_000, 6);
}

/** Clocks of devices run fast and slow. */
export function isTokenCode(pan: string, typed: string, code: string, now_ms: number): boolean {
  return [-1, 0, 1].some((minutes) => tokenCode(pan, typed, now_ms + minutes * MINUTE_MS) === code);
}
