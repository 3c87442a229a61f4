import { signal } from '@preact/signals';
import { render } from 'preact';
import type { Keymap, RemoteKey } from '../../protocol/keymap.ts';
import { boxFacts, prepareBox } from '../box/guangxi.ts';
import type { BoxWindow } from '../box/guangxi.ts';
import type { Clock } from '../clock.ts';
import { createFocus } from '../focus.ts';
import { listen } from '../remote.ts';
import type { RemoteWindow } from '../remote.ts';
import { engineFacts } from './engine.ts';
import { EMPTY_LOG, logKey } from './key-log.ts';
import { learn, learnedKeymap, NO_LESSON, skip } from './learn.ts';
import { createLeaving } from './leaving.ts';
import { keyReport } from './report.ts';
import type { KeyReport } from './report.ts';
import { buttonsRegion, HD, KeysView, SD } from './view.tsx';
import type { Action } from './view.tsx';
import { WORDS } from './words.ts';

/** Everything the page takes from its window. */
export interface KeysPageDeps {
  win: Window;
  root: HTMLElement;
  clock: Clock;
  keymap: Keymap;
  /** Sends a report; `done` hears whether it was taken. */
  save(report: KeyReport, done: (ok: boolean) => void): void;
  /** Goes where the viewer came from. */
  leave(): void;
}

/** Draws the key test page and keeps it going until the viewer leaves. */
export function startKeysPage({ win, root, clock, keymap, save, leave }: KeysPageDeps): void {
  const box = win as BoxWindow;
  const engine = engineFacts(win);
  const log = signal(EMPTY_LOG);
  const message = signal('');
  const lesson = signal(NO_LESSON);
  const focus = createFocus();
  const giveBack = prepareBox(box);
  const leaving = createLeaving(clock, () => {
    stop();
    giveBack();
    leave();
  });

  function saveReport(): void {
    message.value = WORDS.saving;
    save(keyReport(keymap, lesson.value, boxFacts(box)?.type, engine, log.value), (ok) => {
      message.value = ok ? WORDS.saved : WORDS.not_saved;
    });
  }

  function act(action: Action): void {
    if (action === 'save') saveReport();
    else if (action === 'clear') {
      log.value = EMPTY_LOG;
      lesson.value = NO_LESSON;
    } else if (action === 'skip') lesson.value = skip(log.value, lesson.value);
    else leaving.now();
  }

  function onKey(key: RemoteKey, { repeat }: { repeat: boolean }): void {
    if (key === 'Back' || key === 'Exit') {
      message.value = leaving.pressed() ? WORDS.again : '';
      return;
    }
    leaving.other();
    if (key === 'Up' || key === 'Down' || key === 'Left' || key === 'Right') focus.move(key);
    else if (key === 'OK' && !repeat) act(focus.current.value as Action);
    if (key !== 'OK') message.value = '';
  }

  const stop = listen(win as RemoteWindow, () => learnedKeymap(keymap, lesson.value), onKey, clock, {
    onRaw(event, code, key) {
      log.value = logKey(log.value, event, code, key);
    },
    onUnknown: (code) => {
      lesson.value = learn(log.value, lesson.value, code);
      leaving.other();
    },
  });
  focus.layout([buttonsRegion()]);
  const scale = win.innerWidth > 0 && win.innerWidth < 1000 ? SD : HD;
  render(
    <KeysView focus={focus} log={log} lesson={lesson} keymap={keymap} message={message} engine={engine} scale={scale} act={act} />,
    root,
  );
}
