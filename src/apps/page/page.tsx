/** One TV page of an app: screens with controls, the remote, 首页 from everywhere. The composition root of every app's script. */
import { signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import { render } from 'preact';
import type { ComponentChildren } from 'preact';
import type { Keymap, RemoteKey } from '../../protocol/keymap.ts';
import { holdKeys } from '../../tv/box/anchor.ts';
import { prepareBox } from '../../tv/box/guangxi.ts';
import type { BoxWindow } from '../../tv/box/guangxi.ts';
import { registerKeys } from '../../tv/box/register.ts';
import { windowClock } from '../../tv/clock.ts';
import type { Clock } from '../../tv/clock.ts';
import { keymapProblems } from '../../tv/keymaps.ts';
import { capabilitiesOf, pickKeymap } from '../../tv/platform.ts';
import { listen } from '../../tv/remote.ts';
import type { RemoteWindow } from '../../tv/remote.ts';
import { createRowFocus } from '../../tv/row-focus.ts';
import type { RowFocus } from '../../tv/row-focus.ts';
import { idsOf } from '../../tv/ui/control-rows.ts';
import type { ControlRows } from '../../tv/ui/control-rows.ts';
import { drawControls } from '../../tv/ui/control.tsx';
import type { Control } from '../../tv/ui/control.tsx';
import { fit } from '../../tv/ui/fit.ts';
import type { KeyHint } from '../../tv/ui/key-hints.tsx';
import { live } from '../../tv/ui/live.ts';
import { createSurface } from '../../tv/ui/surface.ts';
import type { Surface } from '../../tv/ui/surface.ts';
import { createApi } from './api.ts';
import type { Api } from './api.ts';
import type { Boot } from './boot.ts';
import { Footer } from './frame.tsx';

export type AppControl = Control<() => void, Surface, never>;

export interface Screen {
  /** Another id forgets where the focus was. */
  id: string;
  /** Drawn again when a signal that it read changes. */
  draw(): ComponentChildren;
  controls(): ControlRows<AppControl>;
  initial?: string;
  /** At the left of the footer. */
  foot: ComponentChildren;
  hints: readonly KeyHint[];
  /** The key 返回. */
  back(): void;
  /** Any key, before all else. True: it is done with. */
  key?(key: RemoteKey, repeat: boolean): boolean;
  /** No line above the footer: on pictures. */
  bare?: boolean;
}

export interface Page {
  clock: Clock;
  api: Api;
  focus: RowFocus;
  screen: Signal<Screen | undefined>;
  /** Which drawing the window shows. */
  sd: boolean;
  show(screen: Screen): void;
  /** Declares the controls anew after they changed. */
  relay(): void;
  home(): void;
  go(url: string): void;
}

/** Timeout of the keymap's request. */
const KEYMAP_MS = 8_000;
const XHR = (): XMLHttpRequest => new XMLHttpRequest();

/** Draws the first screen and keeps the page going. */
export function startPage(boot: Boot, first: (page: Page) => Screen): void {
  const clock = windowClock(window);
  const focus = createRowFocus((id) => document.getElementById(id));
  const screen = signal<Screen | undefined>(undefined);
  const keymap = signal<Keymap>(boot.keymap);
  const fitted = fit(window.innerWidth || screenWidth(), window.innerHeight || 720);
  let gone = false;

  const page: Page = {
    clock,
    api: createApi(clock, XHR, boot.ticket),
    focus,
    screen,
    sd: fitted.drawing === 'sd',
    show(next) {
      lay(next);
      screen.value = next;
    },
    relay() {
      const now = screen.peek();
      if (now) lay(now);
    },
    home: () => page.go(boot.home_url),
    go(url) {
      if (gone) return;
      gone = true;
      location.href = url;
    },
  };

  function lay(next: Screen): void {
    focus.layout(idsOf(next.controls()), { screen: next.id, initial: next.initial });
  }
  const rows = (): ControlRows<AppControl> => {
    const now = screen.peek();
    return now ? now.controls() : [];
  };
  const on = createSurface({ focus, rows, act: (run: () => void) => run(), word: (label) => label });

  function onKey(key: RemoteKey, { repeat }: { repeat: boolean }): boolean {
    const now = screen.peek();
    if (!now || gone) return true;
    if (now.key && now.key(key, repeat)) return true;
    if (key === 'Home' || key === 'Menu' || key === 'Exit') page.home();
    else if (key === 'Back') now.back();
    else if (key !== 'OK' || !repeat) return on.key(key);
    return true;
  }

  const Whole = live(() => {
    const now = screen.value;
    if (!now) return null;
    return (
      <div class={'screen screen-' + now.id.split(':')[0]}>
        {now.draw()}
        {drawControls(on as never, now.controls())}
        <Footer foot={now.foot} hints={now.hints} bare={now.bare} />
      </div>
    );
  });

  const root = document.getElementById('app') as HTMLElement;
  document.body.className = fitted.drawing + (fitted.zoom > 1 ? ' fine' : '');
  place(root, fitted);
  root.innerHTML = '';
  page.show(first(page));
  render(<Whole />, root);
  listen(window as unknown as RemoteWindow, () => keymap.peek(), onKey, clock);
  prepareBox(window as unknown as BoxWindow);
  registerKeys(window as never);
  holdKeys(document as never, (run) => void clock.after(0, run));
  // A page that comes back from the engine's memory listens again.
  window.addEventListener('pageshow', () => void (gone = false), false);
  fetchKeymap(clock, boot.keymap, (better) => void (keymap.value = better));
}

function screenWidth(): number {
  return (typeof screen === 'object' && screen.width) || 1280;
}

function place(root: HTMLElement, { zoom, left, top }: { zoom: number; left: number; top: number }): void {
  const style = root.style as CSSStyleDeclaration & { zoom: string };
  if (zoom !== 1) style.zoom = String(zoom);
  style.left = Math.round(left / zoom) + 'px';
  style.top = Math.round(top / zoom) + 'px';
}

/** What the window can do may name another box than its user agent. */
function fetchKeymap(clock: Clock, given: Keymap, better: (keymap: Keymap) => void): void {
  const platform = pickKeymap(capabilitiesOf(window));
  if (platform === given.platform) return;
  const xhr = XHR();
  const cancel = clock.after(KEYMAP_MS, () => xhr.abort());
  xhr.onreadystatechange = () => {
    if (xhr.readyState !== 4) return;
    cancel();
    try {
      const found: unknown = JSON.parse(xhr.responseText);
      if (xhr.status === 200 && keymapProblems(found).length === 0) better(found as Keymap);
    } catch {
      // The one in the page stays.
    }
  };
  xhr.open('GET', '/keymaps/' + platform + '.json', true);
  xhr.send(null);
}
