/** The controls of the shown step and of the dialog over it, laid out as focus rows. */
import type { Boot } from '../protocol/boot.ts';
import type { Step } from '../protocol/step.ts';
import type { RowFocus } from '../tv/row-focus.ts';
import { idsOf } from '../tv/ui/control-rows.ts';
import type { Cashier, ControlRows, Dialog, Screen, ScreenProps } from './contract.ts';
import { pageDialog } from './dialogs.tsx';
import { screenOf } from './screens/index.ts';
import type { Session } from './session.ts';

export interface Controls {
  screen(kind: string): Screen<Step>;
  props(step: Step): ScreenProps<Step>;
  controls(step: Step): ControlRows;
  /** The dialog that is open: one of the page's or one of the screen's. */
  dialog(): Dialog | undefined;
  open(dialog: string): void;
  lay(step: Step): void;
  /** The rows may be others now; the focus stays where it can. */
  layAgain(): void;
}

/** A name that the screen no longer has a dialog for. */
const EMPTY: Dialog = { controls: [], draw: () => null };

export function createControls(boot: Boot, focus: RowFocus, session: Session, on: () => Cashier): Controls {
  const { step, secretEntry } = session;

  function screen(kind: string): Screen<Step> {
    const brought = secretEntry.value;
    return screenOf(kind, brought && brought.screens);
  }

  function props(of: Step): ScreenProps<Step> {
    return { on: on(), step: of, words: boot.words, boot, entry_script: session.entryScript() };
  }

  const controls = (of: Step): ControlRows => screen(of.kind).controls(props(of));

  function found(name: string): Dialog | undefined {
    const now = step.value;
    const from = screen(now.kind);
    return pageDialog(boot.words, name, now.kind, from.help && from.help(now)) || (from.dialog && from.dialog(props(now), name));
  }

  function lay(of: Step): void {
    const from = screen(of.kind);
    const initial = from.initial && from.initial(props(of));
    focus.layout(idsOf(controls(of)), { screen: of.kind + ':' + of.version, initial });
  }

  function layDialog(name: string): void {
    const opened = found(name);
    if (opened) focus.layout(idsOf(opened.controls), { scope: name, screen: name, initial: opened.initial });
  }

  return {
    screen,
    props,
    controls,
    lay,
    dialog() {
      const name = focus.scope.value;
      return name === undefined ? undefined : found(name) || EMPTY;
    },
    open(name) {
      focus.push({ id: name, regions: [] });
      layDialog(name);
    },
    layAgain() {
      lay(step.peek());
      const name = focus.scope.peek();
      if (name !== undefined) layDialog(name);
    },
  };
}
