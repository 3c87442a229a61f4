/** An operator's command that is not carried out: a code for programs and one sentence for the person. */
export const OPERATOR_REFUSALS = {
  ORDER_NOT_FOUND: 404,
  ITEM_NOT_FOUND: 404,
  PROPOSAL_NOT_FOUND: 404,
  CHANNEL_NOT_FOUND: 404,
  MERCHANT_NOT_FOUND: 404,
  MERCHANT_THERE: 409,
  /** No key to seal their secrets with. */
  MERCHANTS_OFF: 409,
  /** More than one thing has that name. */
  ITEM_AMBIGUOUS: 409,
  ACT_NOT_POSSIBLE: 409,
  PROPOSAL_OPEN: 409,
  PROPOSAL_DECIDED: 409,
  PROPOSAL_EXPIRED: 409,
  PROPOSAL_CHANGED: 409,
  TWO_PERSONS: 409,
  NOTICE_NOT_TAKEN: 409,
  NOT_RECOVERING: 409,
  BACKUP_REFUSED: 409,
  CLOCK_NOT_SANDBOX: 409,
  CLOCK_BACK: 409,
  FIELD_BAD: 400,
  COMMAND_UNKNOWN: 404,
  STORE_DOWN: 503,
  INTERNAL: 500,
} as const;

export type OperatorRefusalCode = keyof typeof OPERATOR_REFUSALS;

export class OperatorRefusal extends Error {
  readonly code: OperatorRefusalCode;
  constructor(code: OperatorRefusalCode, sentence: string) {
    super(sentence);
    this.name = 'OperatorRefusal';
    this.code = code;
  }
  get status(): number {
    return OPERATOR_REFUSALS[this.code];
  }
}
