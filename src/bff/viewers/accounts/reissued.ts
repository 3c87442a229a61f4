/** A box was given to another household: whoever its viewer_id names is somebody else from now on. Source: docs/money.md 16. */
import type { World } from '../../../protocol/world.ts';
import type { RememberedCards } from '../../secret-entry/remembered-cards.ts';
import type { Store } from '../../store/port.ts';
import type { ViewerKey } from '../viewer-key.ts';
import { emptied } from './account.ts';
import { accountRows } from './rows.ts';

export interface ReissuedDeps {
  store: Pick<Store, 'accounts'>;
  world: Pick<World, 'now' | 'random'>;
  viewerKey: ViewerKey;
  /** Absent where no card can be kept. */
  cards: Pick<RememberedCards, 'ownerOf'> | undefined;
}

/** A viewer as a portal's server names him. */
export interface NamedViewer {
  merchant_id: string;
  viewer_id: string;
}

export type Reissue = (viewer: NamedViewer) => Promise<void>;

/** His account, cards and list of orders go in one commit. Said again it forgets what came since. */
export function reissue({ store, world, viewerKey, cards }: ReissuedDeps): Reissue {
  const rows = accountRows(store, world);
  return async (viewer) => {
    const orders = viewerKey(viewer);
    if (orders === undefined) return;
    const owner = await cards?.ownerOf(viewer);
    const forget = { orders, ...(owner === undefined ? {} : { cards: owner }) };
    await rows.changed(orders, (account) => emptied(account, world.now()), forget);
  };
}
