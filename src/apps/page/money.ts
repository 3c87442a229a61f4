import { fen, yuan as inYuan } from '../../protocol/money.ts';

/** 1990 -> "19.90", of an amount as the server's JSON has it. */
export const yuan = (amount_fen: number): string => inYuan(fen(amount_fen));
