/** The viewer's own page on the TV: what was paid, how refunds stand, cards, limits. */
import '../tv/box/float-array.ts';
import type { MeBoot } from '../protocol/me.ts';
import { readBoot } from '../apps/page/boot.ts';
import { startPage } from '../apps/page/page.tsx';
import { canType } from './account.ts';
import { messageScreen } from './message.tsx';
import type { Me } from './facts.ts';
import { listScreen } from './list.tsx';
import { removedScreen } from './removed.ts';
import { toldScreen } from './told.ts';

const boot = readBoot<MeBoot>(document);

startPage(boot as never, (page) => {
  const { start } = boot;
  const me: Me = {
    page,
    start,
    words: start.words,
    orders: start.orders,
    cards: start.cards,
    default_card: start.default_card,
    account: canType() ? start.account : undefined,
    boxes: start.boxes,
    before: start.before,
    month_text: start.month_text,
    list: () => listScreen(me),
    sorry(code, back) {
      const { words } = me;
      if (code === 'BOX_REMOVED') return page.show(removedScreen(me));
      const is_over = code === 'SESSION_OVER';
      page.show(
        messageScreen(me, {
          sign: 'note',
          title: is_over ? words.over_title : words.sorry_title,
          lines: is_over ? [words.over_text] : [words.offline],
          buttons: [{ id: 'back', text: words.back, act: is_over ? page.home : back }],
        }),
      );
    },
  };
  if (start.is_removed) return removedScreen(me);
  return start.reset ? toldScreen(me, start.reset) : me.list();
});
