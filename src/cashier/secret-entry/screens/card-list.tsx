import type { CardTile } from '../../../protocol/card.ts';
import { fill } from '../../../protocol/texts/fill.ts';
import type { Cashier } from '../../controller.ts';
import { Button } from '../../parts/button.tsx';
import type { Choice, Dialog, Screen, StepOf } from '../../contract.ts';
import { BankMark, faceText, FRAME } from '../entry-parts.tsx';

const FORGET = 'forget:';
/** What fits below one another, the way to another card not counted; as many as the BFF keeps. */
const SHOWN_MAX = 5;

const pick = (channel: string, card: CardTile): Choice => ({ id: 'card-' + card.id, act: { kind: 'choose', channel, card: card.id } });
const drop = (card: CardTile): Choice => ({ id: 'drop-' + card.id, act: { kind: 'open', dialog: FORGET + card.id } });
const OTHER: Choice = { id: 'other-card', act: { kind: 'other-card' } };
const KEEP: Choice = { id: 'keep-card', act: { kind: 'stay' } };

function forgetDialog(on: Cashier, card: CardTile): Dialog {
  const { words } = on.boot;
  return {
    rows: [[KEEP, { id: 'forget-card', act: { kind: 'forget-card', card: card.id } }]],
    draw: () => (
      <div class="shade">
        <div class="at dialog">
          <div class="title">{words.forget_title}</div>
          <div class="mid text">{fill(words.forget_text, { card: faceText(card, words.card_tail) })}</div>
          <Button on={on} id={KEEP.id} at="button two-a main">
            {words.button_keep}
          </Button>
          <Button on={on} id="forget-card" at="button two-b">
            {words.button_forget}
          </Button>
        </div>
      </div>
    ),
  };
}

/** Recent cards, the last used first. */
export const cardList: Screen<StepOf<'card-list'>> = {
  ...FRAME,
  draw: ({ step, words }, on) => {
    const cards = step.cards.slice(0, SHOWN_MAX);
    return (
      <div>
        <div class="at ask-title title line">{words.list_title}</div>
        {cards.map((card, i) => (
          <div key={card.id}>
            <Button on={on} id={'card-' + card.id} at={'tile pick lr' + i}>
              <BankMark face={card} />
              <span class="name line">{faceText(card)}</span>
              <span class="tag">{words.card_tail + ' ' + card.tail}</span>
            </Button>
            <Button on={on} id={'drop-' + card.id} at={'button small drop lr' + i}>
              {words.button_forget}
            </Button>
          </div>
        ))}
        <Button on={on} id={OTHER.id} at={'button pick lr' + cards.length}>
          {words.button_new_card}
        </Button>
      </div>
    );
  },
  rows: ({ step }) => [...step.cards.slice(0, SHOWN_MAX).map((card) => [pick(step.channel, card), drop(card)]), [OTHER]],
  back: () => ({ kind: 'change' }),
  dialog({ step }, on, name) {
    for (const card of step.cards) if (FORGET + card.id === name) return forgetDialog(on, card);
    return undefined;
  },
};
