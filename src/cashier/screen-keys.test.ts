/** A screen's keys, local acts and dialogs. */
import { expect, test } from 'vitest';
import type { SecretEntry, CardScreens } from './secret-entry/entry-contract.ts';
import type { Dialog, Screen } from './contract.ts';
import type { SecretAnswer } from '../protocol/answer.ts';
import type { StepOf } from './contract.ts';
import { control } from './testing/control.ts';
import { CARD, cardStep } from './testing/entry.ts';
import { staged } from './testing/stage.ts';

function stage() {
  const seen: string[] = [];
  const secrets: SecretAnswer[] = [];
  let wide = false;
  const screen: Screen<StepOf<'card-number'>> = {
    draw: () => null,
    controls: () => [
      [control('field'), ...(wide ? [control('more')] : [])],
      [
        control('pad', { kind: 'open', dialog: 'keypad' }),
        control('widen', { kind: 'local', run: () => void (wide = true) }),
        control('send', { kind: 'secret', answer: { kind: 'card-number', pan: '1' } }),
      ],
    ],
    back: () => ({ kind: 'change' }),
    type({ on }, key) {
      if (!/^\d$/.test(key)) return false;
      seen.push((on.focus.scope.peek() ?? 'screen') + key);
      return true;
    },
    dialog: (_props, name): Dialog | undefined =>
      name === 'keypad'
        ? { draw: () => null, controls: [[control('1'), control('2', { kind: 'local', run: () => void seen.push('two') })]], initial: '2' }
        : undefined,
  };
  const made = staged(cardStep(CARD.number(), 1));
  const cards: SecretEntry = {
    screens: { 'card-number': screen } as unknown as CardScreens,
    send: (answer) => secrets.push(answer) > 0,
    stepped() {},
    pressed: () => void seen.push('key'),
    wipe() {},
  };
  made.on.bring(() => cards);
  const typed = () => seen.filter((one) => one !== 'key');
  return { ...made, seen, typed, secrets };
}

test('digits go to the screen whatever has the focus, other keys move as ever, and every key reaches the second script', () => {
  const { on, seen, typed } = stage();
  on.key('5');
  on.key('Down');
  on.key('6');
  expect([typed(), on.focus.current.value, seen.length]).toEqual([['screen5', 'screen6'], 'widen', 5]);
  expect([on.key('Menu'), on.key('Yellow')]).toEqual([false, false]);
});

test('its own dialog opens at its first choice, takes digits and acts, and Back closes it', () => {
  const { on, typed, sent } = stage();
  on.press('pad');
  expect([on.focus.scope.value, on.focus.current.value, on.dialog()?.controls.length]).toEqual(['keypad', '2', 1]);
  on.key('OK');
  on.key('7');
  on.key('Left');
  expect([typed(), on.focus.current.value]).toEqual([['two', 'keypad7'], '1']);
  on.key('Back');
  expect([on.focus.scope.value, on.focus.current.value, sent()]).toEqual([undefined, 'pad', []]);
});

test('over the question whether to leave nothing is typed', () => {
  const { on, typed } = stage();
  on.key('Exit');
  on.key('5');
  expect([on.focus.scope.value, typed()]).toEqual(['leave', []]);
});

test('a new question closes it', () => {
  const { on, network } = stage();
  on.press('pad');
  expect(on.focus.scope.value).toBe('keypad');
  network.open()[0]?.reply(200, cardStep(CARD.number(), 2));
  expect([on.focus.scope.value, on.focus.current.value, on.dialog()]).toEqual([undefined, 'field', undefined]);
});

test('an act that stays here may change what can be pressed; the focus stays', () => {
  const { on, sent } = stage();
  on.press('widen');
  expect(on.focus.current.value).toBe('widen');
  on.focus.set('field');
  on.key('Right');
  expect([on.focus.current.value, sent()]).toEqual(['more', []]);
});

test('an act with secrets goes to the second script and never out as it is', () => {
  const { on, secrets, sent } = stage();
  on.press('send');
  expect([secrets, sent()]).toEqual([[{ kind: 'card-number', pan: '1' }], []]);
});

test('a click on what the keypad leaves in sight closes it, then acts', () => {
  const { on, secrets } = stage();
  on.press('pad');
  on.press('send');
  expect([on.focus.scope.value, on.focus.current.value, secrets.length]).toEqual([undefined, 'send', 1]);
});

test('a pointer that moves takes the focus, one that rests does not, and OK acts on what is lit', () => {
  const { on } = stage();
  const over = (id: string, screenX: number) => on.hover(id, { screenX, screenY: 5 });
  over('send', 10);
  over('send', 10);
  expect(on.focus.current.value).toBe('field');
  over('pad', 11);
  expect(on.focus.current.value).toBe('pad');
  on.key('Left');
  on.key('Right');
  over('send', 11);
  expect(on.focus.current.value).not.toBe('send');
  on.press('pad');
  over('send', 12);
  expect(on.focus.current.value).toBe('2');
});
