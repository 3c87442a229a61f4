/** The remembered cards, and forgetting one. */
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

export function cardsScreen(me: Me): Screen {
  const { page, words } = me;
  const hints = hintsOf(words);
  const back = (): void => page.show(me.list());
  const nameOf = ({ bank, kind_text, tail }: CardTile): string => fill(words.card_tail, { bank, kind: kind_text, tail });
  function forget(card: CardTile): void {
    page.api.post<MeAnswer<MeCards>>('/me/cards/remove', { id: card.id }, (answer) => {
      if (!answer.ok) return me.sorry(answer.code, () => page.show(cardsScreen(me)));
      me.cards = answer.value.cards;
      page.show(cardsScreen(me));
    });
  }
  const ask = (card: CardTile): Screen =>
    messageScreen(me, {
      sign: 'note',
      title: words.remove_title,
      lines: [fill(words.remove_text, { card: nameOf(card) })],
      buttons: [
        { id: 'remove', text: words.remove, act: () => forget(card) },
        { id: 'cancel', text: words.back, act: () => page.show(cardsScreen(me)) },
      ],
    });
  const row = (card: CardTile, i: number): AppControl[] => [
    {
      id: 'card-' + i,
      place: 'tile card-' + i,
      act: () => page.show(ask(card)),
      label: () => [<div class="at line card-name">{nameOf(card)}</div>, <div class="at line right card-remove quiet">{words.remove}</div>],
    },
  ];
  return {
    id: 'cards:' + me.cards.map(({ id }) => id).join(),
    draw: () => (
      <div>
        <Header mark={MARK} name={words.brand} where={words.cards} />
        <Text box="cards-title" look="title">
          {me.cards.length > 0 ? words.cards : words.cards_none}
        </Text>
        {me.cards.length > 0 ? null : (
          <Text box="cards-about" look="quiet">
            {words.cards_about}
          </Text>
        )}
      </div>
    ),
    controls: () => [
      ...me.cards.slice(0, SHOWN).map(row),
      [{ id: 'back', place: 'button cards-back', label: () => words.back, act: back }],
    ],
    foot: footOf(me),
    hints: [hints.choose, hints.ok, hints.back],
    back,
  };
}
