/** Whose number, and how much. */
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { ControlRows } from '../../../tv/ui/control-rows.ts';
import { digits } from '../../../tv/ui/field.tsx';
import { deletes, digitOf } from '../../../tv/ui/keypad-keys.ts';
import { sorryWords } from '../../page/buy.ts';
import type { createBuy } from '../../page/buy.ts';
import { firstOf } from '../../page/first.ts';
import { Header, HINT, hint, HOTLINE, Text, TileIcon } from '../../page/frame.tsx';
import { keypadScreen } from '../../page/keypad.tsx';
import { yuan } from '../../page/money.ts';
import type { AppControl, Page, Screen } from '../../page/page.tsx';
import { noteScreen } from '../../page/result.tsx';
import { carrierScreen } from './carrier.tsx';
import { grouped, groupsOf, MARK, NAME } from './facts.ts';
import type { TopupBoot, TopupStart } from './facts.ts';
import { createNumber, noteOf } from './number.ts';
import type { PhoneNumber } from './number.ts';

/** Where the focus opens once a number stands there: 50 yuan. */
const USUAL = 'amount-5000';
const A_ROW = 4;

export interface FormParts {
  page: Page;
  boot: TopupBoot;
  buy: ReturnType<typeof createBuy>;
}

const NOTHING: TopupStart = { carriers: [], prefixes: {}, refused: {}, ask: [], amounts: [], recent: [] };

export function formScreen({ page, boot, buy }: FormParts): Screen {
  const start = boot.start || NOTHING;
  const number = createNumber(start);
  const problem = signal('');
  const busy = signal(false);
  const back = (): void => page.show(screen);

  function pay(face_fen: number): void {
    problem.value = number.wrong();
    if (problem.value) return void page.focus.set('number');
    const carrier = number.carrier();
    if (!carrier) return page.show(carrierScreen(page, start, number, back, () => pay(face_fen)));
    busy.value = true;
    buy({ phone: number.phone.value, carrier: carrier.id, face_fen }, undefined, (code) => {
      busy.value = false;
      page.show(noteScreen(page, { mark: MARK, name: NAME, ...sorryWords(code), button: '再试一次', act: back }));
    });
  }

  const openKeypad = (): void => {
    const [phone, chosen] = [number.phone.value, number.chosen.value];
    const close = (): void => {
      back();
      page.focus.set(number.isShort() ? 'number' : USUAL);
    };
    page.show(
      keypadScreen({
        page,
        mark: MARK,
        name: NAME,
        title: '输入手机号',
        shown: () => groupsOf(number.phone.value),
        digit: number.type,
        remove: number.remove,
        note: () => number.wrong() || noteOf(number, page.sd).text,
        done: close,
        cancel: () => {
          number.set(phone, chosen);
          close();
        },
      }),
    );
  };

  const field = (): AppControl => ({
    id: 'number',
    place: 'tile field number' + (number.isShort() ? ' active' : ''),
    act: openKeypad,
    label: () => digits(groupsOf(number.phone.value), '按数字键输入，或按确定'),
  });
  const chip = (): AppControl[] =>
    number.wrong()
      ? []
      : [
          {
            id: 'carrier',
            place: 'tile chip carrier-chip',
            act: () => page.show(carrierScreen(page, start, number, back, () => undefined)),
            label: () => {
              const one = number.carrier();
              return one ? [<span class="k-check chip-check" />, one.name] : '选运营商';
            },
          },
        ];
  const recents = recentControls(start, number, () => void page.focus.set(USUAL));
  const amounts = amountControls(start, pay);

  const screen: Screen = {
    id: 'form',
    draw: () =>
      drawForm(
        start,
        busy.value
          ? { text: '正在去收银台，请稍候…', warn: false }
          : problem.value
            ? { text: '！' + problem.value, warn: true }
            : noteOf(number, page.sd),
      ),
    controls: (): ControlRows<AppControl> => {
      const [first = [], second = [], third = []] = recents().map((one) => [one]);
      return [
        [field(), ...chip(), ...first],
        [...amounts.slice(0, A_ROW), ...second],
        [...amounts.slice(A_ROW), ...third],
      ];
    },
    initial: start.recent.length > 0 ? USUAL : 'number',
    foot: HOTLINE,
    hints: [hint('key_digits', '输号码', '0-9'), hint('key_arrows', '选金额'), hint('key_ok', '去付款'), HINT.back],
    back: page.home,
    key(key) {
      const digit = digitOf(key);
      if (busy.peek()) return true;
      if (digit === undefined && !deletes(key)) return false;
      problem.value = '';
      // A whole number stands there: a digit begins another one.
      if (digit !== undefined && !number.isShort()) number.set('');
      if (digit === undefined) number.remove();
      else number.type(digit);
      page.relay();
      page.focus.set(number.wrong() ? 'number' : USUAL);
      return true;
    },
  };
  return screen;
}

function recentControls(start: TopupStart, number: PhoneNumber, chosen: () => void): () => AppControl[] {
  return () =>
    start.recent.map((one, i) => ({
      id: 'recent-' + i,
      place: 'tile recent-' + i + (one.phone === number.phone.value ? ' chosen' : ''),
      act: () => {
        number.set(one.phone, one.carrier);
        chosen();
      },
      label: () => [
        one.phone === number.phone.value ? <div class="at recent-icon j-check" /> : <TileIcon box="recent-icon" name="user" />,
        <div class="line recent-name">
          {one.name || '手机号'}{' '}
          <span class="quiet">{(firstOf(start.carriers, ({ id }) => id === one.carrier) || { short: '' }).short}</span>
        </div>,
        <div class="line recent-phone">{grouped(one.phone)}</div>,
      ],
    }));
}

function amountControls(start: TopupStart, pay: (face_fen: number) => void): AppControl[] {
  return start.amounts.map(({ face_fen, pay_fen }, i) => ({
    id: 'amount-' + face_fen,
    place: 'tile center amount-' + i,
    act: () => pay(face_fen),
    label: () => [
      <div class="line face">
        <span class="face-sum">{face_fen / 100}</span> 元
      </div>,
      <div class="line pay quiet">付 {yuan(pay_fen)}</div>,
    ],
  }));
}

function drawForm(start: TopupStart, note: { text: string; warn: boolean }): ComponentChildren {
  return (
    <div>
      <Header mark={MARK} name={NAME} guarded />
      <Text box="ask-number" look="bold">
        给哪个号码充值
      </Text>
      <Text box="number-note" look={note.warn ? 'warn' : 'quiet'}>
        {note.text}
      </Text>
      <Text box="how-much" look="bold">
        充多少
      </Text>
      <div class="at panel recent-panel" />
      <Text box="recent-title" look="bold">
        最近充过
      </Text>
      {start.recent.length === 0 ? (
        <Text box="recent-none" look="quiet">
          充过的会在这里
        </Text>
      ) : null}
      <div class="at recent-rule" />
      <Text box="promise-0" look="quiet">
        10 分钟内到账，会收到短信
      </Text>
      <Text box="promise-1" look="quiet">
        充值失败自动退款
      </Text>
    </div>
  );
}
