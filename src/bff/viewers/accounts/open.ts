/** Viewers' accounts with all they need; phones only where a gateway sends text messages. */
import { createHmac, hkdfSync } from 'node:crypto';
import type { Send } from '../../../channels/port.ts';
import type { ServerWorld } from '../../../protocol/world.ts';
import type { Settings } from '../../config/read.ts';
import { sealedFacts } from '../../http/common/sealed-facts.ts';
import type { Store } from '../../store/port.ts';
import { textGateway } from '../sms/gateway.ts';
import { viewerAccounts } from './accounts.ts';
import type { ViewerAccounts } from './accounts.ts';
import { hasher } from './hasher.ts';
import { viewerPhones } from './phones.ts';
import type { ViewerPhones } from './phones.ts';
import { accountRows } from './rows.ts';

export interface OpenedAccounts {
  accounts: ViewerAccounts;
  phones?: ViewerPhones;
}

/** The key of passwords comes from the operator's, which is not in the database. */
export function openAccounts(
  { number_key, text_gateway }: Pick<Settings, 'number_key' | 'text_gateway'>,
  store: Pick<Store, 'accounts' | 'reserve'>,
  world: ServerWorld,
  send: Send,
): OpenedAccounts {
  const key = new Uint8Array(hkdfSync('sha256', number_key, 'lezhong-pay', 'payment passwords', 32));
  const parts = { rows: accountRows(store, world), hasher: hasher({ key, random: world.random }), world };
  const accounts = viewerAccounts(parts);
  if (!text_gateway) return { accounts };
  const hash = (text: string): string =>
    createHmac('sha256', number_key)
      .update('viewers phones ' + text)
      .digest('base64url');
  const gateway = textGateway({ ...text_gateway, send, wall: world.wall });
  const facts = sealedFacts(number_key, "viewers' phones", world.random);
  return { accounts, phones: viewerPhones({ ...parts, accounts, store, gateway, hash, facts }) };
}
