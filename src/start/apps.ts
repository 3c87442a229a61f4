/** The TV's home and its apps in the demo: their places, their settings, and what stands in the app centre. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CARRIER_PARTNER, CARRIER_SECRET } from '../sandbox/carrier/sign.ts';
import { appKey } from './configs.ts';
import type { Json } from './edits.ts';
import { writeKeepingEdits } from './kept-settings.ts';

/** Offsets from the first port. */
export const HOME_OFFSET = 210;
export const APPS = [
  { id: 'topup', name: '充值话费', about: '全网可充', mark: 'topup', offset: 211 },
  { id: 'film', name: '芒果TV', about: '新上 12 部', mark: 'mango', offset: 212 },
  { id: 'hall', name: '电视门市', about: '缴费 订购', mark: 'hall', offset: 213 },
] as const;

export const APP_OFFSETS: readonly number[] = [HOME_OFFSET, ...APPS.map(({ offset }) => offset)];

export interface AppPlaces {
  bff: string;
  shop: string;
  home: string;
  /** App -> its address. */
  apps: { readonly [id: string]: string };
  /** The sandbox's phone, where the carrier is too. */
  phone: string;
}

export const placesAt = (at: (offset: number) => string): AppPlaces => ({
  bff: at(0),
  shop: at(200),
  home: at(HOME_OFFSET),
  apps: Object.fromEntries(APPS.map(({ id, offset }) => [id, at(offset)])),
  phone: at(100),
});

export interface AppMerchant {
  id: string;
  name: string;
  url: string;
  portal?: true;
}

/** The portal's own: it sells nothing, and opens its viewers' own page. */
export const PORTAL = 'home';

/** For the cashier's settings; their viewers are the operator's. */
export const appMerchants = ({ apps, home }: AppPlaces): AppMerchant[] => [
  ...APPS.map(({ id, name }) => ({ id, name, url: apps[id] ?? '' })),
  { id: PORTAL, name: '桂景TV', url: home, portal: true },
];

const DAY_MS = 24 * 3_600_000;

/** A day in the app centre's order; the boxes of two rooms are one account. */
export const BOXES = [
  { box: '77119082658', account: '77100001' },
  { box: '77119082659', account: '77100001' },
  { box: '77119083001', account: '77100002' },
] as const;

/** Recharge cards of the demo, worth nothing. */
export const CARDS = [
  { number: '1000200030004000', face_fen: 5000 },
  { number: '1000200030004001', face_fen: 10_000 },
] as const;

const BANNERS = [
  {
    title: '周末综艺会员',
    about: '3 个月，周末下单减 9 元',
    price: '￥45.00',
    picture: 'sing',
    colour: 'wine',
    app: 'film',
    query: '&title=sing',
  },
  {
    title: '暑假动漫馆',
    about: '每月一订，42 集一次看完',
    price: '￥15.00 / 月',
    picture: 'whale',
    colour: 'blue',
    app: 'film',
    query: '&title=whale',
  },
];

const portOf = (url: string): number => Number(new URL(url).port);

export interface AppOptions {
  /** Over the top-up's times. */
  schedule?: object;
  now_ms: number;
}

/** Writes DIR/home.json, topup.json, film.json and hall.json; what a person edited in them stays. */
export function writeAppConfigs(data: string, at: AppPlaces, { schedule, now_ms }: AppOptions): void {
  const portal_file = join(data, 'secrets', 'portal-secret');
  if (!existsSync(portal_file)) writeFileSync(portal_file, 'sandbox-' + randomBytes(24).toString('hex') + '\n', { mode: 0o600 });
  const portal_secret = readFileSync(portal_file, 'utf8').trim();
  const common = (id: string): object => ({
    listen_port: portOf(at.apps[id] ?? ''),
    public_url: at.apps[id],
    bff_url: at.bff,
    merchant_id: id,
    keys: [appKey(data, id)],
    portal_secret,
    home_url: at.home,
    data_dir: join(data, id),
    sandbox_clock: true,
  });
  const write = (name: string, config: object): void => writeKeepingEdits(data, name + '.json', config as Json);
  const opened_ms = now_ms - 10 * DAY_MS;
  write('topup', {
    ...common('topup'),
    carrier: { base_url: at.phone + '/carrier', partner: CARRIER_PARTNER, secret: CARRIER_SECRET },
    ...(schedule ? { schedule } : {}),
  });
  write('film', common('film'));
  write('hall', {
    ...common('hall'),
    card_secret: portal_secret,
    cards: CARDS,
    accounts: [
      {
        account: '77100001',
        balance_fen: 3650,
        products: [
          { product: 'basic', months: 3, from_ms: opened_ms },
          { product: 'sport', months: 1, from_ms: opened_ms },
        ],
      },
      { account: '77100002', balance_fen: 0, products: [] },
    ],
  });
  const [topup, film, hall] = APPS.map(({ id, name, about, mark }) => ({ id, name, about, mark, url: (at.apps[id] ?? '') + '/' }));
  const shop = { id: 'shop', name: '八桂小店', about: '圩日特价', mark: 'shop', url: at.shop + '/' };
  write('home', {
    listen_port: portOf(at.home),
    public_url: at.home,
    portal_secret,
    bff_url: at.bff,
    merchant_id: PORTAL,
    keys: [appKey(data, PORTAL)],
    boxes: BOXES,
    apps: [film, topup, shop, hall],
    banners: BANNERS,
  });
}
