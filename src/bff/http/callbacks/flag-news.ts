import type { Payments } from '../../payments/engine/service.ts';
import type { FlagNews } from './unreadable.ts';

/** A flag on the payment of that number. False where no payment has it: such news is never acknowledged. */
export function flagNews(payments: Payments): FlagNews {
  return async ({ channel, acquirer_id, channel_no, callback_id, what, detail }) => {
    const key = { channel, acquirer_id, channel_no };
    const after = await payments.commit(
      key,
      { type: 'news-unbooked', channel, what, detail: channel_no + ' ' + detail },
      { callback: { channel, callback_id } },
    );
    return after !== undefined;
  };
}
