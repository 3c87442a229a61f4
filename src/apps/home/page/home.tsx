/** The picture that is on, what is offered beside it, and the app centre below: one Left away. */
import { firstOf } from '../../page/first.ts';
import { signal } from '@preact/signals';
import { HINT, hint, money, Text } from '../../page/frame.tsx';
import type { Boot } from '../../page/boot.ts';
import type { AppControl, Page, Screen } from '../../page/page.tsx';
import type { HomeStart } from '../settings.ts';

const NOTHING: HomeStart = { apps: [], banners: [], now_ms: 0, mine: false };
const BEIJING_MS = 8 * 3_600_000;
const MINUTE_MS = 60_000;
const DAYS = '日一二三四五六';

/** "7月12日 周日" and "20:31" by the server's time: clocks of boxes are wrong. */
function timeText(now_ms: number): { day: string; time: string } {
  const date = new Date(now_ms + BEIJING_MS);
  const two = (n: number): string => ('0' + n).slice(-2);
  return {
    day: date.getUTCMonth() + 1 + '月' + date.getUTCDate() + '日 周' + DAYS.charAt(date.getUTCDay()),
    time: date.getUTCHours() + ':' + two(date.getUTCMinutes()),
  };
}

/** "771 1908 2658" */
const boxText = (box: string): string => [box.slice(0, 3), box.slice(3, 7), box.slice(7)].join(' ');

export function homeScreen(page: Page, boot: Boot<HomeStart>): Screen {
  const { apps, banners, now_ms, mine } = boot.start || NOTHING;
  const began_ms = page.clock.now();
  const now = signal(now_ms);
  const tick = (): void => {
    now.value = now_ms + Math.round(page.clock.now() - began_ms);
    page.clock.after(MINUTE_MS - (now.value % MINUTE_MS), tick);
  };
  tick();
  const open = (id: string, query = ''): void => {
    const app = firstOf(apps, (one) => one.id === id);
    if (app) page.go(app.url + '?t=' + encodeURIComponent(boot.ticket) + query);
  };

  const live: AppControl = {
    id: 'live',
    place: 'live-picture',
    act: () => open('film', '&title=lijiang'),
    label: () => [
      <div class="at live-band" />,
      <div class="at line live-now">
        <span class="jade">正在播出</span>　漓江夜话 第 8 集
      </div>,
    ],
  };
  const banner = (i: number): AppControl[] =>
    banners.slice(i, i + 1).map(({ title, about, price, picture, app, query }) => ({
      id: 'banner-' + i,
      place: 'tile banner-' + i,
      act: () => open(app, query),
      label: () => [
        <div class="at line banner-title bold">{title}</div>,
        <div class="at line banner-about">{about}</div>,
        <div class="at line banner-price bold">{money(price)}</div>,
        <div class={'at banner-picture p-' + picture} />,
      ],
    }));
  const tiles: AppControl[] = apps.slice(0, 4).map(({ id, name, about, mark }, i) => ({
    id: 'app-' + i,
    place: 'tile app-tile app-' + i,
    act: () => open(id),
    label: () => [
      <div class={'at app-picture b-' + mark} />,
      <div class="at line app-title bold">{name}</div>,
      <div class="at line app-about quiet">{about}</div>,
    ],
  }));

  const own: AppControl[] = mine
    ? [
        {
          id: 'mine',
          place: 'button mine',
          label: () => '我的付款',
          act: () => page.go('/mine?t=' + encodeURIComponent(boot.ticket)),
        },
      ]
    : [];

  return {
    id: 'home',
    draw: () => {
      const { day, time } = timeText(now.value);
      return (
        <div>
          <div class="at app-mark m-home" />
          <Text box="app-name" look="head">
            桂景TV
          </Text>
          <Text box="day" look="right">
            {day}　<span class="bold">{time}</span>
          </Text>
          <Text box="centre" look="bold">
            应用中心
          </Text>
        </div>
      );
    },
    controls: () => [[live, ...banner(0)], banner(1), own, tiles],
    initial: 'live',
    foot: '机顶盒 ' + boxText((boot.viewer && boot.viewer.box) || ''),
    hints: [HINT.choose, HINT.open, hint('key_home', '首页')],
    bare: true,
    back: () => void page.focus.set('live'),
    key(key) {
      const at = page.focus.current.peek();
      if (key === 'Home' || key === 'Menu') page.focus.set('live');
      else if (key === 'Left' && at === 'live') page.focus.set('app-0');
      else if (key === 'Left' && at === 'banner-1') page.focus.set('live');
      else if (key === 'Down' && at === 'live') page.focus.set('app-0');
      else if (key === 'Up' && (at === 'app-0' || at === 'app-1')) page.focus.set('live');
      else return false;
      return true;
    },
  };
}
