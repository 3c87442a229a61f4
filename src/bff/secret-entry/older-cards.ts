/**
 * Cards remembered before viewers were scoped to their merchant stand under a hash of the viewer_id alone. Each is moved
 * to the viewer of the merchant whose order remembered it, when that merchant's viewer is next looked up.
 */
import type { World } from '../../protocol/world.ts';
import type { CardRow, Store } from '../store/port.ts';
import type { CardKeys, ViewerOrder } from './keys.ts';
import { lock, rowName, unlock } from './vault.ts';

export interface OlderCardsDeps {
  store: Store;
  keys: CardKeys;
  world: World;
}

/** `viewer`: the scoped hash of the order's viewer. One move of a viewer's cards at a time, so that none is stored twice. */
export function scopeOlderCards({ store, keys, world }: OlderCardsDeps): (order: ViewerOrder, viewer: string) => Promise<void> {
  const moving = new Map<string, Promise<void>>();

  async function move(row: CardRow, merchant_id: string, viewer: string): Promise<void> {
    const payment = await store.read({ id: row.order_id });
    if (payment?.order.merchant_id !== merchant_id) return;
    const card = unlock(keys, rowName(row), row);
    // Its key is gone: it opens for nobody, under whichever name.
    if (!card) return;
    const now = { ...row, viewer };
    await store.cards.add({ ...now, ...lock(keys, rowName(now), card, world.random) });
  }

  async function moveAll({ merchant_id, viewer_id = '' }: ViewerOrder, viewer: string): Promise<void> {
    for (const row of await store.cards.list(keys.hash('viewer', viewer_id))) await move(row, merchant_id, viewer);
  }

  return async (order, viewer) => {
    const now = moving.get(viewer) ?? moveAll(order, viewer).finally(() => moving.delete(viewer));
    moving.set(viewer, now);
    await now;
  };
}
