/** What card screens are drawn of. */
import type { CardFace } from '../../protocol/card.ts';
import type { Cashier } from '../cashier.ts';
import { Button } from '../parts/button.tsx';
import { live } from '../parts/live.ts';
import { wear } from '../parts/wear.ts';
import type { Choice, Dialog } from '../screen.ts';
import { shown } from './format.ts';
import type { Desk, FieldId } from './kit.ts';
import { fieldHelp } from './pictures.ts';
import { fieldId } from './typing.ts';
import type { Typing } from './typing.ts';

export interface Typed {
  on: Cashier;
  desk: Desk;
  typing: Typing;
}

/** Digits and a caret where the next one goes. Draws itself again for each digit, and nothing else does. */
const Digits = live(({ on, desk, typing, id, empty }: Typed & { id: FieldId; empty: string }) => {
  const text = desk.fields.of(id).value;
  const caret = typing.active(on) === id ? <span class="caret" /> : null;
  return (
    <span>
      {text ? <span>{shown(id, text)}</span> : null}
      {caret}
      {text ? null : <span class="empty">{empty}</span>}
    </span>
  );
});

export function Field({ on, desk, typing, id, at, empty }: Typed & { id: FieldId; at: string; empty: string }) {
  const name = fieldId(id);
  return (
    <div ref={wear(on.focus, name, 'button field ' + at)} onClick={() => on.press(name)}>
      <Digits on={on} desk={desk} typing={typing} id={id} empty={empty} />
    </div>
  );
}

/** The bank's character in its colour. */
export function BankMark({ face }: { face: CardFace }) {
  return face.mark ? (
    <span class="mark bank-mark" style={'background:' + face.color}>
      {face.mark}
    </span>
  ) : null;
}

/** "中国建设银行 储蓄卡 尾号 0118" */
export function faceText(face: CardFace, tail: string): string {
  return [face.bank, face.kind_text, face.tail ? tail + ' ' + face.tail : ''].filter((part) => part !== '').join(' ');
}

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0', ''];

/** For remotes without digits. `x`: the left key below is an X; else it deletes. */
export function keypadDialog({ on, typing }: Typed, x: boolean): Dialog {
  const { words } = on.boot;
  const digit = (char: string): Choice => ({ id: 'key-' + char, act: { kind: 'local', run: () => typing.digit(on, char) } });
  const remove: Choice = { id: 'key-del', act: { kind: 'local', run: () => typing.remove(on) } };
  const close: Choice = { id: 'key-done', act: { kind: 'stay' } };
  const rows = [0, 1, 2].map((row) => KEYS.slice(row * 3, row * 3 + 3).map(digit));
  rows.push([x ? digit('X') : remove, digit('0'), x ? remove : close]);
  if (x) rows.push([close]);
  const label = (id: string): string => (id === 'key-del' ? words.button_delete : id === 'key-done' ? words.button_done : id.slice(4));
  return {
    rows,
    initial: 'key-5',
    draw: () => (
      <div class={x ? 'at pad tall' : 'at pad'}>
        {rows.map((row, y) =>
          row.map(({ id }, i) => (
            <Button on={on} id={id} key={id} at={'button key pr' + y + ' pc' + i + (id.length > 5 ? ' wordy' : '')}>
              {label(id)}
            </Button>
          )),
        )}
      </div>
    ),
  };
}

/** A picture with an arrow to the place; Back or the button closes it, and what was typed is still there. */
export function helpCard(on: Cashier, id: FieldId): Dialog {
  const { words } = on.boot;
  const { picture, title, lines } = fieldHelp(id, words);
  return {
    rows: [[{ id: 'help-close', act: { kind: 'stay' } }]],
    draw: () => (
      <div class="shade">
        <div class="at dialog help">
          <div class={'at picture ' + picture} />
          <div class="title">{title}</div>
          <div class="at said">
            {lines.map((line, i) => (
              <div class="row" key={i}>
                <span class="no">{i + 1}</span>
                <span class="told">{line}</span>
              </div>
            ))}
          </div>
          <Button on={on} id="help-close" at="button main two-a">
            {words.help_close}
          </Button>
        </div>
      </div>
    ),
  };
}
