/** The address of the database: "postgres://user:password@host1:5432,host2/name?sslmode=...", several hosts as in libpq. */
import { StoreRefused } from '../errors.ts';

export interface Host {
  host: string;
  port: number;
}

export interface Address {
  hosts: readonly Host[];
  database: string;
  user?: string;
  password?: string;
  /** As in libpq: disable, require (no certificate check), verify-full. */
  sslmode?: SslMode;
}

export type SslMode = 'disable' | 'require' | 'verify-full';

const SHAPE = /^postgres(?:ql)?:\/\/(?:([^@/?]*)@)?([^/?]*)\/([^?]+)(?:\?(.*))?$/;
const HELP = ': write it as postgres://USER@HOST:5432/DATABASE, with several hosts as HOST1:5432,HOST2:5432';

export function isPostgres(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text);
}

/** Throws StoreRefused; its sentence holds no password. */
export function readAddress(text: string): Address {
  const match = SHAPE.exec(text);
  if (!match) throw new StoreRefused('the address of the database cannot be read' + HELP);
  const [, who = '', hosts = '', name = '', query = ''] = match;
  const [user = '', password] = splitOnce(who, ':').map(decoded);
  const options = new URLSearchParams(query);
  const strange = [...options.keys()].find((key) => !['sslmode', 'host'].includes(key));
  if (strange !== undefined) throw new StoreRefused('the address of the database has an unknown option "' + strange + '"' + HELP);
  const sslmode = options.get('sslmode');
  if (sslmode !== null && !isSslMode(sslmode))
    throw new StoreRefused('the address of the database has an unknown sslmode: use disable, require or verify-full');
  // A folder of a Unix socket cannot stand among slashes: "postgres:///name?host=/run/postgresql".
  const folder = options.get('host');
  const list = folder ?? hosts;
  return {
    hosts: list.split(',').map((one) => hostOf(one)),
    database: decoded(name),
    ...(user ? { user } : {}),
    ...(password === undefined ? {} : { password }),
    ...(sslmode === null ? {} : { sslmode }),
  };
}

function hostOf(text: string): Host {
  const match = /^(\[[^\]]+\]|[^:[\]]+)?(?::(\d{1,5}))?$/.exec(text);
  const port = Number(match?.[2] ?? 5432);
  if (!match || port < 1 || port > 65_535) throw new StoreRefused('the address of the database names a host that cannot be read' + HELP);
  return { host: decoded((match[1] ?? 'localhost').replace(/^\[|\]$/g, '')), port };
}

function splitOnce(text: string, at: string): string[] {
  const i = text.indexOf(at);
  return i < 0 ? [text] : [text.slice(0, i), text.slice(i + 1)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new StoreRefused('the address of the database has a % that is no %XX' + HELP);
  }
}

function isSslMode(text: string): text is SslMode {
  return ['disable', 'require', 'verify-full'].includes(text);
}

/** For people: no password. */
export function shownAddress({ hosts, database }: Address): string {
  return hosts.map(({ host, port }) => host + ':' + port).join(',') + '/' + database;
}
