/** What the viewer's page may say to the BFF. It never says what was paid: it asks. */
export type Answer =
  | { kind: 'choose'; channel: string }
  /** 已完成支付: ask the channel now (at most once in 3 s). */
  | { kind: 'ask-paid' }
  /** 换个方式: the shown code goes to closing, back to choose. */
  | { kind: 'change' }
  /** 换一个码: a new attempt on the same channel. */
  | { kind: 'new-code' }
  /** On refused/unavailable: do the recommended next step. */
  | { kind: 'retry' }
  /** Confirmed "leave the cashier". The order stays open. */
  | { kind: 'leave' };

/** Body of POST /c/:token/answer. An answer to another version changes nothing and gets the current step. */
export interface AnswerBody {
  version: number;
  answer: Answer;
}
