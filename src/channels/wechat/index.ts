/** WeChat Pay API v3, Native: the viewer scans a code on the television. Public-key or certificate mode. */
import type { ChannelWorld, QrChannel } from '../port.ts';
import { close } from './close.ts';
import type { WechatConfig } from './config.ts';
import { readKeys } from './keys.ts';
import { readCallback, reply } from './notice.ts';
import { prepay, prepayBody } from './pay.ts';
import { query } from './query.ts';
import { queryRefund, refund } from './refund.ts';
import { makeWire } from './wire.ts';

export { WechatConfig } from './config.ts';

/** Throws when a key cannot be read: that is for the operator, at the start. */
export function makeWechat(config: WechatConfig, world: ChannelWorld): QrChannel {
  const keys = readKeys(config);
  const wire = makeWire(config, keys, world);
  return {
    id: 'wechat',
    kind: 'qr',
    acquirer_id: config.mchid,
    prepayBody: (input) => prepayBody(config, input),
    prepay: (_number, body) => prepay(wire, body),
    query: (number) => query(config, wire, number),
    close: (number) => close(config, wire, number),
    refund: (ask) => refund(wire, ask),
    queryRefund: (ask) => queryRefund(wire, ask),
    readCallback: (raw) => readCallback(config, keys, wire, world, raw),
    reply,
    stop: () => Promise.resolve(),
  };
}
