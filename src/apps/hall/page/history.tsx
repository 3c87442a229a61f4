/** Orders and movements of the balance; the invoice of an order as a code for the phone. */
import { signal } from '@preact/signals';
import { firstShown } from '../../../tv/ui/list.ts';
import { Header, HINT, hint, HOTLINE, money, Text } from '../../page/frame.tsx';
import { yuan } from '../../page/money.ts';
import type { AppControl, Screen } from '../../page/page.tsx';
import { MARK, NAME } from './facts.ts';
import type { Hall } from './facts.ts';

interface Row {
  id: string;
  at_ms: number;
  date: string;
  text: string;
  state: string;
  order_no?: string;
}
interface History {
  orders: {
    order_no: string;
    subject: string;
    amount_fen: number;
    state: string;
    at_ms: number;
    date: string;
    refunded_fen: number;
    refunding: boolean;
    invoice: boolean;
    may_invoice: boolean;
  }[];
  entries: { at_ms: number; date: string; text: string; amount_fen: number }[];
}

const SHOWN = 5;
const STATES: { readonly [state: string]: string } = {
  made: '还没付',
  open: '还没付',
  closing: '正在核对',
  closed: '已过期，没有扣款',
  paid: '已付',
};

function rowsOf({ orders, entries }: History): Row[] {
  const bought = orders.map((one): Row => {
    const back = one.refunded_fen > 0 ? '　已退 ￥' + yuan(one.refunded_fen) : one.refunding ? '　退款中' : '';
    const invoice = one.state === 'paid' && one.may_invoice ? (one.invoice ? '　发票已申请' : '　可开发票') : '';
    const state = '￥' + yuan(one.amount_fen) + '　' + (STATES[one.state] || '') + back + invoice;
    return {
      id: 'h-' + one.order_no,
      at_ms: one.at_ms,
      date: one.date,
      text: one.subject,
      state,
      ...(one.state === 'paid' && one.may_invoice ? { order_no: one.order_no } : {}),
    };
  });
  const moved = entries.map(({ at_ms, date, text, amount_fen }, i): Row => ({
    id: 'e-' + i,
    at_ms,
    date,
    text,
    state: '余额 ' + (amount_fen > 0 ? '＋' : '−') + yuan(Math.abs(amount_fen)),
  }));
  return bought.concat(moved).sort((a, b) => b.at_ms - a.at_ms);
}

export function historyScreen(hall: Hall): Screen {
  const { page } = hall;
  const rows = signal<Row[]>([]);
  const said = signal('正在查…');
  const first = signal(0);
  const front = (): void => page.show(hall.main());
  page.api.get<History>('/api/history', {}, (answer) => {
    said.value = answer.ok ? '还没有记录' : '现在查不到，请稍后再试';
    if (answer.ok) rows.value = rowsOf(answer.value);
    page.relay();
    if (rows.value[0]) page.focus.set(rows.value[0].id);
  });
  function shift(by: 1 | -1): boolean {
    const at = page.focus.current.peek();
    const i = rows.value.map(({ id }) => id).indexOf(at || '');
    const to = rows.value[i + by];
    if (i < 0 || !to) return false;
    first.value = firstShown(first.value, i + by, SHOWN, rows.value.length);
    page.relay();
    page.focus.set(to.id);
    return true;
  }
  const screen: Screen = {
    id: 'history',
    draw: () => (
      <div>
        <Header mark={MARK} name={NAME} where="历史记录" guarded />
        {rows.value.length === 0 ? (
          <Text box="history-none" look="quiet center">
            {said.value}
          </Text>
        ) : null}
      </div>
    ),
    controls: () => [
      ...rows.value.slice(first.value, first.value + SHOWN).map(({ id, date, text, state, order_no }, i): AppControl[] => [
        {
          id,
          place: 'tile history-' + i,
          label: () => [
            <div class="at line history-date quiet">{date}</div>,
            <div class="at line history-text">{text}</div>,
            <div class="at line history-state right quiet">{money(state)}</div>,
          ],
          ...(order_no ? { act: () => page.show(invoiceScreen(hall, order_no, text, screen)) } : {}),
        },
      ]),
      [{ id: 'back', place: 'button single', label: () => '返回', act: front }],
    ],
    foot: HOTLINE,
    get hints() {
      return rows.value.some(({ order_no }) => order_no) ? [HINT.choose, hint('key_ok', '开发票'), HINT.back] : [HINT.choose, HINT.back];
    },
    back: front,
    key: (key) => (key === 'Down' && shift(1)) || (key === 'Up' && shift(-1)),
  };
  return screen;
}

function invoiceScreen(hall: Hall, order_no: string, subject: string, before: Screen): Screen {
  const back = (): void => hall.page.show(before);
  return {
    id: 'invoice',
    draw: () => (
      <div>
        <Header mark={MARK} name={NAME} where="开电子发票" guarded />
        <Text box="invoice-title" look="title">
          手机扫一扫，填抬头
        </Text>
        <Text box="invoice-about" look="quiet">
          {subject}
        </Text>
        <Text box="invoice-note" look="quiet">
          个人或单位都可以，30 天内有效
        </Text>
        <img class="at paper invoice-code" src={'/qr/' + order_no + '.png'} alt="" />
      </div>
    ),
    controls: () => [[{ id: 'back', place: 'button half-left', label: () => '返回', act: back }]],
    foot: HOTLINE,
    hints: [HINT.ok, HINT.back],
    back,
  };
}
