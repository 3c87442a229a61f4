/** A password that was reset by a text message: each box of its viewer says so until it was seen there. Source: docs/money.md 16. */
import type { BoxStore } from '../../store/viewer-port.ts';
import type { Order } from '../../payments/payment.ts';
import type { AccountRows } from './rows.ts';

export interface ResetNews {
  /** When it was reset, where this box has not shown it. Undefined for a box that is his only since then. */
  of(viewer: string, box_id: string | undefined): Promise<number | undefined>;
  seen(viewer: string, box_id: string): Promise<void>;
}

/** A household has fewer boxes; what is beyond is not noted, and told again. */
const NOTED_MAX = 50;

export function resetNews({ rows, store: { boxes } }: { rows: AccountRows; store: { boxes: Pick<BoxStore, 'of'> } }): ResetNews {
  return {
    async of(viewer, box_id) {
      if (!box_id) return undefined;
      const { sms_reset } = await rows.load(viewer);
      if (!sms_reset || sms_reset.seen.includes(box_id)) return undefined;
      const box = await boxes.of(viewer, box_id);
      return box && box.first_seen_ms <= sms_reset.at_ms ? sms_reset.at_ms : undefined;
    },
    async seen(viewer, box_id) {
      await rows.changed(viewer, ({ sms_reset, ...account }) =>
        sms_reset && !sms_reset.seen.includes(box_id) && sms_reset.seen.length < NOTED_MAX
          ? { ...account, sms_reset: { ...sms_reset, seen: [...sms_reset.seen, box_id] } }
          : undefined,
      );
    },
  };
}

/** The same by an order. No payment waits for it, or fails because it could not be noted. */
export function newsOfOrders(news: ResetNews, onError: (error: unknown) => void) {
  return {
    of: async ({ viewer_key, box_id }: Order) => (viewer_key === undefined ? undefined : news.of(viewer_key, box_id)),
    async seen({ viewer_key, box_id }: Order): Promise<void> {
      if (viewer_key === undefined || !box_id) return;
      await news.seen(viewer_key, box_id).catch(onError);
    },
  };
}
