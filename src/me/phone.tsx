/** The viewer's phone: bound by a code that is sent to it, and a forgotten password set anew by one. */
import type { MeWish } from '../protocol/me.ts';
import { wish } from './account.ts';
import type { Me } from './facts.ts';
import { messageScreen } from './message.tsx';
import { passScreen } from './pass.tsx';

/** Its number, a code to it, and the code. Where a password is set it comes first. */
export function phoneFlow(me: Me): void {
  const { page, words, account } = me;
  const list = (): void => page.show(me.list());

  function number(password: string | undefined, problem = ''): void {
    const done = (phone: string): void =>
      askCode(me, { do: 'ask-bind', phone, ...(password === undefined ? {} : { password }) }, start, (sent) => code(sent));
    page.show(passScreen(me, { title: words.phone_title, kind: 'phone', where: words.phone, problem, back: list, done }));
  }
  function start(problem = ''): void {
    if (!account || !account.has_password) return number(undefined, problem);
    page.show(passScreen(me, { title: words.pass_former, problem, back: list, done: (typed) => number(typed) }));
  }
  function code(sent: string): void {
    typeCode(me, sent, (typed) => ({ do: 'bind', code: typed }), start, words.phone_done, words.phone_done_text);
  }
  start();
}

/** A code to the phone that is bound, and a new password. */
export function forgotFlow(me: Me): void {
  const { page, words } = me;
  const list = (): void => page.show(me.list());

  function fresh(sent: string, problem = ''): void {
    page.show(passScreen(me, { title: words.pass_new, problem, back: list, done: (typed) => repeat(sent, typed) }));
  }
  function repeat(sent: string, first: string): void {
    const done = (typed: string): void => {
      if (typed !== first) return fresh(sent, words.pass_differs);
      typeCode(me, sent, (code) => ({ do: 'reset', code, password: typed }), start, words.pass_done, words.pass_reset_text);
    };
    page.show(passScreen(me, { title: words.pass_again, back: list, done }));
  }
  function start(problem?: string): void {
    if (problem !== undefined) return note(me, problem);
    askCode(
      me,
      { do: 'ask-reset' },
      (wrong) => note(me, wrong),
      (sent) => fresh(sent),
    );
  }
  start();
}

function askCode(me: Me, what: MeWish, failed: (problem: string) => void, sent: (text: string) => void): void {
  const list = (): void => me.page.show(me.list());
  wish(me, what, list, ({ problem, sent: text }) => (text === undefined ? failed(problem || '') : sent(text)));
}

/** `failed`: the code is of no use any more. */
function typeCode(
  me: Me,
  sent: string,
  of: (code: string) => MeWish,
  failed: (problem: string) => void,
  title: string,
  text: string,
): void {
  const { page, words } = me;
  const list = (): void => page.show(me.list());
  function show(problem: string): void {
    const done = (typed: string): void =>
      wish(me, of(typed), list, ({ problem: wrong, again }) => {
        if (wrong === undefined) page.show(messageScreen(me, { sign: 'done', title, lines: [text], buttons: [back()] }));
        else if (again) show(wrong);
        else failed(wrong);
      });
    page.show(passScreen(me, { title: words.code_title, kind: 'code', where: words.phone, problem, back: list, done }));
  }
  const back = () => ({ id: 'back', text: words.back, act: list });
  show(sent);
}

function note(me: Me, title: string): void {
  const { page, words } = me;
  const list = (): void => page.show(me.list());
  page.show(messageScreen(me, { sign: 'note', title, lines: [], buttons: [{ id: 'back', text: words.back, act: list }] }));
}
