/** Reads and checks the settings. A missing or wrong one stops the start with a sentence that says which and how to mend it. */
import { readFileSync } from 'node:fs';
import Value from 'typebox/value';
import { CHANNELS } from '../../channels/index.ts';
import type { NamedSecret } from '../secret-entry/keys.ts';
import type { Merchant } from '../merchants/merchant.ts';
import { ConfigError } from './error.ts';
import { channelFiles, isSecretFile, modeProblems } from './file-modes.ts';
import { floorProblems } from './floors.ts';
import { withNewNames } from './old-names.ts';
import { ruleErrors, ruleWarnings } from './rules.ts';
import { refuseSandboxKeys } from './sandbox-keys.ts';
import type { Address } from '../store/postgres/address.ts';
import { BffConfig } from './schema.ts';
import { storeAddress } from './store-address.ts';
import { secretOf } from './secrets.ts';
import type { Env, SecretSetting } from './secrets.ts';
import { sentencesOf } from './wording.ts';

export interface Settings {
  config: BffConfig;
  merchants: Map<string, Merchant>;
  number_key: string;
  /** Secrets of merchants in the database are sealed under these. */
  merchant_keys?: NamedSecret[];
  /** Where the payments are, when it is PostgreSQL. */
  store?: Address;
  cards?: { seal: NamedSecret[]; vault: NamedSecret[]; hash: string };
  /** Who sends text messages to viewers. */
  text_gateway?: { url: string; key: string; timeout_ms: number; again_ms: number };
  /** Sentences for the operator; none stops the start. */
  warnings: readonly string[];
}

export function readSettings(file: string, env: Env, sandbox: boolean): Settings {
  const renamed = withNewNames(parse(file));
  const config = check(withEnv(withDefaults(renamed.config), env));
  const warnings = [...renamed.warnings];
  const secret = (given: SecretSetting, what: string): string => secretOf(given, what, env, (sentence) => void warnings.push(sentence));
  refuse(ruleErrors(config));
  const merchants = new Map(
    config.merchants.map((one) => {
      const keys = one.keys.map((key) => ({
        key_id: key.key_id,
        secret: secret(key.secret, 'merchants/' + one.id + '/keys/' + key.key_id),
      }));
      const { v1, ...rest } = one;
      const old = v1 ? { v1: { ...v1, app_key: secret(v1.app_key, 'merchants/' + one.id + '/v1/app_key') } } : {};
      return [one.id, { ...rest, keys, ...old }] as [string, Merchant];
    }),
  );
  const merchant_keys = config.merchant_keys?.map((one) => ({
    key_id: one.key_id,
    secret: secret(one.secret, 'merchant_keys/' + one.key_id),
  }));
  const number_key = secret(config.number_key, 'number_key');
  const cards = cardSecrets(config, secret);
  const text_gateway = config.text_gateway && {
    ...config.text_gateway,
    key: secret(config.text_gateway.key, 'text_gateway/key'),
  };
  const card_secrets = cards ? [cards.hash, ...cards.seal.map((k) => k.secret), ...cards.vault.map((k) => k.secret)] : [];
  const merchant_secrets = [...merchants.values()].flatMap((m) => [...m.keys.map((k) => k.secret), ...(m.v1 ? [m.v1.app_key] : [])]);
  if (!sandbox)
    refuseSandboxKeys(config, [
      number_key,
      ...(merchant_keys ?? []).map((one) => one.secret),
      ...merchant_secrets,
      ...card_secrets,
      ...(text_gateway ? [text_gateway.key] : []),
    ]);
  const files = channelFiles(config).map((one) => modeProblems(one, isSecretFile(one.file)));
  refuse(files.flatMap((one) => one.errors));
  // The sandbox and its trials run on times a hundred times shorter.
  const floors = floorProblems(config);
  if (!sandbox) refuse(floors);
  warnings.push(...(sandbox ? floors : [...files.flatMap((one) => one.warnings), ...ruleWarnings(config)]));
  const address = storeAddress(config, env, warnings);
  return {
    config,
    merchants,
    number_key,
    ...(merchant_keys ? { merchant_keys } : {}),
    ...(address ? { store: address } : {}),
    ...(cards ? { cards } : {}),
    ...(text_gateway ? { text_gateway } : {}),
    warnings,
  };
}

function refuse(sentences: readonly string[]): void {
  if (sentences.length > 0) throw new ConfigError(sentences.join('\n'));
}

function cardSecrets({ cards, channels }: BffConfig, secretOf: (given: SecretSetting, what: string) => string): Settings['cards'] {
  if (!cards) {
    const needy = CHANNELS.find((one) => channels[one.id] && one.needs.includes('secret-entry'));
    if (needy) throw new ConfigError('The channel "' + needy.id + '" needs "cards": its seal_keys, vault_keys and hash_key.');
    return undefined;
  }
  const named = (list: (typeof cards)['seal_keys'], what: string): NamedSecret[] =>
    list.map(({ key_id, secret }) => ({ key_id, secret: secretOf(secret, 'cards/' + what + '/' + key_id) }));
  const seal = named(cards.seal_keys, 'seal_keys');
  const vault = named(cards.vault_keys, 'vault_keys');
  return { seal, vault, hash: secretOf(cards.hash_key, 'cards/hash_key') };
}

function parse(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError('The settings file ' + file + ' cannot be read: check the path given with --config, and its permissions.');
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigError('The settings file ' + file + ' is not JSON: ' + (error as Error).message.split('\n')[0]);
  }
}

/** Banks post to our own address unless told otherwise. */
function withDefaults(given: unknown): unknown {
  const config = Value.Default(BffConfig, given) as {
    public_url?: string;
    callback_url?: string;
    channels?: { [id: string]: { notify_url?: string; older?: { notify_url?: string }[] } };
  };
  const base = config.callback_url ?? config.public_url;
  for (const [id, channel] of Object.entries(config.channels ?? {}))
    for (const account of [channel, ...(channel.older ?? [])]) account.notify_url ??= base + '/callbacks/' + id;
  return config;
}

/** The few settings that differ between machines with the same file. */
function withEnv(config: unknown, env: Env): unknown {
  const c = config as {
    public_url?: string;
    store?: string;
    database?: string;
    ops_socket?: string;
    listen?: { host?: string; port?: number };
  };
  if (env['LEZHONG_PUBLIC_URL']) c.public_url = env['LEZHONG_PUBLIC_URL'];
  if (env['LEZHONG_STORE']) c.store = env['LEZHONG_STORE'];
  if (env['LEZHONG_DATABASE']) c.database = env['LEZHONG_DATABASE'];
  if (env['LEZHONG_OPS_SOCKET']) c.ops_socket = env['LEZHONG_OPS_SOCKET'];
  if (env['LEZHONG_HOST'] && c.listen) c.listen.host = env['LEZHONG_HOST'];
  if (env['LEZHONG_PORT'] && c.listen) c.listen.port = Number(env['LEZHONG_PORT']);
  return c;
}

function check(config: unknown): BffConfig {
  if (Value.Check(BffConfig, config)) return config as BffConfig;
  const sentences = sentencesOf(Value.Errors(BffConfig, config), config);
  throw new ConfigError('The settings are not right: ' + sentences.join('; ') + '. The README lists every setting with its default.');
}
