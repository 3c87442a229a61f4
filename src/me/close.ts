/** Closing the account: what goes and what is kept is said first, then the password where one is set. */
import { wish } from './account.ts';
import type { Me } from './facts.ts';
import { messageScreen } from './message.tsx';
import { passScreen } from './pass.tsx';

/** `back`: to where it was chosen. */
export function closeFlow(me: Me, back: () => void): void {
  const { page, words } = me;

  function send(password?: string): void {
    wish(me, { do: 'close', ...(password === undefined ? {} : { password }) }, back, ({ problem }) => {
      if (problem === undefined) return page.show(doneScreen());
      if (password === undefined) note(problem);
      else ask(problem);
    });
  }
  function note(problem: string): void {
    page.show(
      messageScreen(me, { sign: 'note', title: words.close, lines: [problem], buttons: [{ id: 'back', text: words.back, act: back }] }),
    );
  }
  function ask(problem = ''): void {
    page.show(passScreen(me, { title: words.pass_former, where: words.close, problem, back, done: send }));
  }
  // Nothing of what this page knows is there any more: it is opened anew from its portal.
  const doneScreen = () =>
    messageScreen(me, {
      sign: 'done',
      title: words.close_done,
      lines: [words.close_done_text],
      buttons: [{ id: 'home', text: words.back, act: page.home }],
    });
  // Limits that are not raised now do not go with their account.
  if (me.account && me.account.limits.kept_text) return note(words.close_kept);
  const act = (): void => (me.account && me.account.has_password ? ask() : send());
  page.show(
    messageScreen(me, {
      sign: 'note',
      title: words.close_title,
      lines: [words.close_text, words.close_history],
      buttons: [
        { id: 'close', text: words.close_yes, act },
        { id: 'back', text: words.back, act: back },
      ],
      initial: 'back',
    }),
  );
}
