/** The boxes on which this viewer was seen, and removing one: the one he sits at not without saying so. */
import { fill } from '../protocol/texts/fill.ts';
import type { MeAnswer, MeBox, MeBoxes } from '../protocol/me.ts';
import { Header, Text } from '../apps/page/frame.tsx';
import type { AppControl, Screen } from '../apps/page/page.tsx';
import { wish } from './account.ts';
import { footOf, hintsOf, MARK, toneOf } from './facts.ts';
import type { Me } from './facts.ts';
import { messageScreen } from './message.tsx';
import { passScreen } from './pass.tsx';
import { removedScreen } from './removed.ts';

const SHOWN = 5;

/** As they are now. */
export function openBoxes(me: Me): void {
  me.page.api.post<MeAnswer<MeBoxes>>('/me/boxes', {}, (answer) => {
    if (!answer.ok) return me.sorry(answer.code, () => me.page.show(me.list()));
    me.boxes = answer.value.boxes;
    me.page.show(boxesScreen(me, 0));
  });
}

/** `first`: of this page of them. */
function boxesScreen(me: Me, first: number): Screen {
  const { page, words, boxes } = me;
  const hints = hintsOf(words);
  const back = (): void => page.show(me.list());
  const shown = boxes.slice(first, first + SHOWN);
  const row = (box: MeBox, i: number): AppControl[] => [
    {
      id: 'box-' + i,
      place: 'tile card-' + i,
      act: () => page.show(removeScreen(me, box, () => page.show(boxesScreen(me, first)))),
      label: () => [
        <div class="at line card-name">{box.name}</div>,
        <div class={'at line right box-seen ' + toneOf(box.here ? 'ok' : 'quiet')}>{box.seen_text}</div>,
      ],
    },
  ];
  const buttons: AppControl[] = [{ id: 'back', place: 'button cards-back', label: () => words.back, act: back }];
  if (boxes.length > SHOWN) {
    const next = first + SHOWN < boxes.length ? first + SHOWN : 0;
    buttons.push({ id: 'more', place: 'button boxes-more', label: () => words.more, act: () => page.show(boxesScreen(me, next)) });
  }
  return {
    id: 'boxes:' + first + ':' + boxes.map(({ id }) => id).join(),
    draw: () => (
      <div>
        <Header mark={MARK} name={words.brand} where={words.boxes} />
        <Text box="cards-title" look="title">
          {boxes.length > 0 ? words.boxes_title : words.boxes_none}
        </Text>
        <Text box="limits-say" look="right quiet">
          {boxes.length > 0 ? words.boxes_text : ''}
        </Text>
      </div>
    ),
    controls: () => [...shown.map(row), buttons],
    foot: footOf(me),
    hints: [hints.choose, hints.ok, hints.back],
    back,
  };
}

function removeScreen(me: Me, box: MeBox, back: () => void): Screen {
  const { page, words, account } = me;
  function send(password?: string): void {
    const what = { do: 'remove-box' as const, id: box.id, ...(password === undefined ? {} : { password }) };
    wish(me, what, back, ({ problem }) => {
      if (problem === undefined) return page.show(box.here ? removedScreen(me) : doneScreen());
      if (password === undefined) page.show(noteScreen(problem));
      else ask(problem);
    });
  }
  function ask(problem = ''): void {
    page.show(passScreen(me, { title: words.pass_former, where: words.boxes, problem, back, done: send }));
  }
  const noteScreen = (problem: string): Screen =>
    messageScreen(me, { sign: 'note', title: problem, lines: [], buttons: [{ id: 'back', text: words.back, act: back }] });
  const doneScreen = (): Screen =>
    messageScreen(me, {
      sign: 'done',
      title: words.box_removed,
      lines: [words.box_removed_text],
      buttons: [{ id: 'back', text: words.back, act: () => openBoxes(me) }],
    });
  return messageScreen(me, {
    sign: 'note',
    title: words.box_remove_title,
    lines: [fill(words.box_remove_text, { box: box.name }), ...(box.here ? [words.box_remove_here] : [])],
    buttons: [
      { id: 'remove', text: words.box_remove, act: () => (account && account.has_password ? ask() : send()) },
      { id: 'cancel', text: words.box_keep, act: back },
    ],
    initial: 'cancel',
  });
}
