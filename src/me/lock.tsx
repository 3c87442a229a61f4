/** Child lock: from which amount on the payment password is asked, or not at all. */
import { Header, Text } from '../apps/page/frame.tsx';
import type { AppControl, Screen } from '../apps/page/page.tsx';
import { wish } from './account.ts';
import { footOf, hintsOf, MARK } from './facts.ts';
import type { Me } from './facts.ts';
import { messageScreen } from './message.tsx';
import { passScreen } from './pass.tsx';
import { passwordFlow } from './password.tsx';

/** Whoever has no password sets one first. */
export function lockFlow(me: Me): void {
  const { page, words, account } = me;
  const list = (): void => page.show(me.list());
  if (!account || account.has_password) return page.show(lockScreen(me));
  page.show(
    messageScreen(me, {
      sign: 'note',
      title: words.lock_first,
      lines: [words.lock_first_text],
      buttons: [
        { id: 'set', text: words.pass, act: () => passwordFlow(me, () => page.show(lockScreen(me))) },
        { id: 'back', text: words.back, act: list },
      ],
    }),
  );
}

function lockScreen(me: Me): Screen {
  const { page, words } = me;
  const hints = hintsOf(words);
  const back = (): void => page.show(me.list());
  const { account } = me;
  const choices: readonly { id: string; text: string; lock_fen?: number }[] = [
    ...(account ? account.locks : []).map(({ lock_fen, text }) => ({ id: 'lock-' + lock_fen, text, lock_fen })),
    ...(account && account.is_locked ? [{ id: 'lock-none', text: words.lock_none }] : []),
  ];

  function ask(lock_fen: number | undefined, problem = ''): void {
    const title = words.pass_former;
    page.show(
      passScreen(me, {
        title,
        problem,
        back: () => page.show(lockScreen(me)),
        done: (password) =>
          wish(me, { do: 'lock', password, ...(lock_fen === undefined ? {} : { lock_fen }) }, back, ({ problem: wrong }) => {
            if (wrong !== undefined) ask(lock_fen, wrong);
            else page.show(doneScreen(lock_fen !== undefined));
          }),
      }),
    );
  }
  const doneScreen = (on: boolean): Screen =>
    messageScreen(me, {
      sign: 'done',
      title: on ? words.lock_done : words.lock_gone,
      lines: on ? [words.lock_done_text] : [],
      buttons: [{ id: 'back', text: words.back, act: back }],
    });

  return {
    id: 'lock',
    draw: () => (
      <div>
        <Header mark={MARK} name={words.brand} where={words.lock} />
        <Text box="reason-title" look="title">
          {words.lock_title}
        </Text>
        <Text box="reason-text" look="quiet">
          {account && account.is_locked ? words.lock_on + '　' + account.lock_about : words.lock_off}
        </Text>
      </div>
    ),
    controls: () => [
      ...choices.map(({ id, text, lock_fen }, i): AppControl[] => [
        { id, place: 'button lock-' + i, label: () => text, act: () => ask(lock_fen) },
      ]),
      [{ id: 'back', place: 'button cards-back', label: () => words.back, act: back }],
    ],
    foot: footOf(me),
    hints: [hints.choose, hints.ok, hints.back],
    back,
  };
}
