/** The remembered cards: which one is offered first, and forgetting one. */
import { fill } from '../protocol/texts/fill.ts';
import type { CardTile } from '../protocol/card.ts';
import type { MeAnswer, MeCards } from '../protocol/me.ts';
import { Header, Text } from '../apps/page/frame.tsx';
import type { AppControl, Screen } from '../apps/page/page.tsx';
import { footOf, hintsOf, MARK } from './facts.ts';
import type { Me } from './facts.ts';
import { messageScreen } from './message.tsx';

/** As many as are kept of one viewer, at most. */
const SHOWN = 5;

/** As they are now: a payment on another television may have brought one. */
export function openCards(me: Me): void {
  ask(me, '/me/cards', {}, () => me.page.show(me.list()));
}

/** The cards again, as they are after it. */
function ask(me: Me, path: string, body: { id?: string }, failed: () => void): void {
  me.page.api.post<MeAnswer<MeCards>>(path, body, (answer) => {
    if (!answer.ok) return me.sorry(answer.code, failed);
    me.cards = answer.value.cards;
    me.default_card = answer.value.default_card;
    me.page.show(cardsScreen(me));
  });
}

const nameOf = ({ words }: Me, { bank, kind_text, tail }: CardTile): string => fill(words.card_tail, { bank, kind: kind_text, tail });

function cardsScreen(me: Me): Screen {
  const { page, words, cards } = me;
  const hints = hintsOf(words);
  const back = (): void => page.show(me.list());
  const row = (card: CardTile, i: number): AppControl[] => [
    {
      id: 'card-' + i,
      place: 'tile card-' + i,
      act: () => page.show(cardScreen(me, card)),
      label: () => [
        <div class="at line card-name">{nameOf(me, card)}</div>,
        <div class="at line right card-state tone good">{card.id === me.default_card ? words.card_default : ''}</div>,
      ],
    },
  ];
  return {
    id: 'cards:' + cards.map(({ id }) => id).join(),
    draw: () => (
      <div>
        <Header mark={MARK} name={words.brand} where={words.cards} />
        <Text box="cards-title" look="title">
          {cards.length > 0 ? words.cards : words.cards_none}
        </Text>
        {cards.length > 0 ? null : (
          <Text box="cards-about" look="quiet">
            {words.cards_about}
          </Text>
        )}
      </div>
    ),
    controls: () => [...cards.slice(0, SHOWN).map(row), [{ id: 'back', place: 'button cards-back', label: () => words.back, act: back }]],
    foot: footOf(me),
    hints: [hints.choose, hints.ok, hints.back],
    back,
  };
}

/** What can be done about one. */
function cardScreen(me: Me, card: CardTile): Screen {
  const { page, words } = me;
  const hints = hintsOf(words);
  const back = (): void => page.show(cardsScreen(me));
  const is_default = card.id === me.default_card;
  const choices: { id: string; text: string; act(): void }[] = [];
  if (!is_default) choices.push({ id: 'prefer', text: words.card_prefer, act: () => ask(me, '/me/cards/prefer', { id: card.id }, back) });
  choices.push({ id: 'remove', text: words.card_remove, act: () => page.show(removeScreen(me, card, back)) });
  return {
    id: 'card:' + card.id,
    draw: () => (
      <div>
        <Header mark={MARK} name={words.brand} where={words.cards} />
        <Text box="reason-title" look="title">
          {nameOf(me, card)}
        </Text>
        <Text box="reason-text" look="quiet">
          {is_default ? words.card_is_default : ''}
        </Text>
      </div>
    ),
    controls: () => [
      ...choices.map(({ id, text, act }, i): AppControl[] => [{ id, place: 'button lock-' + i, label: () => text, act }]),
      [{ id: 'back', place: 'button cards-back', label: () => words.back, act: back }],
    ],
    foot: footOf(me),
    hints: [hints.choose, hints.ok, hints.back],
    back,
  };
}

function removeScreen(me: Me, card: CardTile, back: () => void): Screen {
  const { words } = me;
  return messageScreen(me, {
    sign: 'note',
    title: words.remove_title,
    lines: [fill(words.remove_text, { card: nameOf(me, card) })],
    buttons: [
      { id: 'remove', text: words.remove, act: () => ask(me, '/me/cards/remove', { id: card.id }, back) },
      { id: 'cancel', text: words.back, act: back },
    ],
    initial: 'cancel',
  });
}
