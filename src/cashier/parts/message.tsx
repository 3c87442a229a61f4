import { fill } from '../../protocol/texts/fill.ts';
import type { Words } from '../../protocol/texts/words.ts';
import type { Cashier, Control, ControlRows, Screen, ScreenProps } from '../contract.ts';
import { clauses } from '../../tv/ui/clauses.tsx';
import { Message as Saying, placeOf } from '../../tv/ui/message.tsx';
import type { Sign } from '../../tv/ui/message.tsx';
import { ReturnLabel } from './return-label.tsx';
import { Waiting } from './waiting.tsx';

/** A control of a message, whose box follows from its place among the others. */
export type Way = Omit<Control, 'place'>;

/** One thing said: a mark, a title, some text, one or two buttons, a code. */
export interface Said {
  sign: Sign;
  title: string;
  text?: string;
  more?: string;
  /** For the hotline. */
  code?: string;
  /** Something is waited for. */
  waits?: true;
  /** The recommended one first: it is focused. */
  ways?: readonly Way[];
}

/** Its id is also its act. */
const way = (
  kind: 'change' | 'new-code' | 'retry' | 'other-card' | 'recheck' | 'reload' | 'history' | 'fetch-cards',
  label: keyof Words,
): Way => ({
  id: kind,
  label,
  act: { kind },
});

export const CHANGE = way('change', 'button_change');
export const NEW_CODE = way('new-code', 'button_new_code');
export const RETRY = way('retry', 'button_retry');
export const OTHER_CARD = way('other-card', 'button_other_card');
export const RECHECK = way('recheck', 'button_recheck');
export const RELOAD = way('reload', 'button_reload');
export const HISTORY = way('history', 'button_back');
export const FETCH_CARDS = way('fetch-cards', 'button_retry');
export const RETURN: Way = { id: 'return', act: { kind: 'return' }, label: (on) => <ReturnLabel on={on} /> };

export function placed(ways: readonly Way[] | undefined): ControlRows {
  return ways ? [ways.map((way, i) => ({ ...way, place: placeOf(i, ways.length) }))] : [];
}

/** A screen that says one thing. */
export function message<S>(say: (props: ScreenProps<S>) => Said, rest: Omit<Screen<S>, 'draw' | 'controls'>): Screen<S> {
  return {
    ...rest,
    draw: (props) => <Message on={props.on} said={say(props)} />,
    controls: (props) => placed(say(props).ways),
  };
}

export function Message({ on, said }: { on: Cashier; said: Said }) {
  return (
    <div class={said.ways || !said.text ? '' : 'at message-alone'}>
      <Saying sign={said.sign} title={said.title}>
        {said.text ? (
          <div class="mid text">
            <div>{clauses(said.text)}</div>
            {said.more ? <div class="quiet">{said.more}</div> : null}
            {said.waits ? <Waiting on={on} /> : null}
          </div>
        ) : null}
        {said.code ? <div class="mid code quiet">{fill(on.boot.words.error_code, { code: said.code })}</div> : null}
      </Saying>
    </div>
  );
}
