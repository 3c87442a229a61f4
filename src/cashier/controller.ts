/** Leads the keys of the remote to the shown screen; draws nothing. */
import type { SecretAnswer } from '../protocol/answer.ts';
import type { Boot } from '../protocol/boot.ts';
import { signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type { Keymap, RemoteKey } from '../protocol/keymap.ts';
import type { Step } from '../protocol/step.ts';
import type { Words } from '../protocol/texts/words.ts';
import { createRowFocus } from '../tv/row-focus.ts';
import { createSurface } from '../tv/ui/surface.ts';
import { returnTo } from './return-to.ts';
import { createSession } from './session.ts';
import type { Session, Surroundings } from './session.ts';
import { createControls } from './controls.ts';
import type { Controls } from './controls.ts';
import { HELP_DIALOG, LEAVE_DIALOG } from './dialogs.tsx';
import type { Act, Cashier } from './contract.ts';
import { createWaited } from './waited.ts';

type OfSession = Pick<Session, 'leave' | 'resume' | 'wake' | 'hide' | 'bring'>;
type OfControls = Pick<Controls, 'screen' | 'props' | 'controls'>;

/** A key after so long without a word from the server may be the first after a sleep. */
const SILENCE_MS = 10_000;

/** The page as its entry point and its frame see it. */
export interface Controller extends Cashier, OfSession, OfControls {
  readonly leave: Session['leave'];
  readonly keymap: Signal<Keymap>;
  start(): void;
  /** False passes the key on to the box. */
  key(key: RemoteKey): boolean;
  /** Another value is another question: no held key and no waiting press crosses it. */
  question(): unknown;
}

/** A phone that begins to type, or ends, leaves no dialog of the fields over the screen. */
const typist = (step: Step): string | undefined => ('keypad' in step && step.keypad ? step.keypad.phone : undefined);

/** Steps on which a bank or the box is waited for. */
const WAITS: { readonly [kind: string]: true | undefined } = { preparing: true, checking: true };

export function createController(boot: Boot, around: Surroundings): Controller {
  const focus = createRowFocus(around.element);
  const onStep = (next: Step, now: Step): void => {
    if (next.kind !== now.kind || next.version !== now.version || typist(next) !== typist(now)) while (focus.pop());
    controls.lay(next);
  };
  const session = createSession(boot, around, onStep, () => controls.layAgain());
  const controls = createControls(boot, focus, session, () => self);
  const { step } = session;

  /** From the screen itself, never over a question. */
  function help(): void {
    const screen = controls.screen(step.peek().kind);
    if (screen.help && !focus.scope.peek()) controls.open(HELP_DIALOG);
  }

  function askLeave(): void {
    focus.pop();
    controls.open(LEAVE_DIALOG);
  }

  function act(what: Act): void {
    switch (what.kind) {
      case 'return':
        return session.leave.go();
      case 'reload':
        return around.reload();
      case 'history':
        return boot.left ? session.goLeft() : around.historyBack();
      case 'leave':
        return session.goLeft();
      case 'stay':
        return void focus.pop();
      case 'ask-leave':
        return askLeave();
      case 'help':
        return help();
      case 'open':
        return controls.open(what.dialog);
      case 'fetch-cards':
        return session.fetchCards();
      case 'secret':
        return secret(what.answer);
      case 'local':
        what.run();
        return controls.layAgain();
      default:
        session.answer(what);
    }
  }

  function secret(answer: SecretAnswer): void {
    const secretEntry = session.secretEntry.peek();
    if (secretEntry) secretEntry.send(answer);
  }

  /** Keys that the screen takes; not over a dialog of the page. */
  function types(key: RemoteKey): boolean {
    const now = step.peek();
    const screen = controls.screen(now.kind);
    const name = focus.scope.peek();
    if (!screen.type || name === LEAVE_DIALOG || name === HELP_DIALOG || !screen.type(controls.props(now), key)) return false;
    controls.layAgain();
    return true;
  }

  const asking = (): boolean => focus.scope.peek() === LEAVE_DIALOG;

  /** Where the server is not heard, the way to another question would lead nowhere. */
  function back(): void {
    const now = step.peek();
    const silent = (session.busy.peek() || session.offline.peek()) && !returnTo(now);
    act(focus.scope.peek() ? { kind: 'stay' } : silent ? { kind: 'ask-leave' } : controls.screen(now.kind).back(now));
  }

  let exits = 0;

  /** Asks once; pressed again it is meant, whatever came in between. Without an order it is the box's, then ours. */
  function exit(): boolean {
    const meant = ++exits > 1;
    if (returnTo(step.peek())) act({ kind: 'return' });
    else if (session.asks) act({ kind: meant || asking() ? 'leave' : 'ask-leave' });
    else if (meant) around.historyBack();
    else return false;
    return true;
  }

  const surface = createSurface<Act>({
    focus,
    rows() {
      const open = controls.dialog();
      return open ? open.controls : controls.controls(step.peek());
    },
    act,
    word: (label) => boot.words[label as keyof Words],
  });

  const self: Controller = {
    ...session,
    ...controls,
    ...surface,
    boot,
    focus,
    waited: createWaited(around.clock, () => (WAITS[step.value.kind] ? step.value.kind : session.busy.value || undefined)),
    keymap: signal(boot.keymap),
    start() {
      controls.lay(boot.step);
      session.start();
    },
    key(key) {
      const secretEntry = session.secretEntry.peek();
      if (secretEntry) secretEntry.pressed();
      session.wake(SILENCE_MS);
      if (key !== 'Exit') exits = 0;
      // A receipt that is being read does not go away.
      if (key !== 'OK' && step.peek().kind === 'paid') session.leave.hold();
      if (types(key) || surface.key(key)) return true;
      if (key === 'Back') back();
      else if (key === 'Blue') help();
      else return key === 'Exit' && exit();
      return true;
    },
    question: () => step.peek().kind + step.peek().version,
  };
  return self;
}
