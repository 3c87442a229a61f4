/** Alipay face-to-face: the viewer scans a code on the television. OpenAPI 2.0, RSA2, key or certificate mode. */
import type { ScanModule } from '../module.ts';
import type { ChannelWorld, ScanChannel } from '../port.ts';
import { readCallback, reply } from './callback.ts';
import { close } from './close.ts';
import { AlipayConfig } from './config.ts';
import { readKeys } from './keys.ts';
import { prepay, prepayBody } from './pay.ts';
import { query } from './query.ts';
import { queryRefund, refund } from './refund.ts';
import { schedules } from './schedules.ts';
import { texts } from './texts.ts';
import { makeCall } from './wire.ts';

export const alipay: ScanModule<AlipayConfig> = {
  id: 'alipay',
  products: { precreate: { kind: 'scan' } },
  config: AlipayConfig,
  needs: [],
  once: [],
  schedules,
  texts,
  mark: { letter: '支', color: '#1767b8' },
  help_picture: 'scan-top',
  make,
};

/** Throws when a key or certificate cannot be read or does not fit: that is for the operator, at the start. */
function make(config: AlipayConfig, world: ChannelWorld): ScanChannel {
  const keys = readKeys(config, world.now());
  const call = makeCall(config, keys, world);
  return {
    id: 'alipay',
    kind: 'scan',
    acquirer_id: config.app_id,
    prepayBody: (input) => prepayBody(config, input),
    prepay: (number, body) => prepay(call, number, body),
    query: (number) => query(call, number),
    close: (number) => close(call, number),
    refund: (ask) => refund(call, ask),
    queryRefund: (ask) => queryRefund(call, ask),
    readCallback: (raw) => readCallback(config, keys, world.now(), raw),
    reply,
    certificates: () => keys.certificates,
    warnings: keys.warnings,
    stop: () => Promise.resolve(),
  };
}
