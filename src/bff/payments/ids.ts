/** Names of orders. */
import { randomText } from '../../protocol/world.ts';

export const ID_LENGTH = 20;
/** Base 36 of the milliseconds: nine digits until the year 5188. */
const TIME_LENGTH = 9;

/** Time first, so that new orders stand together in every index; then 11 random letters and digits. */
export function newId(now_ms: number, random: (length: number) => Uint8Array): string {
  return now_ms.toString(36).padStart(TIME_LENGTH, '0') + randomText(random, ID_LENGTH - TIME_LENGTH);
}

/** The order's id and 128 random bits: the cashier's address, which nobody can guess. */
export function newToken(id: string, random: (length: number) => Uint8Array): string {
  return id + Buffer.from(random(16)).toString('hex');
}

export const TOKEN_PATTERN = '^[0-9a-z]{20}[0-9a-f]{32}$';

/** What a viewer reads to the hotline: the random end of the id. */
export function shortNo(id: string): string {
  return id.slice(-8).toUpperCase();
}

/** What tells the boxes of neighbours apart: the last four letters and digits of its number, in capitals. */
export function boxTail(box_id: string | undefined): string | undefined {
  const letters = (box_id ?? '').replace(/[^0-9A-Za-z]/g, '');
  return letters === '' ? undefined : letters.slice(-4).toUpperCase();
}
