/** What an order is made of: `lines` is signed, stored and compared as text, and read here. */
import { MAX_FEN, asFen } from './money.ts';
import type { Fen } from './money.ts';

export interface OrderLine {
  name: string;
  /** Whole pieces. */
  qty: number;
  /** What is counted: "件", "月". */
  unit: string;
  /** Of one piece, in whole fen. */
  price_fen: number;
  /** Off the whole line, in whole fen. */
  discount_fen?: number;
}

/** Limits of `lines`: items, bytes of UTF-8, characters of a name and of a unit. */
export const LINES_LIMITS = { items: 10, bytes: 1_000, name: 60, unit: 10 } as const;

const NAMES = ['name', 'qty', 'unit', 'price_fen', 'discount_fen'];

/** The lines in a text; undefined when it is none, or is unclear. */
export function readLines(text: string): OrderLine[] | undefined {
  if (utf8Length(text) > LINES_LIMITS.bytes) return undefined;
  const lines = parse(text);
  if (!Array.isArray(lines) || lines.length === 0 || lines.length > LINES_LIMITS.items) return undefined;
  return lines.every(isLine) && !namesRepeat(text, lines) ? lines : undefined;
}

/** Of one line, after its discount. */
export function lineFen({ qty, price_fen, discount_fen = 0 }: OrderLine): number {
  return qty * price_fen - discount_fen;
}

/** What they cost together; undefined where that is no amount. */
export function sumOf(lines: readonly OrderLine[]): Fen | undefined {
  return asFen(lines.reduce((sum, line) => sum + lineFen(line), 0));
}

function isLine(value: unknown): value is OrderLine {
  if (typeof value !== 'object' || value === null || Object.keys(value).some((name) => NAMES.indexOf(name) < 0)) return false;
  const { name, qty, unit, price_fen, discount_fen = 0 } = value as Partial<OrderLine>;
  if (!isText(name, LINES_LIMITS.name) || !isText(unit, LINES_LIMITS.unit)) return false;
  if (!isWhole(qty, 1) || !isWhole(price_fen, 0) || !isWhole(discount_fen, 0)) return false;
  const whole_fen = qty * price_fen;
  return whole_fen <= MAX_FEN && discount_fen <= whole_fen;
}

function isText(value: unknown, length: number): value is string {
  return typeof value === 'string' && value.trim() !== '' && Array.from(value).length <= length && !/[\p{Cc}\p{Cs}]/u.test(value);
}

function isWhole(value: unknown, least: number): value is number {
  return typeof value === 'number' && value % 1 === 0 && value >= least && value <= MAX_FEN;
}

/** A name that stands twice in one line: readers would differ about which counts. */
function namesRepeat(text: string, lines: readonly OrderLine[]): boolean {
  const colons = text.replace(/"(?:[^"\\]|\\.)*"/g, '').split(':').length - 1;
  return colons !== lines.reduce((sum, line) => sum + Object.keys(line).length, 0);
}

function utf8Length(text: string): number {
  return encodeURIComponent(text.replace(/[\uD800-\uDFFF]/g, 'xx')).replace(/%../g, 'x').length;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
