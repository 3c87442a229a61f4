/** Boxes of a viewer: those he was seen on, and removed ones, which show and use nothing of his until they are admitted again. */
import { createHash } from 'node:crypto';
import type { MeBox } from '../../protocol/me.ts';
import type { Lang } from '../../protocol/order.ts';
import { fill } from '../../protocol/texts/fill.ts';
import { ME_TEXTS } from '../../protocol/texts/me/index.ts';
import type { MeWords } from '../../protocol/texts/me/index.ts';
import { beijing } from '../../protocol/world.ts';
import { boxTail } from '../payments/ids.ts';
import type { Order } from '../payments/payment.ts';
import { whenText } from '../render/me/when.ts';
import { StoreDown } from '../store/errors.ts';
import { SEEN_AGAIN_MS } from '../store/viewer-port.ts';
import type { BoxRow, BoxStore } from '../store/viewer-port.ts';
import type { ViewerKey } from './viewer-key.ts';

export interface ViewerBoxes {
  /** The box of this order or page; false where none is named. */
  isRemoved(of: Pick<Order, 'merchant_id' | 'viewer_id' | 'box_id'>): Promise<boolean>;
  /** His own page was opened on it. */
  seen(viewer: string, box_id: string | undefined): Promise<void>;
  /** Not those that are removed; the one he sits at first. */
  list(viewer: string, box_id: string | undefined, lang: Lang): Promise<MeBox[]>;
  /** By the id it has in the list; another's id removes nothing. */
  remove(viewer: string, id: string): Promise<void>;
  admit(viewer: string, box_id: string): Promise<void>;
}

export interface BoxesDeps {
  store: { boxes: BoxStore };
  viewerKey: ViewerKey;
  now: () => number;
}

/** A page does not learn the numbers of other boxes. `viewer` is a keyed hash, so no box can be tried out. */
const idOf = ({ viewer, box }: Pick<BoxRow, 'viewer' | 'box'>): string =>
  createHash('sha256')
    .update('box of ' + viewer + ' ' + box)
    .digest('hex')
    .slice(0, 20);

export function viewerBoxes({ store: { boxes }, viewerKey, now }: BoxesDeps): ViewerBoxes {
  const kept = async (viewer: string): Promise<BoxRow[]> => (await boxes.list(viewer)).filter((one) => one.removed_at_ms === 0);
  return {
    async isRemoved({ box_id, ...order }) {
      const viewer = box_id ? viewerKey(order) : undefined;
      if (!box_id || viewer === undefined) return false;
      const row = await boxes.of(viewer, box_id);
      return row !== undefined && row.removed_at_ms > 0;
    },
    async seen(viewer, box_id) {
      const row = box_id ? await boxes.of(viewer, box_id) : undefined;
      if (!box_id || (row && now() - row.last_seen_ms < SEEN_AGAIN_MS)) return;
      await boxes.seen(viewer, box_id, now()).catch((error: unknown) => {
        // What can be read is shown all the same.
        if (!(error instanceof StoreDown)) throw error;
      });
    },
    async list(viewer, box_id, lang) {
      const rows = await kept(viewer);
      const isHere = (one: BoxRow): boolean => one.box === box_id;
      return [...rows.filter(isHere), ...rows.filter((one) => !isHere(one))].map((one) => boxOf(one, isHere(one), now(), ME_TEXTS[lang]));
    },
    async remove(viewer, id) {
      const row = (await kept(viewer)).find((one) => idOf(one) === id);
      if (row) await boxes.remove(viewer, row.box, now());
    },
    admit: (viewer, box_id) => boxes.admit(viewer, box_id, now()),
  };
}

function boxOf(row: BoxRow, here: boolean, now_ms: number, words: MeWords): MeBox {
  const is_today = beijing(row.last_seen_ms).slice(0, 10) === beijing(now_ms).slice(0, 10);
  const seen = is_today ? words.box_today : fill(words.box_seen, { day: whenText(row.last_seen_ms, now_ms, words) });
  const name = fill(words.box, { tail: boxTail(row.box) ?? row.box.slice(-4) });
  return { id: idOf(row), name, seen_text: here ? words.box_here : seen, ...(here ? { here: true as const } : {}) };
}
