/** Rails of posters by genre, and what has the focus told at large above them. */
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { createRail } from '../../../tv/ui/rail.ts';
import type { Rail } from '../../../tv/ui/rail.ts';
import { RAIL_SIZES } from '../../../tv/ui/rail-rules.ts';
import { money, Text } from '../../page/frame.tsx';
import { yuan } from '../../page/money.ts';
import type { AppControl, Screen } from '../../page/page.tsx';
import type { Title } from '../catalogue.ts';
import type { Film } from './app.ts';
import { GENRES, NAME } from './facts.ts';
import { mineScreen } from './mine.tsx';

interface Shelf {
  name: string;
  titles: Title[];
  rail: Rail;
}

/** The words above wait until the focus rests: at eight moves a second they would only flicker. */
const REST_MS = 400;
const SHELF_NAMES: { readonly [genre: string]: string } = {
  variety: '周末综艺',
  docu: '纪实看广西',
  music: '听一首',
  anime: '动漫馆',
  sport: '体育场',
};

function badgeOf(film: Film, title: Title): string {
  if (title.free) return '免费';
  if (film.opened[title.id]) return '可看';
  return title.price_fen ? '￥' + yuan(title.price_fen).replace('.00', '') : '会员';
}

/** `cycle=10000` in the address makes rails of that many, for looking at how they move. */
function cycled(titles: Title[]): number {
  const asked = /[?&]cycle=(\d{1,6})/.exec(location.search);
  return asked && titles.length > 0 ? Number(asked[1]) : titles.length;
}

export function railsScreen(film: Film): Screen {
  const { page, start } = film;
  const tab = signal(0);
  /** Which shelf stands at the top. */
  const top = signal(0);
  const told = signal<Title | undefined>(undefined);
  let cancel: (() => void) | undefined;

  function shelf(genre: string): Shelf {
    const titles = start.titles.filter((one) => one.genre === genre);
    const rail = createRail({
      lock: 's-lock',
      sizes: RAIL_SIZES[page.sd ? 'sd' : 'hd'],
      count: () => cycled(titles),
      item: (i) => {
        const title = titles[i % titles.length] as Title;
        return { picture: film.picture(title), title: title.name, badge: badgeOf(film, title), locked: !film.mayWatch(title) };
      },
    });
    return { name: SHELF_NAMES[genre] || '', titles, rail };
  }
  const all = GENRES.map(([genre]) => shelf(genre));
  /** The tab's genre first, the others after it. */
  const shelves = (): Shelf[] => (tab.value === 0 ? all : all.slice(tab.value - 1).concat(all.slice(0, tab.value - 1)));
  const here = (): Shelf => shelves()[top.value] as Shelf;
  const focusedTitle = (): Title | undefined => {
    const { titles, rail } = here();
    return titles[rail.index % titles.length];
  };

  function tell(): void {
    if (cancel) cancel();
    cancel = page.clock.after(REST_MS, () => void (told.value = focusedTitle()));
  }
  function goTo(shelfAt: number): void {
    here().rail.focus(false);
    top.value = shelfAt;
    here().rail.focus(true);
    tell();
  }
  function enter(on: boolean): void {
    here().rail.focus(on);
  }

  const tabs: AppControl[] = ['推荐', ...GENRES.map(([, name]) => name), '我的'].map((name, i) => ({
    id: 'tab-' + i,
    place: 'tab tab-' + i,
    label: () => <span class={tab.value === i ? 'here' : ''}>{name}</span>,
    act: () => {
      if (i > GENRES.length) return page.show(mineScreen(film));
      enter(false);
      tab.value = i;
      top.value = 0;
      here().rail.reset(0);
      tell();
      page.relay();
      page.focus.set('rail');
      enter(true);
    },
  }));
  const rail: AppControl = {
    id: 'rail',
    place: 'rail-control',
    label: () => '',
    act: () => {
      const title = focusedTitle();
      if (title) page.show(film.mayWatch(title) ? film.play(title) : film.detail(title));
    },
  };

  const screen: Screen = {
    id: 'rails',
    bare: true,
    draw: () => {
      const title = told.value || focusedTitle();
      const drawn = shelves().slice(top.value, top.value + 2);
      return drawRails(film, tab.value, title, drawn, mount);
    },
    controls: () => [tabs, [rail]],
    initial: 'rail',
    foot: '',
    // The second shelf stands where the keys would be told.
    hints: [],
    back: () => {
      if (page.focus.current.peek() === 'rail' && (top.peek() > 0 || here().rail.index > 0)) {
        here().rail.reset(0);
        goTo(0);
      } else page.home();
    },
    key(key, repeat) {
      if (page.focus.current.peek() !== 'rail') {
        if (key === 'Down') enter(true);
        return false;
      }
      if (key === 'Left' || key === 'Right') {
        if (here().rail.move(key === 'Left' ? -1 : 1)) tell();
        return true;
      }
      if (key === 'Down') {
        if (top.peek() + 1 < shelves().length) goTo(top.peek() + 1);
        return true;
      }
      if (key !== 'Up') return false;
      if (top.peek() > 0) {
        goTo(top.peek() - 1);
        return true;
      }
      // Held, it stops at the top shelf.
      if (!repeat) {
        enter(false);
        page.focus.set('tab-' + tab.peek());
      }
      return true;
    },
  };

  function mount(one: Rail, element: HTMLElement | null, i: number): void {
    one.mount(element);
    if (element) one.focus(i === 0 && page.focus.current.peek() === 'rail' && one === here().rail);
  }
  here().rail.focus(true);
  return screen;
}

/** What it takes to watch it: each a chip with its sign. */
function priceChips(film: Film, title: Title): ComponentChildren {
  const chip = (sign: string, text: string, look: string) => (
    <span class={'chip ' + look} key={text}>
      <span class={'chip-sign ' + sign} />
      {money(text)}
    </span>
  );
  if (title.free) return chip('s-star', '免费看', 'chip-good');
  if (film.opened[title.id]) return chip('s-star', '已订购，现在就可以看', 'chip-good');
  if (!title.price_fen) return chip('s-lock', '会员可看', '');
  return [chip('s-lock', '全集 ￥' + yuan(title.price_fen), ''), chip('s-star', '会员免费看', 'chip-good')];
}

function drawRails(
  film: Film,
  tab: number,
  title: Title | undefined,
  drawn: readonly Shelf[],
  mount: (rail: Rail, element: HTMLElement | null, i: number) => void,
): ComponentChildren {
  return (
    <div>
      <div class="at hero" />
      <div class="at tab-band" />
      <div class="at app-mark m-mango" />
      <Text box="app-name" look="bold">
        {NAME}
      </Text>
      <div class={'at tab-line tab-line-' + tab} />
      <Text box="hero-title" look="title">
        {title ? title.name : ''}
      </Text>
      <Text box="hero-about">{title ? title.kind + '　更新到第 ' + title.updated + ' 集　每集 ' + title.minutes + ' 分' : ''}</Text>
      <Text box="hero-price">{title ? priceChips(film, title) : null}</Text>
      {drawn.map(({ name, rail }, i) => (
        <div key={name}>
          <Text box={'shelf-name-' + i} look="bold">
            {name}
          </Text>
          <div class={'rail shelf-' + i} ref={(element: HTMLElement | null) => mount(rail, element, i)} />
        </div>
      ))}
    </div>
  );
}
