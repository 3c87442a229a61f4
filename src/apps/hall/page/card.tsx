/** A recharge card: sixteen digits, single use, five tries. */
import { signal } from '@preact/signals';
import { keypadScreen } from '../../page/keypad.tsx';
import { yuan } from '../../page/money.ts';
import type { Screen } from '../../page/page.tsx';
import { noteScreen } from '../../page/result.tsx';
import { MARK, NAME } from './facts.ts';
import type { Hall } from './facts.ts';

const LENGTH = 16;

type Taken = { kind: 'taken'; face_fen: number; balance_fen: number } | { kind: 'wrong' | 'used'; left: number } | { kind: 'locked' };

function wordsOf(taken: Taken): { title: string; lines: string[] } {
  switch (taken.kind) {
    case 'taken':
      return { title: '充好了 ￥' + yuan(taken.face_fen), lines: ['余额现在有 ￥' + yuan(taken.balance_fen)] };
    case 'used':
      return { title: '这张卡已经用过', lines: ['一张卡只能用一次，还可以试 ' + taken.left + ' 次'] };
    case 'wrong':
      return { title: '卡号不对', lines: ['请对照卡片再输一次，还可以试 ' + taken.left + ' 次'] };
    case 'locked':
      return { title: '试错 5 次，先锁一天', lines: ['明天再试，或者打 96335'] };
  }
}

export function cardScreen(hall: Hall): Screen {
  const { page } = hall;
  const number = signal('');
  const busy = signal(false);
  const front = (): void => page.show(hall.main());
  function send(): void {
    if (busy.value || number.value.length < LENGTH) return;
    busy.value = true;
    page.api.post<Taken>('/api/card', { number: number.value }, (answer) => {
      busy.value = false;
      const words = answer.ok ? wordsOf(answer.value) : { title: '现在充不了，卡没有用掉', lines: ['请稍后再试'] };
      const sign = answer.ok && answer.value.kind === 'taken' ? 'done' : 'note';
      number.value = '';
      page.show(noteScreen(page, { mark: MARK, name: NAME, sign, ...words, button: '回门市', act: front }));
    });
  }
  return keypadScreen({
    page,
    mark: MARK,
    name: NAME,
    title: '充值卡 16 位密码',
    shown: () => number.value.match(/.{1,4}/g) || [],
    digit: (digit) => {
      if (number.value.length < LENGTH) number.value += digit;
    },
    remove: () => void (number.value = number.value.slice(0, -1)),
    note: () =>
      number.value === ''
        ? '刮开卡上的涂层，一张卡用一次'
        : number.value.length < LENGTH
          ? '还差 ' + (LENGTH - number.value.length) + ' 位'
          : '对好了，按完成充进余额',
    done: send,
    cancel: front,
  });
}
