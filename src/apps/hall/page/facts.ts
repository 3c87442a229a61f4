/** What the server tells this page. */
import type { Boot } from '../../page/boot.ts';
import type { createBuy } from '../../page/buy.ts';
import type { Page, Screen } from '../../page/page.tsx';
import type { Product } from '../products.ts';

export interface Running {
  product: string;
  name: string;
  short: string;
  kind: string;
  until_ms: number;
  until: string;
  days: number;
}

export interface Account {
  box: string;
  balance_fen: number;
  running: readonly Running[];
}

export interface HallStart extends Account {
  products: readonly Product[];
}

export interface HallAbout {
  product: string;
  months: number;
  until_ms?: number;
}

export type HallBoot = Boot<HallStart, HallAbout>;

export interface Hall {
  page: Page;
  boot: HallBoot;
  start: HallStart;
  buy: ReturnType<typeof createBuy>;
  main(): Screen;
}

export const MARK = 'hall';
export const NAME = '电视门市';

const BEIJING_MS = 8 * 3_600_000;

/** "2026年9月30日", the last day before the midnight of until_ms. */
export function lastDay(until_ms: number | undefined): string {
  if (!until_ms) return '';
  const date = new Date(until_ms - 1 + BEIJING_MS);
  return date.getUTCFullYear() + '年' + (date.getUTCMonth() + 1) + '月' + date.getUTCDate() + '日';
}
