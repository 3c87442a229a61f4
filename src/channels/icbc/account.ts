/** What both of the bank's products have: one contract, its keys, and the calls about a payment that was begun by either. */
import type { BankChannel, ChannelWorld } from '../port.ts';
import { readCallback, reply } from './callback.ts';
import { close } from './close.ts';
import type { IcbcConfig } from './config.ts';
import type { IcbcKeys } from './keys.ts';
import { query } from './query.ts';
import { queryRefund, refund } from './refund.ts';
import type { Call } from './wire.ts';

export const MARK = { letter: '工', color: '#b3202a' };

type Common = Omit<BankChannel, 'id' | 'kind' | 'methods' | 'prepare' | 'confirm'>;

export function accountOf(config: IcbcConfig, keys: IcbcKeys, call: Call, world: ChannelWorld): Common {
  return {
    acquirer_id: config.mer_id,
    query: (number) => query(config, call, number),
    close: (number) => close(config, call, number),
    refund: (ask) => refund(config, call, ask),
    queryRefund: (ask) => queryRefund(config, call, ask),
    readCallback: (raw) => readCallback(config, keys, world.now(), raw),
    reply: (taken, raw) => reply(config, keys, world, taken, raw),
    certificates: () => [],
    warnings: [],
    stop: () => Promise.resolve(),
  };
}
