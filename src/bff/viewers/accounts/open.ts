/** Viewers' accounts with all they need; phones only where a gateway sends text messages. */
import { createHmac, hkdfSync } from 'node:crypto';
import type { Send } from '../../../channels/port.ts';
import type { ServerWorld } from '../../../protocol/world.ts';
import type { Settings } from '../../config/read.ts';
import { sealedFacts } from '../../http/common/sealed-facts.ts';
import { PHONE_PATH } from '../../../protocol/phone.ts';
import type { Order } from '../../payments/payment.ts';
import { consentCodes } from '../../payments/scan-codes.ts';
import type { DeskDeps } from '../../secret-entry/tools.ts';
import type { Store } from '../../store/port.ts';
import { textGateway } from '../sms/gateway.ts';
import { viewerAccounts } from './accounts.ts';
import type { ViewerAccounts } from './accounts.ts';
import { hasher } from './hasher.ts';
import { viewerPhones } from './phones.ts';
import type { ViewerPhones } from './phones.ts';
import { accountRows } from './rows.ts';
import { resetNews } from './told.ts';
import type { ResetNews } from './told.ts';

export interface OpenedAccounts {
  accounts: ViewerAccounts;
  news: ResetNews;
  phones?: ViewerPhones;
  /** Only where phones reach a page of ours. */
  consents?: NonNullable<DeskDeps['consents']>;
  /** A phone is bound that can be asked instead of the password. */
  canAsk?: (order: Pick<Order, 'viewer_key'>) => Promise<boolean>;
}

/** The key of passwords comes from the operator's, which is not in the database. */
export function openAccounts(
  { number_key, text_gateway, config: { scan_url } }: Pick<Settings, 'number_key' | 'text_gateway' | 'config'>,
  store: Pick<Store, 'accounts' | 'boxes' | 'reserve'>,
  world: ServerWorld,
  send: Send,
): OpenedAccounts {
  const key = new Uint8Array(hkdfSync('sha256', number_key, 'lezhong-pay', 'payment passwords', 32));
  const parts = { rows: accountRows(store, world), hasher: hasher({ key, random: world.random }), world };
  const accounts = viewerAccounts(parts);
  const news = resetNews({ rows: parts.rows, store });
  if (!text_gateway) return { accounts, news };
  const hash = (text: string): string =>
    createHmac('sha256', number_key)
      .update('viewers phones ' + text)
      .digest('base64url');
  const gateway = textGateway({ ...text_gateway, send, wall: world.wall });
  const facts = sealedFacts(number_key, "viewers' phones", world.random);
  const phones = viewerPhones({ ...parts, accounts, store, gateway, hash, facts, again_ms: text_gateway.again_ms });
  if (scan_url === undefined) return { accounts, news, phones };
  const codes = consentCodes(number_key);
  return {
    accounts,
    news,
    phones,
    consents: { phones, link: (order_id, n) => scan_url + PHONE_PATH + codes.of(order_id, n) },
    canAsk: async ({ viewer_key }) => viewer_key !== undefined && (await accounts.view(viewer_key)).phone_tail !== undefined,
  };
}
