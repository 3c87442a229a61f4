/** What the remote does on which screen; draws nothing. */
import type { SecretAnswer } from '../protocol/answer.ts';
import type { Boot } from '../protocol/boot.ts';
import { signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type { Keymap, RemoteKey } from '../protocol/keymap.ts';
import type { Step } from '../protocol/step.ts';
import { createRowFocus } from '../tv/row-focus.ts';
import type { RowFocus, Rows } from '../tv/row-focus.ts';
import { createFlow } from './flow.ts';
import type { Flow, Surroundings } from './flow.ts';
import type { Act, Choice, Dialog, Screen, View } from './screen.ts';
import { screenOf } from './screens/index.ts';

export interface Cashier extends Pick<Flow, 'step' | 'busy' | 'away' | 'left' | 'leave' | 'resume' | 'bring'> {
  readonly boot: Boot;
  readonly focus: RowFocus;
  /** The remote that is listened to: the footer names no key it lacks. */
  readonly keymap: Signal<Keymap>;
  start(): void;
  /** Undefined for a kind that a newer server has and this page has not. */
  screen(kind: string): Screen<Step> | undefined;
  view(step: Step): View<Step>;
  /** The dialog that is open, when it is the screen's own. */
  own(): Dialog | undefined;
  /** What can be pressed in the open dialog; undefined without one. */
  dialog(): readonly (readonly Choice[])[] | undefined;
  /** The page goes into the back/forward cache or for good: what was typed is forgotten. */
  hide(): void;
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

const ids = (rows: readonly (readonly Choice[])[]): Rows => rows.map((row) => row.map(({ id }) => id));

export function createCashier(boot: Boot, around: Surroundings): Cashier {
  const focus = createRowFocus();
  const onStep = (next: Step, now: Step): void => {
    if (next.kind !== now.kind || next.version !== now.version) while (focus.pop());
    lay(next);
  };
  const flow = createFlow(boot, around, onStep, layAgain);
  const { step } = flow;

  function screenHere(kind: string): Screen<Step> | undefined {
    const cards = flow.cards.value;
    return screenOf(kind, cards && cards.screens);
  }

  function view(of: Step): View<Step> {
    return { step: of, words: boot.words, boot, card_entry: flow.cardEntry() };
  }

  function rows(of: Step): readonly (readonly Choice[])[] {
    const screen = screenHere(of.kind);
    return screen ? screen.rows(view(of)) : [];
  }

  function lay(of: Step): void {
    const from = screenHere(of.kind);
    const initial = from && from.initial && from.initial(of);
    // Not the same screen before the second script and after.
    const screen = of.kind + ':' + of.version + (flow.cards.peek() ? '+' : '');
    focus.layout(ids(rows(of)), initial ? { screen, initial } : { screen });
  }

  /** The rows may be others now; the focus stays where it can. */
  function layAgain(): void {
    lay(step.peek());
    const dialog = own();
    if (dialog) focus.layout(ids(dialog.rows), { scope: focus.scope.peek() as string });
  }

  function own(): Dialog | undefined {
    const now = step.value;
    const screen = screenHere(now.kind);
    const name = focus.scope.value;
    return name !== undefined && screen && screen.dialog ? screen.dialog(view(now), self, name) : undefined;
  }

  function dialogRows(): readonly (readonly Choice[])[] | undefined {
    const name = focus.scope.value;
    if (name === LEAVE_DIALOG) return [DIALOG];
    if (name === HELP_DIALOG) return [HELP_WAYS];
    if (name === undefined) return undefined;
    const dialog = own();
    return dialog ? dialog.rows : [];
  }

  function open(name: string): void {
    focus.push({ id: name, regions: [] });
    const dialog = own();
    const initial = dialog && dialog.initial;
    focus.layout(ids(dialogRows() || []), initial ? { scope: name, screen: name, initial } : { scope: name, screen: name });
  }

  /** From the screen itself, never over a question. */
  function help(): void {
    const screen = screenHere(step.peek().kind);
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
      case 'open':
        return open(what.dialog);
      case 'fetch-cards':
        return flow.fetchCards();
      case 'secret':
        return secret(what.answer);
      case 'local':
        what.run();
        return layAgain();
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
    const screen = screenHere(now.kind);
    const name = focus.scope.peek();
    if (!screen || !screen.type || name === LEAVE_DIALOG || name === HELP_DIALOG || !screen.type(view(now), self, key)) return false;
    layAgain();
    return true;
  }

  const asking = (): boolean => focus.scope.peek() === LEAVE_DIALOG;

  function back(): void {
    const now = step.peek();
    const screen = screenHere(now.kind);
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
    for (const row of dialogRows() || rows(step.peek())) {
      for (const one of row) if (one.id === id && one.act) return act(one.act);
    }
  }

  const self: Cashier = {
    boot,
    focus,
    keymap: signal(boot.keymap),
    step,
    busy: flow.busy,
    away: flow.away,
    left: flow.left,
    leave: flow.leave,
    resume: flow.resume,
    bring: flow.bring,
    screen: screenHere,
    view,
    own,
    dialog: dialogRows,
    hide() {
      const cards = flow.cards.peek();
      if (cards) cards.wipe();
    },
    start() {
      lay(boot.step);
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
