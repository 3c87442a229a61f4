/** Alipay face-to-face: the viewer scans a code on the television. OpenAPI 2.0, RSA2, key or certificate mode. */
import type { ChannelWorld, QrChannel } from '../port.ts';
import { close } from './close.ts';
import type { AlipayConfig } from './config.ts';
import { readKeys } from './keys.ts';
import { readCallback, reply } from './notice.ts';
import { prepay, prepayBody } from './pay.ts';
import { query } from './query.ts';
import { queryRefund, refund } from './refund.ts';
import { makeCall } from './wire.ts';

export { AlipayConfig } from './config.ts';

/** Throws when a key or certificate cannot be read: that is for the operator, at the start. */
export function makeAlipay(config: AlipayConfig, world: ChannelWorld): QrChannel {
  const keys = readKeys(config);
  const call = makeCall(config, keys, world);
  return {
    id: 'alipay',
    kind: 'qr',
    acquirer_id: config.app_id,
    prepayBody: (input) => prepayBody(config, input),
    prepay: (number, body) => prepay(call, number, body),
    query: (number) => query(call, number),
    close: (number) => close(call, number),
    refund: (ask) => refund(call, ask),
    queryRefund: (ask) => queryRefund(call, ask),
    readCallback: (raw) => readCallback(config, keys, world.now(), raw),
    reply,
    stop: () => Promise.resolve(),
  };
}
