import type { CardTile } from '../../../protocol/card.ts';
import { fill } from '../../../protocol/texts/fill.ts';
import type { Words } from '../../../protocol/texts/words.ts';
import { questionDialog } from '../../../tv/ui/dialog.tsx';
import { boxName } from '../../../tv/ui/boxes.ts';
import type { Control, Dialog, Screen, StepOf } from '../../contract.ts';
import { OTHER_CARD } from '../../parts/message.tsx';
import { CardArt, faceText, FRAME } from '../entry-parts.tsx';

const FORGET = 'forget:';
/** Cards that fit below one another, the way to another card not counted; as many as the BFF keeps. */
const SHOWN_MAX = 5;

const KEEP: Control = { id: 'keep-card', act: { kind: 'stay' }, place: 'button pair-left main', label: 'button_keep' };

const pickControl = (channel: string, card: CardTile, i: number): Control => ({
  id: 'card-' + card.id,
  act: { kind: 'choose', channel, card: card.id },
  place: 'tile card-tile ' + boxName('card-row', i),
  label: ({ boot }) => [
    <CardArt face={card} />,
    <span class="name line">{faceText(card)}</span>,
    <span class="tag">{boot.words.card_tail + ' ' + card.tail}</span>,
  ],
});

const forgetControl = (card: CardTile, i: number): Control => ({
  id: 'drop-' + card.id,
  act: { kind: 'open', dialog: FORGET + card.id },
  place: 'button card-forget ' + boxName('card-row', i),
  label: 'button_forget',
});

function forgetDialog(words: Words, card: CardTile): Dialog {
  const forget: Control = {
    id: 'forget-card',
    act: { kind: 'forget-card', card: card.id },
    place: 'button pair-right',
    label: 'button_forget',
  };
  return questionDialog(words.forget_title, fill(words.forget_text, { card: faceText(card, words.card_tail) }), [[KEEP, forget]]);
}

/** Recent cards, the last used first. */
export const cardList: Screen<StepOf<'card-list'>> = {
  ...FRAME,
  draw: ({ words }) => <div class="at entry-title title line">{words.list_title}</div>,
  controls: ({ step }) => {
    const cards = step.cards.slice(0, SHOWN_MAX);
    const other: Control = { ...OTHER_CARD, place: 'button card-tile ' + boxName('card-row', cards.length), label: 'button_new_card' };
    return [...cards.map((card, i) => [pickControl(step.channel, card, i), forgetControl(card, i)]), [other]];
  },
  back: () => ({ kind: 'change' }),
  dialog({ step, words }, name) {
    for (const card of step.cards) if (FORGET + card.id === name) return forgetDialog(words, card);
    return undefined;
  },
};
