/** Which product, how many months, and the confirmation: by the cashier, or with the balance. */
import { signal } from '@preact/signals';
import { sorryWords } from '../../page/buy.ts';
import { firstOf } from '../../page/first.ts';
import { Header, HINT, hint, HOTLINE, money, Text } from '../../page/frame.tsx';
import { yuan } from '../../page/money.ts';
import type { AppControl, Screen } from '../../page/page.tsx';
import { noteScreen } from '../../page/result.tsx';
import type { Product } from '../products.ts';
import { lastDay, MARK, NAME } from './facts.ts';
import type { Hall } from './facts.ts';

/** "正在用，到 9月30日" */
function runsUntil(hall: Hall, product: string): string {
  const one = firstOf(hall.start.running, (run) => run.product === product);
  return one ? '正在用，到 ' + one.until.replace(/^\d+年/, '') : '';
}

export function productsScreen(hall: Hall): Screen {
  const { page, start } = hall;
  const back = (): void => page.show(hall.main());
  const tiles: AppControl[] = start.products.slice(0, 6).map((product, i) => ({
    id: 'product-' + product.id,
    place: 'tile product-' + i,
    act: () => page.show(orderScreen(hall, product, 1)),
    label: () => [
      <div class="at line product-name bold">{product.name}</div>,
      <div class="at line product-price quiet">{money('￥' + yuan(product.prices['1'] || 0) + ' / 月')}</div>,
      runsUntil(hall, product.id) ? (
        <div class="at line product-runs">{runsUntil(hall, product.id)}</div>
      ) : (
        <div class="at line product-more quiet">{money('3 个月 ￥' + yuan(product.prices['3'] || 0))}</div>
      ),
    ],
  }));
  return {
    id: 'products',
    draw: () => <Header mark={MARK} name={NAME} where="产品订购" guarded />,
    controls: () => [tiles.slice(0, 3), tiles.slice(3), [{ id: 'back', place: 'button single', label: () => '返回', act: back }]],
    foot: '都到期不自动续费　' + HOTLINE,
    hints: [HINT.choose, HINT.ok, HINT.back],
    back,
  };
}

interface Priced {
  product: string;
  months: number;
  amount_fen: number;
  subject: string;
  period: string;
  balance_fen: number;
}

