/** One thing said in the middle, and what can be done about it. */
import { Message, placeOf } from '../tv/ui/message.tsx';
import type { Sign } from '../tv/ui/message.tsx';
import { Header } from '../apps/page/frame.tsx';
import type { Screen } from '../apps/page/page.tsx';
import { footOf, hintsOf, MARK } from './facts.ts';
import type { Me } from './facts.ts';

export interface MessageParts {
  sign: Sign;
  title: string;
  lines: readonly string[];
  /** The last one is what the key 返回 does; two are of the same weight. */
  buttons: readonly { id: string; text: string; act(): void }[];
  /** The first one, unless told. */
  initial?: string;
}

export function messageScreen(me: Me, { sign, title, lines, buttons, initial }: MessageParts): Screen {
  const { words } = me;
  const hints = hintsOf(words);
  const last = buttons[buttons.length - 1];
  return {
    id: 'message:' + title,
    draw: () => (
      <div>
        <Header mark={MARK} name={words.brand} where={words.mine} />
        <Message sign={sign} title={title}>
          {lines.map((text, i) => (
            <div class={'mid line quiet say-' + i} key={i}>
              {text}
            </div>
          ))}
        </Message>
      </div>
    ),
    controls: () => [buttons.map(({ id, text, act }, i) => ({ id, act, place: placeOf(i, buttons.length), label: () => text }))],
    ...(initial === undefined ? {} : { initial }),
    foot: footOf(me),
    hints: [hints.sides, hints.ok, hints.back],
    back: () => last && last.act(),
  };
}
