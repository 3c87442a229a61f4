/** His password was reset by a text message: said once on each of his boxes, before all else. */
import type { Screen } from '../apps/page/page.tsx';
import type { Me } from './facts.ts';
import { messageScreen } from './message.tsx';

export function toldScreen(me: Me, lines: readonly string[]): Screen {
  const { page, words } = me;
  const seen = (): void => {
    // What cannot be noted is said again the next time.
    page.api.post('/me/told', {}, () => undefined);
    page.show(me.list());
  };
  return messageScreen(me, { sign: 'note', title: words.told_title, lines, buttons: [{ id: 'seen', text: words.told_ok, act: seen }] });
}
