/** One tap for each way a bank misbehaves; the full set of faults is behind POST /control/faults. */
export interface FaultButton {
  name: string;
  hint: string;
  part: 'notify' | 'answer';
  /** The faults a tap sets. */
  set: Record<string, unknown>;
}

/** For every bank. */
export const CALLBACK_BUTTONS: readonly FaultButton[] = [
  { name: '丢失通知', hint: '下一次', part: 'notify', set: { drop: 1 } },
  { name: '通知迟到', hint: '晚 10 秒', part: 'notify', set: { delay_ms: 10_000 } },
  { name: '通知重复', hint: '多发 2 次', part: 'notify', set: { duplicate: 2 } },
  { name: '通知乱序', hint: '下一次被超过', part: 'notify', set: { reorder: 1 } },
  { name: '通知被篡改', hint: '下一次', part: 'notify', set: { tamper: 1 } },
  { name: '通知金额错', hint: '下一次说 0.01 元', part: 'notify', set: { wrong_amount: 1, wrong_amount_fen: 1 } },
];

export const UNKNOWN_SERIAL: FaultButton = { name: '陌生证书', hint: '下一次通知', part: 'notify', set: { unknown_serial: 1 } };
export const WRONG_SELLER: FaultButton = { name: '卖家不符', hint: '下一次通知', part: 'notify', set: { wrong_seller: 1 } };

/** For banks whose orders are paid by scanning a code. */
export const PREPAY_BUTTONS: readonly FaultButton[] = [
  { name: '下单丢回答', hint: '成功了但没回音', part: 'answer', set: { lose_after_effect: { prepay: 1 } } },
  { name: '下单系统忙', hint: '下一次没做', part: 'answer', set: { system_error: { prepay: 1 } } },
];

/** For every bank. */
export const ANSWER_BUTTONS: readonly FaultButton[] = [
  { name: '查询看不到', hint: '支付后 13 秒内', part: 'answer', set: { query_lag_ms: 13_000 } },
  { name: '查询金额错', hint: '说 0.01 元', part: 'answer', set: { query_amount_fen: 1 } },
  { name: '回答很慢', hint: '每次 8 秒', part: 'answer', set: { delay_ms: 8000 } },
  { name: '线路中断', hint: '全部请求', part: 'answer', set: { fail_rate: 1 } },
  { name: '退款余额不足', hint: '下一笔', part: 'answer', set: { refund_not_enough: 1 } },
];
