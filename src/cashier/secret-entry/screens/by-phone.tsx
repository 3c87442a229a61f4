/** A phone as keypad: its code beside the fields, and what the TV shows while it types. */
import { drawingOf } from '../../canvas-sizes.ts';
import type { Act, Control, Dialog, Screen, ScreenProps, StepOf } from '../../contract.ts';
import { message } from '../../parts/message.tsx';
import type { Way } from '../../parts/message.tsx';
import { Qr } from '../../parts/qr.tsx';
import { KEYPAD_CODE_PX } from '../keypad-code-size.ts';
import { FRAME } from '../entry-parts.tsx';

type Typed = StepOf<'card-number' | 'card-check' | 'sms-code'>;

const CODE = 'phone-code';
const USE_REMOTE: Act = { kind: 'use-remote' };
const REMOTE: Way = { id: 'use-remote', act: USE_REMOTE, label: 'button_use_remote' };
const ADMIT: Way = { id: 'admit-phone', act: { kind: 'admit-phone' }, label: 'button_admit' };
const CANCEL: Way = { id: 'cancel', act: { kind: 'ask-leave' }, label: 'button_cancel' };

const KEYS = [0, 1, 2, 3];

/** The code on a panel of its own, with a handset and other words: nobody takes it for the one that pays. */
export function KeypadCode({ step, words, boot }: Pick<ScreenProps<Typed>, 'step' | 'words' | 'boot'>) {
  const qr = step.keypad && step.keypad.qr;
  if (!qr) return null;
  return (
    <div class="at panel keypad-code">
      <div class="kc-title bold">{words.keypad_title}</div>
      <div class="handset">
        <div class="handset-says">···</div>
        {KEYS.map((row) => (
          <div key={row} class="handset-row">
            <span />
            <span />
            <span />
          </div>
        ))}
      </div>
      <Qr qr={qr} boot={boot} card={KEYPAD_CODE_PX[drawingOf(boot)]} picture={boot.base + '/qr.png'} />
      <div class="kc-says center">{words.keypad_scan}</div>
    </div>
  );
}

/** Where there is no room for the code. */
export const byPhoneControl = ({ keypad }: Pick<Typed, 'keypad'>): Control[] =>
  keypad && keypad.qr ? [{ id: 'by-phone', act: { kind: 'open', dialog: CODE }, place: 'button by-phone', label: 'button_by_phone' }] : [];

export function codeDialog(props: ScreenProps<Typed>, name: string): Dialog | undefined {
  if (name !== CODE) return undefined;
  return {
    controls: [[{ id: 'close-code', act: { kind: 'stay' }, place: 'button keypad-close', label: 'help_close' }]],
    draw: (drawn) => (
      <div>
        <div class="at panel code-sheet" />
        <KeypadCode {...props} />
        {drawn}
      </div>
    ),
  };
}

const types = message<Typed>(
  ({ step, words }) =>
    step.keypad && step.keypad.phone === 'asks'
      ? { sign: 'note', title: words.phone_asks_title, text: words.phone_asks_text, ways: [ADMIT, REMOTE] }
      : { sign: 'wait', title: words.phone_types_title, text: words.phone_types_text, ways: [REMOTE, CANCEL] },
  { ...FRAME, back: () => USE_REMOTE },
);

const isByPhone = ({ keypad }: Pick<Typed, 'keypad'>): boolean => !!keypad && keypad.phone !== undefined;

/** The same question on a phone: no digits here, and no keys but the way back to the remote. */
export function byPhone<S extends Typed>(screen: Screen<S>): Screen<S> {
  const of = (step: S): Screen<S> => (isByPhone(step) ? (types as unknown as Screen<S>) : screen);
  return {
    ...screen,
    draw: (props) => of(props.step).draw(props),
    controls: (props) => of(props.step).controls(props),
    initial: (props) => (isByPhone(props.step) || !screen.initial ? undefined : screen.initial(props)),
    back: (step) => of(step).back(step),
    type: (props, key) => !isByPhone(props.step) && !!screen.type && screen.type(props, key),
    dialog: (props, name) => (isByPhone(props.step) ? undefined : codeDialog(props, name) || (screen.dialog && screen.dialog(props, name))),
    ok: (step) => (isByPhone(step) || !screen.ok ? 'does_ok' : screen.ok(step)),
    hints: (step) => (isByPhone(step) || !screen.hints ? [] : screen.hints(step)),
  };
}
