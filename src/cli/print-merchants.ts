/** Merchants as a person reads them. */
import type { MerchantItem, ShownSecrets } from '../bff/operators/merchants.ts';
import { table } from './text.ts';

export function printMerchants({ merchants }: { merchants: readonly MerchantItem[] }): string {
  return table(['id', 'name', 'of', 'state', 'keys', 'viewers', '2014', 'fee'], merchants.map(rowOf), 'No merchants.');
}

function rowOf({ id, name, of, keys, v1, viewers, portal, contract, ...state }: MerchantItem): string[] {
  return [
    id,
    name,
    of,
    stateOf(state),
    keys.join(' '),
    viewers + (portal ? ', portal' : ''),
    v1 ? 'yes' : 'no',
    contract.fee_bp / 100 + '%',
  ];
}

function stateOf({ enabled, on_hold }: Pick<MerchantItem, 'enabled' | 'on_hold'>): string {
  return !enabled ? 'disabled' : on_hold ? 'on hold' : 'enabled';
}

export function printSecrets({ merchant, key_id, secret, app_key }: ShownSecrets): string {
  if (secret === undefined) return 'The merchant ' + merchant.id + ' has the key ' + merchant.keys.join(' ') + ' alone now.';
  return [
    'Shown once: hand it over a safe way, it is not kept readable.',
    'merchant_id  ' + merchant.id,
    'key_id       ' + key_id,
    'secret       ' + secret,
    ...(app_key === undefined ? [] : ['appKey       ' + app_key]),
  ].join('\n');
}

export function printMerchant({ merchant }: { merchant: MerchantItem }): string {
  return 'The merchant ' + merchant.id + ' is ' + stateOf(merchant) + '.';
}
