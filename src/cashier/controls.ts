/** What can be pressed on the step that is shown, and in the dialog over it. */
import type { Boot } from '../protocol/boot.ts';
import type { Step } from '../protocol/step.ts';
import type { RowFocus, Rows } from '../tv/row-focus.ts';
import type { Cashier } from './controller.ts';
import type { Session } from './session.ts';
import type { Choice, Dialog, Screen, View } from './contract.ts';
import { screenOf } from './screens/index.ts';

export const LEAVE_DIALOG = 'leave';
const DIALOG: readonly Choice[] = [
  { id: 'leave-stay', act: { kind: 'stay' } },
  { id: 'leave-go', act: { kind: 'leave' } },
];

export const HELP_DIALOG = 'help';
/** On the screen for remotes without a blue key. */
export const HELP: Choice = { id: 'open-help', act: { kind: 'help' } };
const HELP_WAYS: readonly Choice[] = [{ id: 'help-close', act: { kind: 'stay' } }];

type Choices = readonly (readonly Choice[])[];

export interface Controls {
  /** Undefined for a kind that a newer server has and this page has not. */
  screen(kind: string): Screen<Step> | undefined;
  view(step: Step): View<Step>;
  rows(step: Step): Choices;
  /** The dialog that is open, when it is the screen's own. */
  screenDialog(): Dialog | undefined;
  /** What can be pressed in the open dialog; undefined without one. */
  dialog(): Choices | undefined;
  open(dialog: string): void;
  lay(step: Step): void;
  /** The rows may be others now; the focus stays where it can. */
  layAgain(): void;
}

const ids = (rows: Choices): Rows => rows.map((row) => row.map(({ id }) => id));

export function createControls(boot: Boot, focus: RowFocus, session: Session, on: () => Cashier): Controls {
  const { step, secretEntry } = session;

  function screen(kind: string): Screen<Step> | undefined {
    const brought = secretEntry.value;
    return screenOf(kind, brought && brought.screens);
  }

  function view(of: Step): View<Step> {
    return { step: of, words: boot.words, boot, entry_script: session.entryScript() };
  }

  function rows(of: Step): Choices {
    const from = screen(of.kind);
    return from ? from.rows(view(of)) : [];
  }

  function screenDialog(): Dialog | undefined {
    const now = step.value;
    const from = screen(now.kind);
    const name = focus.scope.value;
    return name !== undefined && from && from.dialog ? from.dialog(view(now), on(), name) : undefined;
  }

  function dialog(): Choices | undefined {
    const name = focus.scope.value;
    if (name === LEAVE_DIALOG) return [DIALOG];
    if (name === HELP_DIALOG) return [HELP_WAYS];
    const open = screenDialog();
    return name === undefined ? undefined : open ? open.rows : [];
  }

  function lay(of: Step): void {
    const from = screen(of.kind);
    const initial = from && from.initial && from.initial(of, view(of));
    focus.layout(ids(rows(of)), { screen: of.kind + ':' + of.version, initial });
  }

  return {
    screen,
    view,
    rows,
    screenDialog,
    dialog,
    lay,
    open(name) {
      focus.push({ id: name, regions: [] });
      const opened = screenDialog();
      focus.layout(ids(dialog() || []), { scope: name, screen: name, initial: opened && opened.initial });
    },
    layAgain() {
      lay(step.peek());
      const opened = screenDialog();
      const name = focus.scope.peek();
      if (opened && name !== undefined) focus.layout(ids(opened.rows), { scope: name, screen: name });
    },
  };
}
