/** The hall's first screen: the account as a card, and what can be done. */
import { firstOf } from '../../page/first.ts';
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Header, HINT, hint, HOTLINE, money, Text, TileIcon } from '../../page/frame.tsx';
import { yuan } from '../../page/money.ts';
import type { AppControl, Screen } from '../../page/page.tsx';
import { MARK, NAME } from './facts.ts';
import type { Account, Hall } from './facts.ts';
import { cardScreen } from './card.tsx';
import { historyScreen } from './history.tsx';
import { orderScreen, productsScreen } from './order.tsx';
import { runningScreen } from './running.tsx';

const RENEW_MONTHS = 3;
const RUNNING_SHOWN = 2;

const boxText = (box: string): string => [box.slice(0, 3), box.slice(3, 7), box.slice(7)].join(' ');
/** "9月30日" */
const short = (until: string): string => until.replace(/^\d+年/, '');
/** The basic fee first: without it there is nothing to watch. */
const basicFirst = (runs: Account['running']): Account['running'] =>
  runs.filter(({ kind }) => kind === 'basic').concat(runs.filter(({ kind }) => kind !== 'basic'));

export function mainScreen(hall: Hall): Screen {
  const { page, start } = hall;
  const account = signal<Account>(start);
  const later = signal(false);
  page.api.get<Account>('/api/account', {}, (answer) => {
    if (!answer.ok) return;
    account.value = answer.value;
    page.relay();
  });
  const product = firstOf(start.products, ({ kind }) => kind === 'basic');

  const tile = (id: string, icon: string, name: string, about: string, act: () => void): AppControl => ({
    id,
    act,
    place: 'tile front-' + id,
    label: () => [
      <TileIcon box="front-icon" name={icon} />,
      <div class="at line front-name bold">{name}</div>,
      <div class="at line front-about quiet">{about}</div>,
    ],
  });
  const renew = (): AppControl[] =>
    later.value || !product
      ? []
      : [
          {
            id: 'renew',
            place: 'button main renew',
            label: () => '现在续费',
            act: () => page.show(orderScreen(hall, product, RENEW_MONTHS)),
          },
          {
            id: 'later',
            place: 'button later',
            label: () => '先不续',
            act: () => {
              later.value = true;
              page.relay();
            },
          },
        ];
  const running: AppControl = {
    id: 'running',
    place: 'tile front-running',
    act: () => page.show(runningScreen(hall)),
    label: () => [
      <div class="at line running-title quiet">正在生效</div>,
      account.value.running.length === 0 ? <div class="at line running-0">没有正在生效的产品</div> : null,
      basicFirst(account.value.running)
        .slice(0, RUNNING_SHOWN)
        .map(({ name, until }, i) => [
          <div class={'at line running-' + i}>{name}</div>,
          <div class={'at line right quiet running-until-' + i}>到 {short(until)}</div>,
        ]),
    ],
  };

  return {
    id: 'front',
    draw: () => {
      return drawFront(
        account.value,
        product &&
          '续 ' + RENEW_MONTHS + ' 个月 ￥' + yuan(product.prices[String(RENEW_MONTHS)] || 0) + (page.sd ? '' : '，余额够也可以用余额'),
      );
    },
    controls: () => [
      [
        {
          id: 'order',
          place: 'tile front-order',
          act: () => page.show(productsScreen(hall)),
          label: () => [
            <TileIcon box="front-tv" name="tv" />,
            <div class="at line order-name bold">产品订购</div>,
            <div class="at line order-about quiet">{page.sd ? '缴基本费，订付费频道' : '缴基本费，订付费频道和产品包'}</div>,
          ],
        },
      ],
      [
        tile('card', 'ticket', '充值卡', '刮卡充余额', () => page.show(cardScreen(hall))),
        tile('history', 'history', '历史记录', page.sd ? '查订单' : '查订单和发票', () => page.show(historyScreen(hall))),
      ],
      [...renew(), running],
    ],
    initial: 'order',
    foot: HOTLINE,
    hints: [HINT.choose, hint('key_ok', '进入'), hint('key_back', '回首页')],
    back: page.home,
  };
}

function drawFront({ box, balance_fen, running: runs }: Account, renewal: string | undefined): ComponentChildren {
  const fee = firstOf(runs, ({ kind }) => kind === 'basic');
  return (
    <div>
      <Header mark={MARK} name={NAME} guarded />
      <div class="at hall-card" />
      <Text box="card-box-name">机顶盒号</Text>
      <Text box="card-box" look="bold">
        {boxText(box)}
      </Text>
      <Text box="card-state" look="right">
        {fee ? '正常使用' : '已停用'}
      </Text>
      <Text box="card-pack-name">在用的套餐</Text>
      <Text box="card-pack" look="bold">
        {runs.length > 0
          ? basicFirst(runs)
              .map((one) => one.short)
              .join(' ＋ ')
          : '没有'}
      </Text>
      <Text box="card-balance-name">账户余额</Text>
      <Text box="card-balance" look="bold">
        {money('￥' + yuan(balance_fen))}
      </Text>
      <Text box="card-until-name">有效期到</Text>
      <Text box="card-until" look="bold">
        {fee ? fee.until : '—'}
      </Text>
      <div class="at panel renew-panel" />
      <div class="at renew-icon a-bell" />
      <Text box="renew-title" look="bold">
        {fee ? '电视基本费 ' + fee.days + ' 天后到期' : '电视基本费已到期'}
      </Text>
      <Text box="renew-about" look="quiet">
        {renewal && money(renewal)}
      </Text>
    </div>
  );
}
