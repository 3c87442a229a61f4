/** What there is to watch, and what it costs: data/titles.json and data/packages.json. */
import packages from './data/packages.json' with { type: 'json' };
import titles from './data/titles.json' with { type: 'json' };

export interface Title {
  id: string;
  name: string;
  genre: string;
  kind: string;
  episodes: number;
  updated: number;
  minutes: number;
  about: readonly string[];
  price_fen?: number;
  free?: boolean;
}

export interface Package {
  id: string;
  name: string;
  /** What it opens, in words. */
  genre: string;
  month_fen: number;
  months: readonly number[];
  offers: readonly { months: number; off_fen: number; name: string }[];
}

/** The rule for cable operators: one of films and five of a kind. */
export const PACKAGES_MAX = 6;

export const TITLES: readonly Title[] = titles.titles;
export const PACKAGES: readonly Package[] = packages.packages;

/** Opens everything. */
const WHOLE = 'film';

export const titleOf = (id: unknown): Title | undefined => TITLES.find((one) => one.id === id);
export const packageOf = (id: unknown): Package | undefined => PACKAGES.find((one) => one.id === id);

/** Products that let a title be watched. */
export function opening({ id, genre }: Title): string[] {
  return ['title:' + id, 'package:' + genre, 'package:' + WHOLE];
}

export interface FilmGoods {
  what: 'title' | 'package';
  id: string;
  months: number;
}

/** A title by itself is sold for one month. */
const TITLE_MONTHS = 1;

export interface Priced {
  goods: FilmGoods;
  subject: string;
  /** Of one month. */
  month_fen: number;
  off_fen: number;
  amount_fen: number;
  /** Whose name the discount has. */
  offer?: string;
}

/** What is bought, by our prices; undefined for what is not sold. */
export function price(wanted: { readonly [name: string]: unknown }): Priced | undefined {
  const { what, id, months } = wanted;
  const title = what === 'title' ? titleOf(id) : undefined;
  if (title?.price_fen !== undefined && months === TITLE_MONTHS) {
    const { price_fen } = title;
    const goods: FilmGoods = { what: 'title', id: title.id, months };
    return { goods, subject: title.name + ' 全集 ' + months + ' 个月', month_fen: price_fen, off_fen: 0, amount_fen: price_fen };
  }
  const pack = what === 'package' ? packageOf(id) : undefined;
  if (!pack || typeof months !== 'number' || !pack.months.includes(months)) return undefined;
  const offer = pack.offers.find((one) => one.months === months);
  const off_fen = offer?.off_fen ?? 0;
  return {
    goods: { what: 'package', id: pack.id, months },
    subject: pack.name + ' ' + months + ' 个月',
    month_fen: pack.month_fen,
    off_fen,
    amount_fen: pack.month_fen * months - off_fen,
    ...(offer ? { offer: offer.name } : {}),
  };
}
