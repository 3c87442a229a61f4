/** The settings file of an app's server. */
import { readFileSync } from 'node:fs';
import type { SigningKey } from '../../merchant-sdk/index.ts';

export interface AppConfig {
  /** 127.0.0.1 unless told: this is a demo. */
  listen_host: string;
  listen_port: number;
  /** How boxes and the cashier reach this server. */
  public_url: string;
  /** Where the cashier's backend is. */
  bff_url: string;
  merchant_id: string;
  keys: SigningKey[];
  /** Signs who is watching; the portal has the same. */
  portal_secret: string;
  /** The portal's page, for the key 首页. */
  home_url: string;
  /** Where the SQLite file is. */
  data_dir: string;
  /** Where the built pages are. */
  page_dir: string;
  /** POST /test/...; on only while listening on loopback, unless told. */
  test_knobs: boolean;
  /** Its time can be moved together with the sandbox's; only while listening on loopback. */
  sandbox_clock: boolean;
  /** The app's own members. */
  own: { readonly [name: string]: unknown };
}

export type Env = { readonly [name: string]: string | undefined };

/** Throws an Error that says which field is wrong. PORT in the environment wins over listen_port. */
export function readAppConfig(file: string, env: Env): AppConfig {
  const given = JSON.parse(readFileSync(file, 'utf8')) as { [name: string]: unknown };
  const text = (name: string, usual?: string): string => {
    const value = given[name] ?? usual;
    if (typeof value !== 'string' || value === '') throw new Error(file + ': ' + name + ' must be a text');
    return value;
  };
  const url = (name: string): string => {
    if (!/^https?:\/\/[^/]+/.test(text(name))) throw new Error(file + ': ' + name + ' must be an address, http(s)://...');
    return text(name).replace(/\/+$/, '');
  };
  const listen_port = Number(env['PORT'] ?? given['listen_port']);
  if (!Number.isInteger(listen_port) || listen_port < 1 || listen_port > 65_535) throw new Error(file + ': listen_port must be a port');
  const listen_host = text('listen_host', '127.0.0.1');
  const loopback = ['127.0.0.1', '::1', 'localhost'].includes(listen_host);
  const test_knobs = given['test_knobs'] ?? loopback;
  if (typeof test_knobs !== 'boolean') throw new Error(file + ': test_knobs must be true or false');
  const sandbox_clock = given['sandbox_clock'] ?? false;
  if (typeof sandbox_clock !== 'boolean' || (sandbox_clock && !loopback))
    throw new Error(file + ': sandbox_clock must be true or false, and false where others can reach this server');
  return {
    listen_host,
    listen_port,
    public_url: url('public_url'),
    bff_url: url('bff_url'),
    merchant_id: text('merchant_id'),
    keys: readKeys(file, given['keys'], env),
    portal_secret: secretOf(file, 'portal_secret', given['portal_secret'], env),
    home_url: url('home_url') + '/',
    data_dir: text('data_dir'),
    page_dir: text('page_dir', 'dist/box'),
    test_knobs,
    sandbox_clock,
    own: given,
  };
}

export function readKeys(file: string, given: unknown, env: Env): SigningKey[] {
  if (!Array.isArray(given) || given.length === 0) throw new Error(file + ': keys must be a list');
  return given.map((one: { key_id?: unknown; secret?: unknown }) => {
    if (typeof one.key_id !== 'string') throw new Error(file + ': each key needs a key_id');
    return { key_id: one.key_id, secret: secretOf(file, 'keys.secret', one.secret, env) };
  });
}

/** A secret stands there as text, or as {file} or {env} that hold it. */
export function secretOf(file: string, name: string, given: unknown, env: Env): string {
  const { file: path, env: variable } = (typeof given === 'object' && given !== null ? given : {}) as { file?: string; env?: string };
  const secret = typeof given === 'string' ? given : variable ? env[variable] : path ? readFileSync(path, 'utf8').trim() : undefined;
  if (!secret) throw new Error(file + ': ' + name + ' must be a text, {"file": ...} or {"env": ...}');
  return secret;
}
