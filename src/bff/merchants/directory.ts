/**
 * All merchants: those of the settings file, read-only there, and those of the database, made and changed while running. Of the former
 * the database holds the switches and the contract. Every BFF looks again each second. Source: docs/operate.md, Merchants.
 */
import type { World } from '../../protocol/world.ts';
import type { Lang } from '../../protocol/order.ts';
import { ConfigError } from '../config/error.ts';
import type { OperatorStore } from '../store/operator-port.ts';
import type { Contract, Merchant } from './merchant.ts';
import type { SecretBox } from './sealed-secret.ts';

/** A merchant's row, or the switches and contract of one of the settings. Secrets are sealed. */
export interface StoredMerchant {
  id: string;
  /** Absent: the settings file has the rest. */
  made?: {
    name: string;
    app_name: string;
    keys: { key_id: string; sealed: string }[];
    return_allow: string[];
    notify_allow: string[];
    lang?: Lang;
    viewers?: 'own' | 'operator';
    portal?: boolean;
    v1?: { dev_id: string; app_id: string; sealed: string };
  };
  enabled?: boolean;
  on_hold?: boolean;
  contract?: Contract;
}

const PREFIX = 'merchant:';
const LOOK_MS = 1_000;

export interface Directory {
  /** Kept current in place. */
  readonly merchants: Map<string, Merchant>;
  stored(id: string): StoredMerchant | undefined;
  isOfSettings(id: string): boolean;
  /** Durable, and current here, once it resolves. */
  put(row: StoredMerchant): Promise<void>;
  stop(): void;
}

export interface DirectoryDeps {
  store: Pick<OperatorStore, 'metas' | 'setMeta'>;
  world: World;
  /** Undefined: merchants of the database are off. */
  box: SecretBox | undefined;
  onError: (error: unknown) => void;
}

/** `merchants`: those of the settings; the map itself is kept current. Throws ConfigError where the same id stands in both. */
export async function openDirectory(merchants: Map<string, Merchant>, deps: DirectoryDeps): Promise<Directory> {
  const { store, world, box, onError } = deps;
  const of_settings = new Map(merchants);
  let rows = new Map<string, StoredMerchant>();
  let seen = '';
  let cancel: () => void = () => undefined;
  let stopped = false;

  async function look(): Promise<void> {
    const metas = Object.entries(await store.metas()).filter(([name]) => name.startsWith(PREFIX));
    const text = JSON.stringify(metas);
    if (text === seen) return;
    seen = text;
    rows = new Map(metas.map(([name, value]) => [name.slice(PREFIX.length), JSON.parse(value) as StoredMerchant]));
    apply();
  }

  function apply(): void {
    const next = new Map(of_settings);
    for (const row of rows.values()) {
      const merchant = row.made ? opened(row, row.made, box) : switched(of_settings.get(row.id), row);
      if (merchant) next.set(row.id, merchant);
    }
    for (const id of merchants.keys()) if (!next.has(id)) merchants.delete(id);
    for (const [id, merchant] of next) merchants.set(id, merchant);
  }

  function watch(): void {
    if (stopped) return;
    cancel = world.after(LOOK_MS, () => {
      look().catch(onError).finally(watch);
    });
  }

  await look();
  const twice = [...rows.values()].find((row) => row.made && of_settings.has(row.id));
  if (twice)
    throw new ConfigError(
      'The merchant "' + twice.id + '" stands in the settings file and in the database: take it out of "merchants", or rename it.',
    );
  watch();

  return {
    merchants,
    stored: (id) => rows.get(id),
    isOfSettings: (id) => of_settings.has(id),
    async put(row) {
      await store.setMeta(`${PREFIX}${row.id}`, JSON.stringify(row));
      if (!stopped) await look();
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}

function switched(merchant: Merchant | undefined, { enabled, on_hold, contract }: StoredMerchant): Merchant | undefined {
  if (!merchant) return undefined;
  return {
    ...merchant,
    ...(enabled === undefined ? {} : { enabled }),
    ...(on_hold === undefined ? {} : { on_hold }),
    ...(contract ? { contract } : {}),
  };
}

export const keyName = (id: string, key_id: string): string => 'key ' + id + ' ' + key_id;
export const appName = (id: string): string => 'app ' + id;

/** Undefined without a key that opens its secrets: nobody can then speak for it. */
function opened(row: StoredMerchant, made: NonNullable<StoredMerchant['made']>, box: SecretBox | undefined): Merchant | undefined {
  const { id, enabled = true, on_hold = false, contract } = row;
  const keys = made.keys.flatMap(({ key_id, sealed }) => {
    const secret = box?.open(keyName(id, key_id), sealed);
    return secret === undefined ? [] : [{ key_id, secret }];
  });
  if (keys.length === 0) return undefined;
  const app_key = made.v1 && box?.open(appName(id), made.v1.sealed);
  const { name, app_name, return_allow, notify_allow, lang, viewers, portal, v1 } = made;
  return {
    id,
    name,
    app_name,
    enabled,
    on_hold,
    keys,
    return_allow,
    notify_allow,
    ...(lang ? { lang } : {}),
    ...(viewers ? { viewers } : {}),
    ...(portal ? { portal } : {}),
    ...(contract ? { contract } : {}),
    ...(v1 && app_key !== undefined ? { v1: { dev_id: v1.dev_id, app_id: v1.app_id, app_key } } : {}),
  };
}
