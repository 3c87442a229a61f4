/** ICBC's open platform: the viewer scans a code on the television, with the bank's app or a wallet that the contract allows. */
import type { ScanModule } from '../module.ts';
import type { ChannelWorld, ScanChannel } from '../port.ts';
import { readCallback, reply } from './callback.ts';
import { close } from './close.ts';
import { IcbcConfig } from './config.ts';
import { readKeys } from './keys.ts';
import { prepay, prepayBody } from './pay.ts';
import { query } from './query.ts';
import { queryRefund, refund } from './refund.ts';
import { schedules } from './schedules.ts';
import { texts } from './texts.ts';
import { makeCall } from './wire.ts';

export const icbc: ScanModule<IcbcConfig> = {
  id: 'icbc',
  products: { 'icbc-qr': { kind: 'scan' } },
  config: IcbcConfig,
  needs: [],
  once: [],
  schedules,
  texts,
  mark: { letter: '工', color: '#b3202a' },
  make,
};

/** Throws when a key cannot be read: that is for the operator, at the start. */
function make(config: IcbcConfig, world: ChannelWorld): ScanChannel {
  const keys = readKeys(config);
  const call = makeCall(config, keys, world);
  return {
    id: 'icbc',
    kind: 'scan',
    acquirer_id: config.mer_id,
    prepayBody: (input) => prepayBody(config, input),
    prepay: (number, body) => prepay(call, number, body),
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
