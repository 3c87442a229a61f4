/** The portal's settings file: which apps stand there, and whose boxes these are. */
import type { LezhongPayOptions } from '../../merchant-sdk/index.ts';
import { readKeys } from '../server/config.ts';
import type { Env } from '../server/config.ts';

export interface HomeApp {
  id: string;
  name: string;
  /** A second line. */
  about: string;
  /** A mark of the sheet. */
  mark: string;
  url: string;
}

export interface Banner {
  title: string;
  about: string;
  price: string;
  /** A poster of the film app. */
  picture: string;
  colour: string;
  /** Of one of the apps. */
  app: string;
  /** What it opens there. */
  query: string;
}

export interface Box {
  box: string;
  account: string;
}

/** What the page starts with. */
export interface HomeStart {
  apps: readonly HomeApp[];
  banners: readonly Banner[];
  now_ms: number;
  /** The viewers' own page can be opened. */
  mine: boolean;
}

export interface PortalSettings {
  listen_host: string;
  listen_port: number;
  public_url: string;
  page_dir: string;
  portal_secret: string;
  /** The cashier, where the portal is a merchant of its own: it opens the viewers' own page. */
  pay?: LezhongPayOptions;
  apps: readonly HomeApp[];
  banners: readonly Banner[];
  /** The first one is whoever does not say which box this is. */
  boxes: readonly Box[];
}

/** Whose `keys` are given as the apps' are. */
function payOf(file: string, given: { readonly [name: string]: unknown }, env: Env): LezhongPayOptions | undefined {
  const { bff_url, merchant_id, keys } = given;
  if (bff_url === undefined && merchant_id === undefined && keys === undefined) return undefined;
  if (typeof bff_url !== 'string' || typeof merchant_id !== 'string') throw new Error(file + ': bff_url, merchant_id and keys go together');
  return { base_url: bff_url, merchant_id, keys: readKeys(file, keys, env) };
}

const NAMES: { readonly [list: string]: readonly string[] } = {
  apps: ['id', 'name', 'about', 'mark', 'url'],
  banners: ['title', 'about', 'price', 'picture', 'colour', 'app', 'query'],
  boxes: ['box', 'account'],
};

/** Throws an Error that says which member is wrong. */
export function readPortal(
  file: string,
  given: { readonly [name: string]: unknown },
  portal_secret: string,
  env: Env = {},
): PortalSettings {
  const text = (name: string, usual?: string): string => {
    const value = given[name] ?? usual;
    if (typeof value !== 'string' || value === '') throw new Error(file + ': ' + name + ' must be a text');
    return value;
  };
  const list = <T>(name: string): T[] => {
    const value = given[name] ?? [];
    const good = (one: unknown): boolean =>
      typeof one === 'object' &&
      one !== null &&
      (NAMES[name] ?? []).every((member) => typeof (one as { [name: string]: unknown })[member] === 'string');
    if (!Array.isArray(value) || !value.every(good))
      throw new Error(file + ': ' + name + ' must be a list of {' + (NAMES[name] ?? []).join(', ') + '}, all texts');
    return value as T[];
  };
  const listen_port = Number(given['listen_port']);
  if (!Number.isInteger(listen_port) || listen_port < 1 || listen_port > 65_535) throw new Error(file + ': listen_port must be a port');
  const boxes = list<Box>('boxes');
  const pay = payOf(file, given, env);
  if (boxes.length === 0) throw new Error(file + ': boxes must name at least one');
  return {
    listen_host: text('listen_host', '127.0.0.1'),
    listen_port,
    public_url: text('public_url').replace(/\/+$/, ''),
    page_dir: text('page_dir', 'dist/box'),
    portal_secret,
    ...(pay ? { pay } : {}),
    apps: list<HomeApp>('apps'),
    banners: list<Banner>('banners'),
    boxes,
  };
}
