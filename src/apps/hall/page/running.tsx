/** What runs until when, and the way out of it. */
import { signal } from '@preact/signals';
import { Header, HINT, hint, HOTLINE, Text } from '../../page/frame.tsx';
import { yuan } from '../../page/money.ts';
import type { AppControl, Screen } from '../../page/page.tsx';
import { noteScreen } from '../../page/result.tsx';
import { MARK, NAME } from './facts.ts';
import type { Account, Hall, Running } from './facts.ts';

const SHOWN = 4;

export function runningScreen(hall: Hall): Screen {
  const { page, start } = hall;
  const account = signal<Account>(start);
  const front = (): void => page.show(hall.main());
  page.api.get<Account>('/api/account', {}, (answer) => {
    if (!answer.ok) return;
    account.value = answer.value;
    page.relay();
  });
  const screen: Screen = {
    id: 'running',
    draw: () => (
      <div>
        <Header mark={MARK} name={NAME} where="正在生效" guarded />
        {account.value.running.length === 0 ? (
          <Text box="history-none" look="quiet center">
            没有正在生效的产品
          </Text>
        ) : null}
      </div>
    ),
    controls: () => [
      ...account.value.running.slice(0, SHOWN).map((one, i): AppControl[] => [
        {
          id: 'run-' + one.product,
          place: 'tile history-' + i,
          label: () => [
            <div class="at line history-date quiet">到 {one.until}</div>,
            <div class="at line history-text">{one.name}</div>,
            <div class="at line history-state right quiet">{one.kind === 'basic' ? '基本费到营业厅停' : '按确定退订'}</div>,
          ],
          ...(one.kind === 'basic' ? {} : { act: () => page.show(leaveScreen(hall, one, screen)) }),
        },
      ]),
      [{ id: 'back', place: 'button single', label: () => '返回', act: front }],
    ],
    foot: HOTLINE,
    hints: [HINT.choose, hint('key_ok', '退订'), HINT.back],
    back: front,
  };
  return screen;
}

function leaveScreen(hall: Hall, one: Running, before: Screen): Screen {
  const { page } = hall;
  const busy = signal(false);
  const back = (): void => page.show(before);
  function leave(): void {
    if (busy.value) return;
    busy.value = true;
    page.api.post<{ back_fen: number; balance_fen: number; until: string }>('/api/unsubscribe', { product: one.product }, (answer) => {
      busy.value = false;
      const words = answer.ok
        ? {
            title: '已退订 ' + one.name,
            lines: [
              '还可以看到 ' + answer.value.until,
              '退回余额 ￥' + yuan(answer.value.back_fen) + '，余额现在有 ￥' + yuan(answer.value.balance_fen),
            ],
          }
        : { title: '现在退不了', lines: ['请稍后再试，或者打 96335'] };
      page.show(
        noteScreen(page, {
          mark: MARK,
          name: NAME,
          sign: answer.ok ? 'done' : 'note',
          ...words,
          button: '回门市',
          act: () => page.show(hall.main()),
        }),
      );
    });
  }
  return {
    id: 'leave',
    draw: () => (
      <div>
        <Header mark={MARK} name={NAME} where="退订" guarded />
        <Text box="balance-title" look="title center">
          退订 {one.name}？
        </Text>
        <Text box="balance-about" look="quiet center">
          这个月看完为止，后面没看的整月退回账户余额
        </Text>
      </div>
    ),
    controls: () => [
      [
        { id: 'keep', place: 'button pair-left', act: back, label: () => '先不退' },
        { id: 'leave', place: 'button pair-right', act: leave, label: () => (busy.value ? '请稍候…' : '确认退订') },
      ],
    ],
    foot: HOTLINE,
    hints: [HINT.sides, HINT.ok, HINT.back],
    back,
  };
}
