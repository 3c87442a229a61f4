/** /api/cardbusiness/tvpay/direct/methods/V1. Source: docs/channels.md 4.4. */
import { refuse, succeed } from '../answer.ts';
import { PATHS } from '../call.ts';
import type { IcbcCall } from '../call.ts';
import { MERCHANT, SECRET_DATA } from '../fields.ts';
import { cardByPan, LIMITS } from './cards.ts';
import { openSecret } from './secret-data.ts';

export const methods: IcbcCall = {
  name: () => 'methods',
  path: PATHS.methods,
  rules: { ...MERCHANT, secret_data: SECRET_DATA },
  run(context, biz) {
    const { card_no } = openSecret(context, biz['secret_data'] ?? '');
    if (typeof card_no !== 'string') return refuse('bad_parameter', {}, 'secret_data');
    const card = cardByPan(card_no);
    if (!card) return refuse('card_absent');
    const list = card.methods.map((method) => {
      const [limit_per_txn, limit_per_day] = LIMITS[method];
      return { method, limit_per_txn: String(limit_per_txn), limit_per_day: String(limit_per_day) };
    });
    return succeed({ methods: list });
  },
};
