/** A box that its viewer removed: nothing of his is shown before it is admitted again, by his payment password where one is set. */
import type { MeAnswer, MeBoxes, MeCards, MeOrders } from '../protocol/me.ts';
import type { Screen } from '../apps/page/page.tsx';
import { wish } from './account.ts';
import type { Me } from './facts.ts';
import { messageScreen } from './message.tsx';
import { passScreen } from './pass.tsx';

export function removedScreen(me: Me): Screen {
  const { page, words } = me;
  const again = (): void => page.show(removedScreen(me));

  function send(password?: string): void {
    wish(me, { do: 'admit-box', ...(password === undefined ? {} : { password }) }, again, ({ problem }) => {
      if (problem === undefined) page.show(doneScreen());
      else if (password === undefined) again();
      else ask(problem);
    });
  }
  function ask(problem = ''): void {
    page.show(passScreen(me, { title: words.pass_former, where: words.boxes, problem, back: again, done: send }));
  }
  const doneScreen = (): Screen =>
    messageScreen(me, {
      sign: 'done',
      title: words.box_admitted,
      lines: [words.box_admitted_text],
      buttons: [{ id: 'back', text: words.back, act: () => fill(me, () => page.show(me.list())) }],
    });
  const admit = (): void => (me.account && me.account.has_password ? ask() : send());
  return messageScreen(me, {
    sign: 'note',
    title: words.box_out,
    lines: [words.box_out_text],
    buttons: [
      ...(me.account ? [{ id: 'admit', text: words.box_admit, act: admit }] : []),
      { id: 'back', text: words.back, act: page.home },
    ],
  });
}

/** What the page was not given while the box was removed. */
function fill(me: Me, done: () => void): void {
  const { api, home } = me.page;
  const failed = ({ code }: { code: string }): void => me.sorry(code, home);
  api.post<MeAnswer<MeOrders>>('/me/orders', {}, (orders) => {
    if (!orders.ok) return failed(orders);
    const { before, month_text } = orders.value;
    me.orders = orders.value.orders;
    me.before = before;
    me.month_text = month_text;
    api.post<MeAnswer<MeCards>>('/me/cards', {}, (cards) => {
      if (!cards.ok) return failed(cards);
      me.cards = cards.value.cards;
      me.default_card = cards.value.default_card;
      api.post<MeAnswer<MeBoxes>>('/me/boxes', {}, (boxes) => {
        if (!boxes.ok) return failed(boxes);
        me.boxes = boxes.value.boxes;
        done();
      });
    });
  });
}
