/** 芒果TV on the TV. */
import { readBoot } from '../../page/boot.ts';
import { createBuy } from '../../page/buy.ts';
import { firstOf } from '../../page/first.ts';
import { startPage } from '../../page/page.tsx';
import { forgedScreen } from '../../page/result.tsx';
import type { Film } from './app.ts';
import { detailScreen } from './detail.tsx';
import { MARK, NAME } from './facts.ts';
import type { FilmBoot } from './facts.ts';
import { playScreen } from './play.tsx';
import { railsScreen } from './rails.tsx';
import { filmResult } from './result.tsx';

const boot = readBoot<FilmBoot>(document);

startPage(boot, (page) => {
  const start = boot.start || { titles: [], packages: [], open: [] };
  const opened: Film['opened'] = {};
  for (const id of start.open) opened[id] = true;
  let rails: ReturnType<Film['rails']> | undefined;
  const film: Film = {
    page,
    boot,
    start,
    opened,
    picture: ({ id }) => '/box/apps-poster-' + id + '.png',
    mayWatch: ({ id, free }) => !!free || !!opened[id],
    buy: createBuy(page, boot),
    // The one screen that is come back to as it was left.
    rails: () => rails || (rails = railsScreen(film)),
    detail: (title) => detailScreen(film, title),
    play: (title) => playScreen(film, title),
  };
  const { back } = boot;
  if (back && back.kind === 'forged') return forgedScreen(page, MARK, NAME, page.home);
  if (back) return filmResult(film, back.order, back.kind);
  const asked = /[?&]title=([a-z0-9-]+)/.exec(location.search);
  const title = asked ? firstOf(start.titles, ({ id }) => id === asked[1]) : undefined;
  return title ? film.detail(title) : film.rails();
});
