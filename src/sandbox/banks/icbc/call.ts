/** A call, to the gateway. */
import type { IcbcAnswer } from './answer.ts';
import type { Context } from './context.ts';
import type { Biz, Rules } from './fields.ts';

export interface IcbcCall {
  /** For faults and the record of calls; one path may serve two calls. */
  name(biz: Biz): string;
  path: string;
  /** The members of biz_content. */
  rules: Rules;
  /** Runs inside one change of the db. Its biz_content keeps the rules. */
  run(context: Context, biz: Biz): IcbcAnswer;
}

const ONLINE = '/api/cardbusiness/aggregatepay/b2c/online';

/** Bilateral. Source: docs/channels.md 4.4. */
const DIRECT = '/api/cardbusiness/tvpay/direct';

/** Source: docs/channels.md 4.4 to 4.7. */
export const PATHS = {
  prepay: '/api/cardbusiness/qrcode/consumption/V1',
  query: `${ONLINE}/orderqry/V1`,
  refund: `${ONLINE}/merrefund/V1`,
  refund_query: `${ONLINE}/refundqry/V1`,
  methods: `${DIRECT}/methods/V1`,
  prepare: `${DIRECT}/prepare/V1`,
  confirm: `${DIRECT}/confirm/V1`,
} as const;
