/** The number that is typed, whose it may be, and what is wrong with it. */
import { signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import { firstOf } from '../../page/first.ts';
import { guessCarrier } from '../prefixes.ts';
import type { CarrierName, Guess } from '../prefixes.ts';
import type { TopupStart } from './facts.ts';

export const WHOLE = 11;

const REFUSED: { readonly [why: string]: string } = {
  virtual: '这是虚拟运营商的号码，这里不能充',
  satellite: '这是卫星电话的号码，这里不能充',
  machine: '这是物联网卡的号码，这里不能充',
};

export interface PhoneNumber {
  phone: Signal<string>;
  /** Chosen by the viewer; else it is guessed. */
  chosen: Signal<string>;
  type(digit: string): void;
  remove(): void;
  set(phone: string, carrier?: string): void;
  carrier(): CarrierName | undefined;
  /** In words; empty when nothing is wrong. Of a number that is only too short, how much is left. */
  wrong(): string;
  isShort(): boolean;
}

export function createNumber(start: TopupStart): PhoneNumber {
  const latest = start.recent[0];
  const phone = signal(latest ? latest.phone : '');
  const chosen = signal(latest ? latest.carrier : '');
  const guess = (): Guess => guessCarrier(start, phone.value);
  const number: PhoneNumber = {
    phone,
    chosen,
    type(digit) {
      if (phone.value.length < WHOLE) number.set(phone.value + digit);
    },
    remove: () => number.set(phone.value.slice(0, -1)),
    set(text, carrier = '') {
      phone.value = text;
      chosen.value = carrier;
    },
    carrier() {
      const guessed = guess();
      const id = chosen.value || (guessed.kind === 'carrier' ? guessed.carrier : '');
      return firstOf(start.carriers, (one) => one.id === id);
    },
    isShort: () => phone.value.length < WHOLE,
    wrong() {
      const guessed = guess();
      if (guessed.kind === 'not-mobile') return '手机号以 1 开头，请改一下';
      if (guessed.kind === 'refused') return REFUSED[guessed.why] || '这个号码这里不能充';
      return number.isShort() ? '还差 ' + (WHOLE - phone.value.length) + ' 位' : '';
    },
  };
  return number;
}

/** What stands under the number. `warn`: it cannot be gone on with. */
export function noteOf(number: PhoneNumber, sd: boolean): { text: string; warn: boolean } {
  const bad = number.wrong();
  if (bad) return { text: number.phone.value === '' ? '支持移动、联通、电信、广电' : bad, warn: bad.indexOf('还差') !== 0 };
  const carrier = number.carrier();
  if (!carrier) return { text: sd ? '付款前会请您选运营商' : '这个号段几家都有，付款前会请您选运营商', warn: false };
  if (carrier.id === 'broadcast' && !number.chosen.value)
    return { text: sd ? '192 是广电号段。转过网的请再核对' : '192 是广电自己的号段。携号转网过的，请再核对一次', warn: false };
  return { text: (number.chosen.value ? '' : '可能是') + carrier.name + '。不对？选中它换一个', warn: false };
}
