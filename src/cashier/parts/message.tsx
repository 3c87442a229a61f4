import type { Words } from '../../protocol/texts/words.ts';
import type { Cashier } from '../controller.ts';
import type { Choice, Screen, View } from '../contract.ts';
import { Button } from './button.tsx';
import { Mark } from './mark.tsx';
import type { MarkKind } from './mark.tsx';
import { ReturnLabel } from './return-label.tsx';

/** A button of a message; the one back to the app has no label of its own, because it counts. */
export interface Way extends Choice {
  label?: keyof Words;
}

/** One thing said: a mark, a title, some text, one or two buttons, a code for the hotline. */
export interface Said {
  mark: MarkKind;
  title: string;
  text?: string;
  more?: string;
  code?: string;
  /** The recommended one first: it is focused. */
  ways?: readonly Way[];
}

/** Sends or does what it is called. */
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
export const RETURN: Way = { id: 'return', act: { kind: 'return' } };

/** A screen that says one thing. */
export function message<S>(say: (view: View<S>) => Said, rest: Omit<Screen<S>, 'draw' | 'rows'>): Screen<S> {
  return {
    ...rest,
    draw: (view, on) => <Message on={on} said={say(view)} />,
    rows: (view) => {
      const { ways } = say(view);
      return ways ? [ways] : [];
    },
  };
}

export function Message({ on, said }: { on: Cashier; said: Said }) {
  const { words } = on.boot;
  const ways = said.ways || [];
  return (
    <div class={ways.length || !said.text ? '' : 'at calm'}>
      <Mark kind={said.mark} size={on.boot.size} />
      <div class="mid title line">{said.title}</div>
      {said.text ? (
        <div class="mid text">
          <div>{said.text}</div>
          {said.more ? <div class="quiet">{said.more}</div> : null}
        </div>
      ) : null}
      {ways.map(({ id, label }, i) => (
        <Button on={on} id={id} key={id} at={'button ' + (i ? 'two-b' : ways.length > 1 ? 'main two-a' : 'main one')}>
          {label ? words[label] : <ReturnLabel on={on} />}
        </Button>
      ))}
      {said.code ? <div class="mid code quiet">{said.code}</div> : null}
    </div>
  );
}
