/** Everything that was ordered here, and until when it may be watched. */
import { signal } from '@preact/signals';
import { Header, HINT, HOTLINE, money, Text } from '../../page/frame.tsx';
import { yuan } from '../../page/money.ts';
import type { Screen } from '../../page/page.tsx';
import type { Film } from './app.ts';
import { MARK, NAME } from './facts.ts';

interface Mine {
  rights: { order_no: string; product: string; until_ms: number }[];
  orders: { order_no: string; subject: string; amount_fen: number; state: string; refunded_fen: number }[];
}

const SHOWN = 6;
const STATES: { readonly [state: string]: string } = {
  made: '还没付',
  open: '还没付',
  closing: '正在核对',
  closed: '已过期',
  paid: '已开通',
};

export function mineScreen(film: Film): Screen {
  const { page } = film;
  const mine = signal<Mine | undefined>(undefined);
  const failed = signal(false);
  page.api.get<Mine>('/api/mine', {}, (answer) => {
    if (answer.ok) mine.value = answer.value;
    else failed.value = true;
  });
  const back = (): void => page.show(film.rails());
  return {
    id: 'mine',
    draw: () => {
      const orders = mine.value ? mine.value.orders.slice(0, SHOWN) : [];
      return (
        <div>
          <Header mark={MARK} name={NAME} where="我订过的" guarded />
          {orders.length === 0 ? (
            <Text box="mine-none" look="quiet center">
              {failed.value ? '现在查不到，请稍后再试' : mine.value ? '还没有订过。在片子上按确定，就能订' : '正在查…'}
            </Text>
          ) : null}
          {orders.map(({ order_no, subject, amount_fen, state, refunded_fen }, i) => (
            <div key={order_no}>
              <div class={'at panel mine-row-' + i} />
              <Text box={'mine-name-' + i} look="bold">
                {subject}
              </Text>
              <Text box={'mine-state-' + i} look="right quiet">
                {money('￥' + yuan(amount_fen) + '　')}
                <span class={state === 'paid' && refunded_fen === 0 ? 'jade' : ''}>
                  {refunded_fen > 0 ? money('已退 ￥' + yuan(refunded_fen)) : STATES[state]}
                </span>
              </Text>
            </div>
          ))}
        </div>
      );
    },
    controls: () => [[{ id: 'back', place: 'button single', label: () => '返回', act: back }]],
    foot: '到期不自动续费　' + HOTLINE,
    hints: [HINT.ok, HINT.back],
    back,
  };
}
