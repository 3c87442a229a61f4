/** What was paid on this television, refunds on their way first; beside it what can be managed. */
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { MeAnswer, MeOrder, MeOrders } from '../protocol/me.ts';
import { fill } from '../protocol/texts/fill.ts';
import { firstShown } from '../tv/ui/list.ts';
import { firstOf } from '../apps/page/first.ts';
import { Header, Text } from '../apps/page/frame.tsx';
import type { AppControl, Screen } from '../apps/page/page.tsx';
import { openBoxes } from './boxes.tsx';
import { openCards } from './cards.tsx';
import { detailScreen } from './detail.tsx';
import { footOf, hintsOf, MARK } from './facts.ts';
import type { Me } from './facts.ts';
import { besideLabel, boxesLabel, cardsLabel, limitsLabel, lockLabel, orderLabel, passLabel } from './labels.tsx';
import { limitsFlow } from './limits.tsx';
import { lockFlow } from './lock.tsx';
import { passMenu } from './pass-menu.tsx';
import { isTall, rowsOf, SHOWN, SHOWN_TALL } from './rows.ts';
import type { Row } from './rows.ts';

/** How often what may still change is asked for. */
const AGAIN_MS = 10_000;

/** Where the focus was, for the way back. */
let was: string | undefined;

export function listScreen(me: Me): Screen {
  const { page } = me;
  const hints = hintsOf(me.words);
  const manage = tilesOf(me);
  const tileIds = manage.map(({ id }) => id);
  const columns = page.sd ? 1 : 2;
  const rows = signal<Row[]>(rowsOf(me.orders));
  const first = signal(0);
  let asking = false;

  const sizeFrom = (at: number): number => (isTall(rows.peek()[at]) ? SHOWN_TALL : SHOWN);
  const indexOf = (id: string | undefined): number =>
    rows
      .peek()
      .map((one) => one.id)
      .indexOf(id || '');
  function bringInto(i: number): void {
    first.value = firstShown(first.peek(), i, SHOWN, rows.peek().length);
    if (i >= first.peek() + sizeFrom(first.peek())) first.value += 1;
  }
  function goTo(i: number): boolean {
    const to = rows.peek()[i];
    if (!to) return false;
    bringInto(i);
    page.relay();
    page.focus.set(to.id);
    was = to.id;
    if (i >= rows.peek().length - 2) more();
    return true;
  }
  function more(): void {
    if (asking || !me.before) return;
    asking = true;
    page.api.post<MeAnswer<MeOrders>>('/me/orders', { before: me.before }, (answer) => {
      asking = false;
      if (!answer.ok) return;
      me.orders = me.orders.concat(answer.value.orders);
      me.before = answer.value.before;
      rows.value = rowsOf(me.orders);
      page.relay();
    });
  }
  /** What moves is looked at again; a page that nobody presses keys on ends by its own time. */
  function watch(): void {
    page.clock.after(AGAIN_MS, () => {
      if (page.screen.peek() !== screen) return;
      if (!me.orders.some(mayChange)) return watch();
      page.api.post<MeAnswer<MeOrders>>('/me/orders', { look: true }, (answer) => {
        if (page.screen.peek() === screen && answer.ok) renew(answer.value);
        watch();
      });
    });
  }
  function renew({ orders }: MeOrders): void {
    const fresh = (one: MeOrder): MeOrder => firstOf(orders, ({ id }) => id === one.id) || one;
    me.orders = me.orders.map(fresh);
    rows.value = rowsOf(me.orders);
    page.relay();
  }
  function key(name: string): boolean {
    const at = page.focus.current.peek();
    const i = indexOf(at);
    if (i < 0) return at !== undefined && fromTile(tileIds.indexOf(at), name);
    if (name === 'Down') return goTo(i + 1) || true;
    if (name === 'Up') return goTo(i - 1) || true;
    if (name !== 'Right') return false;
    page.focus.set('cards');
    return true;
  }
  /** Among the tiles, and from their left edge to the list. */
  function fromTile(tile: number, name: string): boolean {
    const by = name === 'Down' ? columns : name === 'Up' ? -columns : name === 'Left' ? -1 : name === 'Right' ? 1 : 0;
    if (tile < 0 || by === 0) return false;
    const column = tile % columns;
    if (name === 'Left' && column === 0) return rows.peek().length === 0 || goTo(Math.max(0, indexOf(was)));
    // The last one may be as wide as its row.
    const below = Math.floor(tile / columns) < Math.floor((tileIds.length - 1) / columns);
    const to = tileIds[name === 'Down' && below ? Math.min(tile + by, tileIds.length - 1) : tile + by];
    if (to && !(name === 'Right' && column === columns - 1)) page.focus.set(to);
    return true;
  }

  const control = (row: Row, i: number, tall: boolean): AppControl => ({
    id: row.id,
    place: 'tile row ' + (tall ? (i === 0 ? 'tall tall-0' : 'tall-' + i) : 'row-' + i),
    label: () => (row.beside ? besideLabel(row) : orderLabel(row.order, { tall: tall && i === 0, sd: page.sd })),
    act: () => {
      was = row.id;
      page.show(detailScreen(me, row.order));
    },
  });
  const head = rows.peek()[0];
  const initial = was !== undefined && indexOf(was) >= 0 ? was : head ? head.id : 'cards';
  if (indexOf(initial) > 0) bringInto(indexOf(initial));
  const screen: Screen = {
    id: 'list',
    draw: () => drawList(me, rows.value.length === 0),
    controls: () => {
      const tall = isTall(rows.value[first.value]);
      const shown = rows.value.slice(first.value, first.value + (tall ? SHOWN_TALL : SHOWN)).map((row, i) => control(row, i, tall));
      return shown.length === 0 ? [manage] : shown.map((one, i): AppControl[] => (i === 0 ? [one, ...manage] : [one]));
    },
    initial,
    foot: footOf(me),
    hints: [hints.choose, hints.open, hints.back],
    back: page.home,
    key,
  };
  watch();
  return screen;
}

