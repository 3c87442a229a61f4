/** Amounts and times, as the phone writes them. */
import { fen, yuan } from '../../protocol/money.ts';
import { beijing } from '../../protocol/world.ts';

export function money(amount_fen: number): string {
  return `￥${yuan(fen(amount_fen))}`;
}

export function clock(at_ms: number): string {
  return beijing(at_ms).slice(11);
}
