/** 核对: everything that is bought, on one page; the two answers look and weigh the same. */
import { signal } from '@preact/signals';
import { sorryWords } from '../../page/buy.ts';
import { firstOf } from '../../page/first.ts';
import { HINT, hint, HOTLINE, money, Text, Where } from '../../page/frame.tsx';
import { yuan } from '../../page/money.ts';
import type { Screen } from '../../page/page.tsx';
import { noteScreen } from '../../page/result.tsx';
import type { Title } from '../catalogue.ts';
import type { Film } from './app.ts';
import { MARK, NAME } from './facts.ts';
import type { Priced } from './facts.ts';

export function checkScreen(film: Film, title: Title, priced: Priced, before: Screen): Screen {
  const { page, start } = film;
  const { goods, month_fen, off_fen, amount_fen, offer, period } = priced;
  const busy = signal(false);
  const pack = firstOf(start.packages, ({ id }) => id === goods.id);
  const rows: [string, string, string][] = [
    ['订什么', goods.what === 'title' ? title.name + '　全集' : (pack || { name: '' }).name, 'bold'],
    ['订几个月', goods.months + ' 个月', ''],
    ['单价', '￥' + yuan(month_fen) + ' / 月' + (off_fen > 0 ? '　' + (offer || '优惠') + ' −' + yuan(off_fen) : ''), ''],
    ['有效期', period, ''],
    ['到期以后', '不自动续费', 'jade'],
  ];
  function confirm(): void {
    if (busy.value) return;
    busy.value = true;
    film.buy({ what: goods.what, id: goods.id, months: goods.months, from: title.id }, undefined, (code) => {
      busy.value = false;
      page.show(noteScreen(page, { mark: MARK, name: NAME, ...sorryWords(code), button: '再试一次', act: () => page.show(screen) }));
    });
  }
  const screen: Screen = {
    id: 'check',
    bare: true,
    draw: () => (
      <div>
        <div class="at scene" />
        <div class="at app-mark m-mango" />
        <Text box="app-name" look="bold">
          {NAME}
          <Where>订购</Where>
        </Text>
        <Text box="check-title" look="title">
          请核对，再订购
        </Text>
        <div class="at check-panel" />
        {rows.map(([name, value, look], i) => (
          <div key={name}>
            <Text box={'check-name-' + i} look="quiet">
              {name}
            </Text>
            <Text box={'check-value-' + i} look={'right ' + look}>
              {money(value)}
            </Text>
          </div>
        ))}
        <div class="at check-rule" />
        <Text box="check-sum-name" look="bold">
          一共要付
        </Text>
        <Text box="check-sum" look="bold right">
          {money('￥' + yuan(amount_fen))}
        </Text>
      </div>
    ),
    controls: () => [
      [
        { id: 'confirm', place: 'button half-left', act: confirm, label: () => (busy.value ? '请稍候…' : '确认订购') },
        { id: 'cancel', place: 'button half-right', act: () => page.show(film.rails()), label: () => '取消' },
      ],
    ],
    foot: '确认后再选怎么付　' + HOTLINE,
    hints: [HINT.sides, HINT.ok, hint('key_back', '上一步')],
    back: () => page.show(before),
  };
  return screen;
}
