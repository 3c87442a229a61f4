/** What the remote does on which screen; draws nothing. */
import type { SecretAnswer } from '../protocol/answer.ts';
import type { Boot } from '../protocol/boot.ts';
import { signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type { Keymap, RemoteKey } from '../protocol/keymap.ts';
import type { Step } from '../protocol/step.ts';
import { createRowFocus } from '../tv/row-focus.ts';
import type { RowFocus } from '../tv/row-focus.ts';
import { createFlow } from './flow.ts';
import type { Flow, Surroundings } from './flow.ts';
import { createScene, HELP_DIALOG, LEAVE_DIALOG } from './scene.ts';
import type { Scene } from './scene.ts';
import type { Act } from './screen.ts';

type OfFlow = Pick<Flow, 'step' | 'busy' | 'away' | 'left' | 'leave' | 'resume' | 'hide' | 'bring'>;
type OfScene = Pick<Scene, 'screen' | 'view' | 'own' | 'dialog'>;

export interface Cashier extends OfFlow, OfScene {
  readonly boot: Boot;
  readonly focus: RowFocus;
  /** The remote that is listened to: the footer names no key it lacks. */
  readonly keymap: Signal<Keymap>;
  start(): void;
  /** False passes the key on to the box. */
  key(key: RemoteKey): boolean;
  /** The pointer's OK. */
  press(id: string): void;
}

export function createCashier(boot: Boot, around: Surroundings): Cashier {
  const focus = createRowFocus();
  const onStep = (next: Step, now: Step): void => {
    if (next.kind !== now.kind || next.version !== now.version) while (focus.pop());
    scene.lay(next);
  };
  const flow = createFlow(boot, around, onStep, () => scene.layAgain());
  const scene = createScene(boot, focus, flow, () => self);
  const { step } = flow;

  /** From the screen itself, never over a question. */
  function help(): void {
    const screen = scene.screen(step.peek().kind);
    if (screen && screen.help && !focus.scope.peek()) scene.open(HELP_DIALOG);
  }

  function askLeave(): void {
    focus.pop();
    scene.open(LEAVE_DIALOG);
  }

  function act(what: Act): void {
    switch (what.kind) {
      case 'return':
        return flow.leave.go();
      case 'reload':
        return around.reload();
      case 'history':
        return around.historyBack();
      case 'stay':
        return void focus.pop();
      case 'ask-leave':
        return askLeave();
      case 'help':
        return help();
      case 'open':
        return scene.open(what.dialog);
      case 'fetch-cards':
        return flow.fetchCards();
      case 'secret':
        return secret(what.answer);
      case 'local':
        what.run();
        return scene.layAgain();
      default:
        flow.answer(what);
    }
  }

  function secret(answer: SecretAnswer): void {
    const cards = flow.cards.peek();
    if (cards) cards.send(answer);
  }

  /** The screen's own keys; not over a question of the page. */
  function types(key: RemoteKey): boolean {
    const now = step.peek();
    const screen = scene.screen(now.kind);
    const name = focus.scope.peek();
    if (!screen || !screen.type || name === LEAVE_DIALOG || name === HELP_DIALOG || !screen.type(scene.view(now), self, key)) return false;
    scene.layAgain();
    return true;
  }

  const asking = (): boolean => focus.scope.peek() === LEAVE_DIALOG;

  function back(): void {
    const now = step.peek();
    const screen = scene.screen(now.kind);
    act(focus.scope.peek() ? { kind: 'stay' } : screen ? screen.back(now) : { kind: 'ask-leave' });
  }

  /** Asks once; pressed again it is meant. */
  function exit(): boolean {
    const now = step.peek();
    if ('return_to' in now && now.return_to) act({ kind: 'return' });
    else if (!flow.asks) return false;
    else act({ kind: asking() ? 'leave' : 'ask-leave' });
    return true;
  }

  function ok(): void {
    const id = focus.current.peek();
    for (const row of scene.dialog() || scene.rows(step.peek())) {
      for (const one of row) if (one.id === id && one.act) return act(one.act);
    }
  }

  const self: Cashier = {
    ...flow,
    ...scene,
    boot,
    focus,
    keymap: signal(boot.keymap),
    start() {
      scene.lay(boot.step);
      flow.start();
    },
    key(key) {
      const cards = flow.cards.peek();
      if (cards) cards.pressed();
      if (types(key)) return true;
      switch (key) {
        case 'Up':
        case 'Down':
        case 'Left':
        case 'Right':
          focus.move(key);
          return true;
        case 'OK':
          ok();
          return true;
        case 'Back':
          back();
          return true;
        case 'Exit':
          return exit();
        case 'Blue':
          help();
          return true;
        default:
          return false;
      }
    },
    press(id) {
      if (focus.set(id)) ok();
    },
  };
  return self;
}
