/** The demo shop's one settings file. */
import { readFileSync } from 'node:fs';
import type { SigningKey } from '../../merchant-sdk/index.ts';

export interface DemoConfig {
  /** 127.0.0.1 unless told: this is a demo. */
  listen_host: string;
  /** 4200 unless told; 0 picks a free one. */
  listen_port: number;
  /** How boxes and the cashier reach this shop; http://127.0.0.1:<port> unless told. */
  public_url: string | undefined;
  /** Where the cashier's backend is. */
  bff_url: string;
  merchant_id: string;
  keys: SigningKey[];
  /** Who is watching, as the operator's app would know. */
  viewer: string | undefined;
  box: string | undefined;
  /** Where the SQLite file with orders and notices is. */
  data_dir: string;
  /** POST /test/...; on only while listening on loopback, unless told. */
  test_knobs: boolean;
}

/** Throws an Error that says which field is wrong. PORT in the environment wins over listen_port. */
export function readConfig(file: string, env: { readonly [name: string]: string | undefined }): DemoConfig {
  const given = JSON.parse(readFileSync(file, 'utf8')) as { [name: string]: unknown };
  const text = (name: string): string => {
    const value = given[name];
    if (typeof value !== 'string' || value === '') throw new Error(file + ': ' + name + ' must be a text');
    return value;
  };
  const maybe = (name: string): string | undefined => (given[name] === undefined ? undefined : text(name));
  const port = Number(env['PORT'] ?? given['listen_port'] ?? 4200);
  if (port % 1 !== 0 || port < 0 || port > 65_535) throw new Error(file + ': listen_port must be a port');
  const listen_host = maybe('listen_host') ?? '127.0.0.1';
  return {
    listen_host,
    listen_port: port,
    public_url: maybe('public_url')?.replace(/\/+$/, ''),
    bff_url: text('bff_url'),
    merchant_id: text('merchant_id'),
    keys: readKeys(file, given['keys'], env),
    viewer: maybe('viewer'),
    box: maybe('box'),
    data_dir: maybe('data_dir') ?? 'data/shop',
    test_knobs: typeof given['test_knobs'] === 'boolean' ? given['test_knobs'] : ['127.0.0.1', '::1', 'localhost'].includes(listen_host),
  };
}

/** A secret stands there as text, or as {file} or {env} that hold it. */
function readKeys(file: string, given: unknown, env: { readonly [name: string]: string | undefined }): SigningKey[] {
  if (!Array.isArray(given) || given.length === 0) throw new Error(file + ': keys must be a list');
  return given.map((one: { key_id?: unknown; secret?: unknown }) => {
    const secret = readSecret(one.secret, env);
    if (typeof one.key_id !== 'string' || !secret) throw new Error(file + ': each key needs a key_id and a secret');
    return { key_id: one.key_id, secret };
  });
}

function readSecret(given: unknown, env: { readonly [name: string]: string | undefined }): string | undefined {
  if (typeof given === 'string') return given;
  const { file, env: name } = (given ?? {}) as { file?: string; env?: string };
  return name ? env[name] : file ? readFileSync(file, 'utf8').trim() : undefined;
}
