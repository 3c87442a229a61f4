/** What the server tells this page. */
import type { Boot } from '../../page/boot.ts';
import type { Package, Title } from '../catalogue.ts';

export interface FilmStart {
  titles: readonly Title[];
  packages: readonly Package[];
  /** Titles that may be watched with what was bought. */
  open: readonly string[];
}

export interface FilmAbout {
  what: 'title' | 'package';
  id: string;
  months: number;
  /** The title that the viewer came from. */
  from?: string;
  until_ms?: number;
}

export type FilmBoot = Boot<FilmStart, FilmAbout>;

/** A choice as the server prices it. */
export interface Priced {
  goods: FilmAbout;
  subject: string;
  month_fen: number;
  off_fen: number;
  amount_fen: number;
  offer?: string;
  period: string;
}

export const GENRES = [
  ['variety', '综艺'],
  ['docu', '纪实'],
  ['music', '音乐'],
  ['anime', '动漫'],
  ['sport', '体育'],
] as const;

export const MARK = 'mango';
export const NAME = '芒果TV';