/** 核对 with the months on it: what is confirmed is what is read here. */
export function orderScreen(hall: Hall, product: Product, months_first: number): Screen {
  const { page, boot } = hall;
  const choices = Object.keys(product.prices).map(Number);
  const months = signal(months_first);
  const priced = signal<Priced | undefined>(undefined);
  const busy = signal('');
  const cancel = (): void => page.show(hall.main());

  function ask(): void {
    const wanted = { product: product.id, months: months.value };
    page.api.get<Priced>('/api/price', wanted, (answer) => {
      if (!answer.ok || answer.value.months !== months.value) return;
      priced.value = answer.value;
      page.relay();
    });
  }
  function failed(code: string): void {
    busy.value = '';
    page.show(noteScreen(page, { mark: MARK, name: NAME, ...sorryWords(code), button: '再试一次', act: () => page.show(screen) }));
  }
  function confirm(): void {
    if (busy.value || !priced.value) return;
    busy.value = 'cashier';
    hall.buy({ product: product.id, months: months.value }, undefined, failed);
  }
  function payByBalance(): void {
    const { value } = priced;
    if (busy.value || !value) return;
    page.show(balanceScreen(hall, value, screen));
  }
  const enough = (): boolean => !!priced.value && priced.value.balance_fen >= priced.value.amount_fen;
  const screen: Screen = {
    id: 'order:' + product.id,
    draw: () => {
      const { value } = priced;
      const rows: [string, string, string][] = [
        ['订什么', product.name, 'bold'],
        ['有效期', value ? value.period : '…', ''],
        ['到期以后', '不自动续费', 'jade'],
        ['账户余额', value ? '￥' + yuan(value.balance_fen) + (enough() ? '' : '　不够付这一笔') : '…', ''],
      ];
      return (
        <div>
          <Header mark={MARK} name={NAME} where="请核对，再订购" guarded />
          <Text box="months-title" look="bold">
            缴几个月
          </Text>
          <div class="at panel order-panel" />
          {rows.map(([name, text, look], i) => (
            <div key={name}>
              <Text box={'order-name-' + i} look="quiet">
                {name}
              </Text>
              <Text box={'order-value-' + i} look={'right ' + look}>
                {money(text)}
              </Text>
            </div>
          ))}
          <Text box="order-sum-name" look="bold">
            一共要付
          </Text>
          <Text box="order-sum" look="bold right">
            {value ? money('￥' + yuan(value.amount_fen)) : '…'}
          </Text>
          <div class={'at disc months-disc-' + choices.indexOf(months.value)}>
            <div class="at disc-check k-check" />
          </div>
        </div>
      );
    },
    controls: () => [
      choices.map((n, i) => ({
        id: 'months-' + n,
        place: 'tile center months-' + i + (n === months.value ? ' chosen' : ''),
        label: () => [
          <div class={'months-name' + (n === months.value ? ' bold' : '')}>{n} 个月</div>,
          <div class="months-price quiet">{money('￥' + yuan(product.prices[String(n)] || 0))}</div>,
        ],
        act: () => {
          months.value = n;
          priced.value = undefined;
          page.relay();
          ask();
        },
      })),
      [
        { id: 'confirm', place: 'button way-0', act: confirm, label: () => (busy.value ? '请稍候…' : '确认，去付款') },
        ...(enough() ? [{ id: 'balance', place: 'button way-1', act: payByBalance, label: () => '用余额付' }] : []),
        { id: 'cancel', place: 'button way-2', act: cancel, label: () => '取消' },
      ],
    ],
    initial: 'confirm',
    foot: '确认后再选怎么付　' + HOTLINE,
    hints: [HINT.choose, HINT.ok, hint('key_back', '取消')],
    back: cancel,
  };
  ask();
  void boot;
  return screen;
}

/** The balance is money too: it pays after the same confirmation, all or nothing. */
function balanceScreen(hall: Hall, priced: Priced, before: Screen): Screen {
  const { page, boot } = hall;
  const busy = signal(false);
  const back = (): void => page.show(before);
  function pay(): void {
    if (busy.value) return;
    busy.value = true;
    const wanted = { product: priced.product, months: priced.months, cart: boot.cart };
    page.api.post<{ balance_fen: number; until_ms: number }>('/api/balance', wanted, (answer) => {
      busy.value = false;
      const front = (): void => page.show(hall.main());
      if (answer.ok)
        page.show(
          noteScreen(page, {
            mark: MARK,
            name: NAME,
            sign: 'done',
            title: '用余额付好了，现在就可以看',
            lines: ['有效期到 ' + lastDay(answer.value.until_ms), '余额还有 ￥' + yuan(answer.value.balance_fen)],
            button: '回门市',
            act: front,
          }),
        );
      else {
        const short = answer.code === 'BALANCE_SHORT';
        const words = short
          ? { title: '余额不够，没有扣', lines: ['余额要么全付，要么不付', '可以换别的方式付'] }
          : sorryWords(answer.code);
        page.show(noteScreen(page, { mark: MARK, name: NAME, ...words, button: '返回', act: back }));
      }
    });
  }
  return {
    id: 'balance',
    draw: () => (
      <div>
        <Header mark={MARK} name={NAME} where="用余额付" guarded />
        <Text box="balance-title" look="title center">
          {money('用余额付 ￥' + yuan(priced.amount_fen) + '？')}
        </Text>
        <Text box="balance-about" look="quiet center">
          {priced.subject}，付完余额还有 ￥{yuan(priced.balance_fen - priced.amount_fen)}
        </Text>
      </div>
    ),
    controls: () => [
      [
        { id: 'confirm', place: 'button pair-left', act: pay, label: () => (busy.value ? '请稍候…' : '确认支付') },
        { id: 'cancel', place: 'button pair-right', act: back, label: () => '取消支付' },
      ],
    ],
    foot: HOTLINE,
    hints: [HINT.sides, HINT.ok, HINT.back],
    back,
  };
}
