/** The picture itself, where the engine has a player; asked of the server each time, never opened by an address. */
import { signal } from '@preact/signals';
import { HINT, hint, HOTLINE, Text, Where } from '../../page/frame.tsx';
import type { Screen } from '../../page/page.tsx';
import type { Title } from '../catalogue.ts';
import type { Film } from './app.ts';
import { NAME } from './facts.ts';

const hasPlayer = (): boolean => !!(document.createElement('video') as Partial<HTMLVideoElement>).canPlayType;

export function playScreen(film: Film, title: Title): Screen {
  const { page } = film;
  const state = signal<'asking' | 'playing' | 'no-player' | 'locked' | 'failed'>('asking');
  const url = signal('');
  const leave = (): void => page.show(film.rails());
  const words = {
    asking: '正在打开…',
    playing: '',
    'no-player': '已开通。这台机顶盒的网页里没有播放器，请在点播里看',
    locked: '还没有订购这部',
    failed: '现在打不开，请稍后再试',
  };

  page.api.get<{ url: string }>('/api/play', { id: title.id }, (answer) => {
    if (answer.ok) {
      film.opened[title.id] = true;
      url.value = answer.value.url;
      state.value = hasPlayer() ? 'playing' : 'no-player';
    } else state.value = answer.code === 'NOT_ENTITLED' ? 'locked' : 'failed';
    page.relay();
  });

  return {
    id: 'play',
    bare: true,
    draw: () => (
      <div>
        <div class="at scene" />
        {state.value === 'playing' ? (
          <video class="at film" src={url.value} autoplay loop onError={() => void (state.value = 'no-player')} />
        ) : null}
        <div class="at app-mark m-mango" />
        <Text box="app-name" look="bold">
          {NAME}
          <Where>{title.name}</Where>
        </Text>
        <Text box="play-words" look="head center">
          {words[state.value]}
        </Text>
      </div>
    ),
    controls: () => [
      [
        ...(state.value === 'locked'
          ? [{ id: 'order', place: 'button half-left', act: () => page.show(film.detail(title)), label: () => '订购' }]
          : []),
        { id: 'leave', place: 'button half-right', act: leave, label: () => '看别的' },
      ],
    ],
    foot: state.peek() === 'playing' ? '正在播放' : HOTLINE,
    hints: [HINT.ok, hint('key_back', '看别的')],
    back: leave,
  };
}
