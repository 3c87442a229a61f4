/** The wallets that may pay here: what the settings switch on, and what the browser says it is. */
import type { PhoneSide } from '../../../channels/module.ts';
import type { PhonePay, PhonePlace } from '../../../channels/port.ts';
import type { Lang } from '../../../protocol/order.ts';
import type { ConfiguredChannel, ConfiguredScan } from '../../channels/configured.ts';
import { isOf } from '../../payments/dialogue/phone.ts';
import type { Payment } from '../../payments/payment.ts';
import type { PhoneWay } from '../../render/phone/view.ts';

export interface PhoneChannel {
  channel: ConfiguredScan;
  side: PhoneSide;
  pay: PhonePay;
  /** Products that are on, by place. */
  inside: readonly string[];
  outside: readonly string[];
}

/** Those whose own browser can pay; a plain browser may do less. */
export function phoneChannels(channels: readonly ConfiguredChannel[], isOffered: (channel: ConfiguredChannel) => boolean): PhoneChannel[] {
  return channels.flatMap((channel): PhoneChannel[] => {
    if (channel.kind !== 'scan' || !channel.phone || !isOffered(channel)) return [];
    const pay = channel.accounts[0].phone;
    const side = channel.phone;
    const on = (products: readonly string[]): string[] => products.filter((one) => pay?.products.includes(one));
    const inside = on(side.inside);
    return pay && inside.length > 0 ? [{ channel, side, pay, inside, outside: on(side.outside) }] : [];
  });
}

export function waysOn(all: readonly PhoneChannel[], user_agent: string, lang: Lang): { ways: PhoneWay[]; desk?: string } {
  const desk = all.find((one) => one.side.browser(user_agent) === 'desk');
  if (desk) return { ways: [], desk: desk.side.wallet[lang] };
  const in_wallet = all.some((one) => one.side.browser(user_agent) !== undefined);
  const ways = all.map(({ channel, side, outside }): PhoneWay => {
    const here = side.browser(user_agent) === 'phone';
    // A wallet's browser opens no other wallet.
    return { channel: channel.id, wallet: side.wallet[lang], here, taps: here || (!in_wallet && outside.length > 0) };
  });
  return { ways };
}

/** The first product of the place that has not come to nothing for this visit; else the first. */
export function productFor({ channel, side, inside, outside }: PhoneChannel, user_agent: string, p: Payment, visit: string) {
  const place: PhonePlace = side.browser(user_agent) === 'phone' ? 'inside' : 'outside';
  const products = place === 'inside' ? inside : outside;
  const mine = p.attempts.filter((one) => isOf(one, visit) && one.channel === channel.id);
  const failed = (product: string): boolean => {
    const last = mine.findLast((one) => one.product === product);
    return last !== undefined && (last.state === 'refused' || last.why === 'silent');
  };
  const product = products.find((one) => !failed(one)) ?? products[0];
  return product === undefined ? undefined : { product, place };
}
