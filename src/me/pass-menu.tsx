/** What can be done about the payment password and the phone behind it. */
import { Header, Text } from '../apps/page/frame.tsx';
import type { AppControl, Screen } from '../apps/page/page.tsx';
import { closeFlow } from './close.ts';
import { footOf, hintsOf, MARK } from './facts.ts';
import type { Me } from './facts.ts';
import { passwordFlow } from './password.tsx';
import { forgotFlow, phoneFlow } from './phone.tsx';

/** Nothing to choose from: straight to setting a password. */
export function passMenu(me: Me): void {
  const { page, account } = me;
  if (account && (account.can_bind || mayClose(me))) page.show(menuScreen(me));
  else passwordFlow(me);
}

/** There is something to close. */
function mayClose({ account, cards }: Me): boolean {
  return !!account && (account.has_password || account.phone_tail !== undefined || cards.length > 0);
}

function menuScreen(me: Me): Screen {
  const { page, words } = me;
  const hints = hintsOf(words);
  const back = (): void => page.show(me.list());
  const account = me.account;
  const bound = !!account && account.phone_tail !== undefined;
  const choices: { id: string; text: string; act(): void }[] = [
    { id: 'pass', text: account && account.has_password ? words.pass_change : words.pass_new, act: () => passwordFlow(me) },
  ];
  if (account && account.can_bind) {
    if (account.has_password && bound) choices.push({ id: 'forgot', text: words.pass_forgot, act: () => forgotFlow(me) });
    choices.push({ id: 'phone', text: bound ? words.phone_change : words.phone_bind, act: () => phoneFlow(me) });
  }
  if (mayClose(me)) choices.push({ id: 'close', text: words.close, act: () => closeFlow(me, () => page.show(menuScreen(me))) });
  return {
    id: 'pass-menu',
    draw: () => (
      <div>
        <Header mark={MARK} name={words.brand} where={words.mine} />
        <Text box="reason-title" look="title">
          {words.pass}
        </Text>
        <Text box="reason-text" look="quiet">
          {account ? account.password_text + (account.can_bind ? '　' + account.phone_text : '') : ''}
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
