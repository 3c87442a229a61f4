/** All that a verdict is drawn from: what the banks know, what the BFF's database holds, what the merchant heard. */

export interface Charge {
  channel: string;
  number: string;
  txn: string;
  amount_fen: number;
  returned_fen: number;
  at_ms: number;
  /** Taken as agreed: no defect by the bank's own word. */
  good: boolean;
}

/** A notice that the merchant's server verified and processed. */
export interface Taken {
  merchant_id: string;
  order_no: string;
  n: number;
  type: string;
  amount_fen: number;
  refund_no?: string;
  refund_fen?: number;
}

export interface Facts {
  charges: readonly Charge[];
  /** UnionPay: how many consumptions and refunds carried each number. */
  sent: { readonly [number: string]: { consume: number; refund: number } };
  /** Accounts at banks: passwords that came under each number, lost ones among them. */
  passwords: { readonly [number: string]: number };
  /** By bank. */
  balances: { readonly [bank: string]: number };
  orders: readonly { id: string; order_no: string; state: string; amount_fen: number; ended_ms?: number }[];
  /**
   * `close_absent`: the bank did not know the number when its close was asked, so that it may still be paid. `passwords`: marks
   * of passwords that were sent.
   */
  attempts: readonly { order_id: string; channel: string; channel_no: string; close_absent: boolean; passwords?: number }[];
  receipts: readonly { order_id: string; channel: string; txn: string; role: string; amount_fen: number }[];
  refunds: readonly {
    order_id: string;
    merchant_id: string;
    refund_no: string | null;
    txn: string;
    state: string;
    auto: number;
    amount_fen: number;
  }[];
  /** In the order of their commits where `credit_fen` is given. */
  entries: readonly { account: string; amount_fen: number; cause: string }[];
  /** By merchant: how far its own refunds may take it below 0. Absent: not looked at. */
  credit_fen?: { readonly [merchant_id: string]: number };
  notices: readonly { order_id: string; n: number; type: string; delivered: boolean }[];
  flags: readonly { order_id: string; code: string }[];
  /** In the order in which they came, repeats among them. */
  taken: readonly Taken[];
  /** Notices whose signature the merchant could not verify. */
  forged: number;
}

/** Channels whose money lies in one account at one bank. */
export const channelsOf = (bank: string): readonly string[] => (bank === 'icbc' ? ['icbc', 'icbc-direct'] : [bank]);

/** Notes what is wrong, once, with the first examples; returns how many. */
export type Count = (what: string, ids: readonly string[]) => number;

export const sum = (items: readonly { amount_fen: number }[]): number => items.reduce((total, one) => total + one.amount_fen, 0);
