/** What the remote does on which screen; draws nothing. */
import type { Boot } from '../protocol/boot.ts';
import { signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type { Keymap, RemoteKey } from '../protocol/keymap.ts';
import type { Step } from '../protocol/step.ts';
import { createRowFocus } from '../tv/row-focus.ts';
import type { RowFocus, Rows } from '../tv/row-focus.ts';
import { createFlow } from './flow.ts';
import type { Flow, Surroundings } from './flow.ts';
import type { Act, Choice } from './screen.ts';
import { screenOf } from './screens/index.ts';

export interface Cashier extends Pick<Flow, 'step' | 'busy' | 'away' | 'left' | 'leave' | 'resume'> {
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

export const LEAVE_DIALOG = 'leave';
export const DIALOG: readonly Choice[] = [
  { id: 'leave-stay', act: { kind: 'stay' } },
  { id: 'leave-go', act: { kind: 'leave' } },
];

export const HELP_DIALOG = 'help';
/** On the screen for remotes without a blue key. */
export const HELP: Choice = { id: 'open-help', act: { kind: 'help' } };
const HELP_WAYS: readonly Choice[] = [{ id: 'help-close', act: { kind: 'stay' } }];

/** What can be pressed in the open dialog; undefined without one. */
export function dialogOf(scope: string | undefined): readonly Choice[] | undefined {
  return scope === LEAVE_DIALOG ? DIALOG : scope === HELP_DIALOG ? HELP_WAYS : undefined;
}

const ids = (rows: readonly (readonly Choice[])[]): Rows => rows.map((row) => row.map(({ id }) => id));

export function createCashier(boot: Boot, around: Surroundings): Cashier {
  const focus = createRowFocus();
  const flow = createFlow(boot, around, (next, now) => {
    if (next.kind !== now.kind || next.version !== now.version) while (focus.pop());
    lay(next);
  });
  const { step } = flow;

  function rows(of: Step): readonly (readonly Choice[])[] {
    const screen = screenOf(of.kind);
    return screen ? screen.rows({ step: of, words: boot.words, boot }) : [];
  }

  function lay(of: Step): void {
    const from = screenOf(of.kind);
    const initial = from && from.initial && from.initial(of);
    const screen = of.kind + ':' + of.version;
    focus.layout(ids(rows(of)), initial ? { screen, initial } : { screen });
  }

  function open(dialog: string): void {
    focus.push({ id: dialog, regions: ids([dialogOf(dialog) || []]) });
  }

  /** From the screen itself, never over a question. */
  function help(): void {
    const screen = screenOf(step.peek().kind);
    if (screen && screen.help && !focus.scope.peek()) open(HELP_DIALOG);
  }

  function askLeave(): void {
    focus.pop();
    open(LEAVE_DIALOG);
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
      default:
        flow.answer(what);
    }
  }

  const asking = (): boolean => focus.scope.peek() === LEAVE_DIALOG;

  function back(): void {
    const now = step.peek();
    const screen = screenOf(now.kind);
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
    const dialog = dialogOf(focus.scope.peek());
    for (const row of dialog ? [dialog] : rows(step.peek())) {
      for (const one of row) if (one.id === id && one.act) return act(one.act);
    }
  }

  return {
    boot,
    focus,
    keymap: signal(boot.keymap),
    step,
    busy: flow.busy,
    away: flow.away,
    left: flow.left,
    leave: flow.leave,
    resume: flow.resume,
    start() {
      lay(boot.step);
      flow.start();
    },
    key(key) {
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
}
