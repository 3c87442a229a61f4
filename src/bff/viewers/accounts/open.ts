/** Viewers' accounts with all they need. */
import { hkdfSync } from 'node:crypto';
import type { World } from '../../../protocol/world.ts';
import type { Settings } from '../../config/read.ts';
import type { Store } from '../../store/port.ts';
import { viewerAccounts } from './accounts.ts';
import type { ViewerAccounts } from './accounts.ts';
import { hasher } from './hasher.ts';

/** The key of passwords comes from the operator's, which is not in the database. */
export function openAccounts({ number_key }: Pick<Settings, 'number_key'>, store: Pick<Store, 'accounts'>, world: World): ViewerAccounts {
  const key = new Uint8Array(hkdfSync('sha256', number_key, 'lezhong-pay', 'payment passwords', 32));
  return viewerAccounts({ store, world, hasher: hasher({ key, random: world.random }) });
}
