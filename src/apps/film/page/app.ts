/** What the film app's screens share: the catalogue, what may be watched, and the way from one to the next. */
import type { createBuy } from '../../page/buy.ts';
import type { Page, Screen } from '../../page/page.tsx';
import type { Title } from '../catalogue.ts';
import type { FilmBoot, FilmStart } from './facts.ts';

export interface Film {
  page: Page;
  boot: FilmBoot;
  start: FilmStart;
  /** Where a picture of the build is. */
  picture(title: Title): string;
  mayWatch(title: Title): boolean;
  /** Learned from the server while the page is open. */
  opened: { [id: string]: true | undefined };
  buy: ReturnType<typeof createBuy>;
  rails(): Screen;
  detail(title: Title): Screen;
  play(title: Title): Screen;
}
