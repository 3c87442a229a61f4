/** Making and changing merchants. Secrets are made here, sealed, and shown once. */
import { appName, keyName } from '../merchants/directory.ts';
import type { Directory, StoredMerchant } from '../merchants/directory.ts';
import type { Contract, Merchant } from '../merchants/merchant.ts';
import type { SecretBox } from '../merchants/sealed-secret.ts';
import { OperatorRefusal } from './refusal.ts';

export interface MerchantDeps {
  directory: Directory;
  box: SecretBox | undefined;
  random: (length: number) => Uint8Array;
}

export interface NewMerchant {
  id: string;
  name: string;
  app_name: string;
  return_allow: string[];
  notify_allow: string[];
  contract: Contract;
  viewers?: 'own' | 'operator';
  portal?: boolean;
  /** "developer/app": the protocol of 2014. */
  v1?: { dev_id: string; app_id: string };
}

/** As operators see it. */
export interface MerchantItem {
  id: string;
  name: string;
  of: 'settings' | 'database';
  enabled: boolean;
  on_hold: boolean;
  keys: string[];
  v1: boolean;
  viewers: 'own' | 'operator';
  portal: boolean;
  contract: Contract;
}

/** Shown once, to be handed over a safe way. */
export interface ShownSecrets {
  merchant: MerchantItem;
  key_id?: string;
  secret?: string;
  app_key?: string;
}

const NONE: Contract = { fee_bp: 0, fee_min_fen: 0, credit_limit_fen: 0 };

export function merchantItems({ directory }: MerchantDeps): MerchantItem[] {
  return [...directory.merchants.values()].map((one) => itemOf(directory, one)).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function itemOf(directory: Directory, one: Merchant): MerchantItem {
  const { id, name, enabled, on_hold = false, keys, v1, viewers = 'own', portal = false, contract = NONE } = one;
  const of = directory.isOfSettings(id) ? 'settings' : 'database';
  return { id, name, of, enabled, on_hold, keys: keys.map((key) => key.key_id), v1: v1 !== undefined, viewers, portal, contract };
}

export async function addMerchant(deps: MerchantDeps, wish: NewMerchant): Promise<ShownSecrets> {
  const { directory } = deps;
  const box = boxOf(deps);
  if (directory.merchants.has(wish.id) || directory.stored(wish.id))
    throw new OperatorRefusal('MERCHANT_THERE', 'There is a merchant "' + wish.id + '" already.');
  const { v1, id, contract, ...texts } = wish;
  const taken = v1 && [...directory.merchants.values()].find((one) => one.v1?.app_id === v1.app_id);
  if (taken) throw new OperatorRefusal('MERCHANT_THERE', 'The app ' + v1.app_id + ' is that of the merchant "' + taken.id + '".');
  const secret = newSecret(deps);
  const app_key = v1 ? Buffer.from(deps.random(24)).toString('base64url') : undefined;
  const old = v1 && app_key !== undefined ? { v1: { ...v1, sealed: box.seal(appName(id), app_key) } } : {};
  const keys = [{ key_id: 'k1', sealed: box.seal(keyName(id, 'k1'), secret) }];
  await directory.put({ id, made: { ...texts, keys, ...old }, contract });
  return { merchant: found(deps, id), key_id: 'k1', secret, ...(app_key === undefined ? {} : { app_key }) };
}

/** A new key beside the old one, which goes on signing; `finish`: the new one alone. */
export async function rotateKey(deps: MerchantDeps, id: string, finish: boolean): Promise<ShownSecrets> {
  found(deps, id);
  const row = deps.directory.stored(id);
  const { made } = row ?? {};
  if (!row || !made)
    throw new OperatorRefusal('ACT_NOT_POSSIBLE', 'The keys of "' + id + '" stand in the settings file: change them there.');
  const box = boxOf(deps);
  const [first, second] = made.keys;
  if (finish) {
    if (!second) throw new OperatorRefusal('ACT_NOT_POSSIBLE', 'There is one key only: rotate first, without --finish.');
    await deps.directory.put({ ...row, made: { ...made, keys: [second] } });
    return { merchant: found(deps, id) };
  }
  if (second || !first)
    throw new OperatorRefusal(
      'ACT_NOT_POSSIBLE',
      'Two keys are live: end with --finish once the merchant signs with ' + (second?.key_id ?? 'the new one') + '.',
    );
  const key_id = 'k' + (Number(/\d+$/.exec(first.key_id)?.[0] ?? 0) + 1);
  const secret = newSecret(deps);
  await deps.directory.put({ ...row, made: { ...made, keys: [first, { key_id, sealed: box.seal(keyName(id, key_id), secret) }] } });
  return { merchant: found(deps, id), key_id, secret };
}

export async function switchMerchant(
  deps: MerchantDeps,
  id: string,
  to: Pick<StoredMerchant, 'enabled' | 'on_hold' | 'contract'>,
): Promise<MerchantItem> {
  found(deps, id);
  await deps.directory.put({ ...(deps.directory.stored(id) ?? { id }), ...to });
  return found(deps, id);
}

function found({ directory }: MerchantDeps, id: string): MerchantItem {
  const merchant = directory.merchants.get(id);
  if (!merchant) throw new OperatorRefusal('MERCHANT_NOT_FOUND', 'There is no merchant "' + id + '": lezhong merchant list shows them.');
  return itemOf(directory, merchant);
}

function boxOf({ box }: MerchantDeps): SecretBox {
  if (!box)
    throw new OperatorRefusal('MERCHANTS_OFF', 'Merchants of the database are off: give the settings "merchant_keys", and start anew.');
  return box;
}

/** As a webhook library takes it. */
function newSecret({ random }: MerchantDeps): string {
  return 'whsec_' + Buffer.from(random(32)).toString('base64');
}
