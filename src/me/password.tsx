/** Sets or changes the payment password: the present one, a new one, and the new one once more. */
import type { Me } from './facts.ts';
import { wish } from './account.ts';
import { messageScreen } from './message.tsx';
import { passScreen } from './pass.tsx';

/** `after`: what follows once it is set; else a word that it is. */
export function passwordFlow(me: Me, after?: () => void): void {
  const { page, words } = me;
  const list = (): void => page.show(me.list());
  const again = (problem: string): void => (me.account && me.account.has_password ? former(problem) : fresh(undefined, problem));

  function former(problem = ''): void {
    page.show(passScreen(me, { title: words.pass_former, problem, back: list, done: (typed) => fresh(typed) }));
  }
  function fresh(present: string | undefined, problem = ''): void {
    page.show(passScreen(me, { title: words.pass_new, problem, back: list, done: (typed) => repeat(present, typed) }));
  }
  function repeat(present: string | undefined, first: string): void {
    const done = (typed: string): void => {
      if (typed !== first) return fresh(present, words.pass_differs);
      wish(me, { do: 'password', password: typed, ...(present === undefined ? {} : { former: present }) }, list, ({ problem }) => {
        if (problem !== undefined) again(problem);
        else if (after) after();
        else page.show(doneScreen());
      });
    };
    page.show(passScreen(me, { title: words.pass_again, back: list, done }));
  }
  const doneScreen = () =>
    messageScreen(me, {
      sign: 'done',
      title: words.pass_done,
      lines: [words.pass_done_text],
      buttons: [{ id: 'back', text: words.back, act: list }],
    });
  again('');
}
