/** The composition root of the page: the one file of it that touches the window. */
import './polyfills.ts';
import { render } from 'preact';
import { BOOT_ELEMENT } from '../protocol/boot.ts';
import type { Boot } from '../protocol/boot.ts';
import { holdKeys } from '../tv/box/anchor.ts';
import { prepareBox } from '../tv/box/guangxi.ts';
import { afterPaint } from '../tv/after-paint.ts';
import { windowClock } from '../tv/clock.ts';
import { attach } from '../tv/remote/attach.ts';
import { codesOf } from '../tv/remote/code.ts';
import { hear } from '../tv/remote/hear.ts';
import { App } from './app.tsx';
import { randomSource } from '../tv/random-source.ts';
import { shared } from './secret-entry/window.ts';
import { createController } from './controller.ts';
import { fetchBoxKeymap } from './box-keymap.ts';
import { reloadOnce } from './reload.ts';
import { fitHere } from './screen-size.ts';

/** Signs of a return from sleep come in a burst: one question for all. */
const BURST_MS = 300;

function start(boot: Boot, root: HTMLElement): void {
  const { drawing, zoom, left, top } = fitHere(window, boot.size);
  boot.size = drawing;
  boot.scale = zoom * (window.devicePixelRatio || 1);
  document.body.className = drawing + (boot.scale > 1 ? ' fine' : '') + (boot.elder ? ' elder' : '');
  // Lengths of a zoomed element are zoomed too.
  root.style.cssText = zoom === 1 ? `left:${left}px;top:${top}px` : `zoom:${zoom};left:${left / zoom}px;top:${top / zoom}px`;
  const clock = windowClock(window);
  const request = () => new XMLHttpRequest();
  const cashier = createController(boot, {
    clock,
    request,
    random: Math.random,
    element: (id) => document.getElementById(id),
    replace: (url) => location.replace(url),
    reload: () => location.reload(),
    reloadOnce: () => reloadOnce(location),
    historyBack: () => history.back(),
    load(url) {
      const script = document.createElement('script');
      script.src = url;
      document.body.appendChild(script);
    },
    can_type: !!randomSource(window),
  });
  shared().cards = cashier.bring;
  cashier.start();
  // The words that stood here for engines without scripts.
  root.innerHTML = '';
  render(<App on={cashier} />, root);
  const codes = () => codesOf(cashier.keymap.peek());
  attach(window as never, hear({ codes, onKey: cashier.key, clock, question: cashier.question }, clock.now()));
  prepareBox(window);
  afterPaint(clock, () => {
    // The focus of an element makes the engine lay out the page, which the paint would do again.
    holdKeys(document, (run) => void clock.after(0, run));
    fetchBoxKeymap({ clock, request, random: Math.random }, window, boot.keymap, (keymap) => {
      cashier.keymap.value = keymap;
    });
    window.addEventListener('pagehide', cashier.hide, false);
    for (const sign of ['focus', 'online', 'pageshow', 'visibilitychange', 'webkitvisibilitychange'])
      // Captured where the document is told and the window only passed; an element's own focus is none of ours.
      window.addEventListener(
        sign,
        (event) => ((event as PageTransitionEvent).persisted ? cashier.resume() : cashier.wake(BURST_MS)),
        sign !== 'focus',
      );
  });
}

const boot = document.getElementById(BOOT_ELEMENT);
const root = document.getElementById('app');
if (boot && root) start(JSON.parse(boot.textContent || '') as Boot, root);
