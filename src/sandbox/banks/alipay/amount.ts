/** Yuan with at most two decimals, 0.01 to 100000000. */
import { fenFromYuan, fen, yuan } from '../../../protocol/money.ts';

export function fenOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : fenFromYuan(text);
}

export function yuanOf(amount_fen: number): string {
  return yuan(fen(amount_fen));
}
