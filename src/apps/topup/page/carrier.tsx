/** Whose number it is now: numbers are ported, and two prefixes are in two lists. */
import { Header, HINT, HOTLINE, Text } from '../../page/frame.tsx';
import type { Page, Screen } from '../../page/page.tsx';
import { grouped, MARK, NAME } from './facts.ts';
import type { TopupStart } from './facts.ts';
import type { PhoneNumber } from './number.ts';

export function carrierScreen(page: Page, start: TopupStart, number: PhoneNumber, back: () => void, then: () => void): Screen {
  const now = number.carrier();
  return {
    id: 'carrier',
    draw: () => (
      <div>
        <Header mark={MARK} name={NAME} where="选运营商" guarded />
        <Text box="ask-carrier" look="title">
          {grouped(number.phone.value)} 现在是哪家的号码？
        </Text>
        <Text box="ask-note" look="quiet">
          携号转网过的，选转过去的那一家
        </Text>
      </div>
    ),
    controls: () => [
      start.carriers.map(({ id, name }, i) => ({
        id: 'carrier-' + id,
        place: 'tile center carrier-' + i + (now && now.id === id ? ' chosen' : ''),
        label: () => name,
        act: () => {
          number.chosen.value = id;
          back();
          then();
        },
      })),
      [{ id: 'cancel', place: 'button single', label: () => '取消', act: back }],
    ],
    ...(now ? { initial: 'carrier-' + now.id } : {}),
    foot: HOTLINE,
    hints: [HINT.choose, HINT.ok, HINT.back],
    back,
  };
}