/** What can be managed, at the right of the list. */
function tilesOf(me: Me): AppControl[] {
  const { account } = me;
  const cards: AppControl = { id: 'cards', place: 'tile me-cards', act: () => openCards(me), label: () => cardsLabel(me) };
  const limits = (place: string, act?: () => void): AppControl => ({
    id: 'limits',
    place: 'tile ' + place,
    label: () => limitsLabel(me),
    ...(act ? { act } : {}),
  });
  if (!account) return [cards, limits('me-lock')];
  return [
    cards,
    { id: 'lock', place: 'tile me-lock', act: () => lockFlow(me), label: () => lockLabel(me, account) },
    limits('me-limits', () => limitsFlow(me)),
    { id: 'pass', place: 'tile me-pass', act: () => passMenu(me), label: () => passLabel(me, account) },
    { id: 'boxes', place: 'tile me-boxes', act: () => openBoxes(me), label: () => boxesLabel(me) },
  ];
}

function drawList({ words, start, month_text, account }: Me, is_empty: boolean): ComponentChildren {
  return (
    <div>
      <Header mark={MARK} name={words.brand} where={words.mine} />
      <Text box="list-title" look="title">
        {words.title}
      </Text>
      <Text box="list-month" look="quiet right">
        {month_text}
      </Text>
      <Text box="manage-title" look="head">
        {words.manage}
      </Text>
      {is_empty ? (
        <Text box="list-none" look="quiet">
          {words.none}
        </Text>
      ) : null}
      {account ? null : (
        <div>
          <div class="at panel help-panel" />
          <Text box="help-title" look="bold">
            {words.help_title}
          </Text>
          <Text box="help-text" look="quiet">
            {words.help_text}
          </Text>
          <Text box="help-call" look="quiet">
            {fill(words.help_call, { hotline: start.hotline })}
          </Text>
        </div>
      )}
    </div>
  );
}

/** By itself, while somebody looks at it. */
function mayChange({ tone, request, beside }: MeOrder): boolean {
  return tone === 'warn' || (request !== undefined && request.tone === 'warn') || beside.some((one) => one.tone === 'warn');
}
