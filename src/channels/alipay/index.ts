/** Alipay: a code on the television (face to face), or a phone. OpenAPI 2.0, RSA2, key or certificate mode. */
import type { ScanModule } from '../module.ts';
import type { ChannelWorld, ScanChannel } from '../port.ts';
import { readCallback, reply } from './callback.ts';
import { close } from './close.ts';
import { AlipayConfig } from './config.ts';
import { readKeys } from './keys.ts';
import { prepay, prepayBody, WAP, wapPage } from './pay.ts';
import { phonePay, phoneSide } from './phone.ts';
import { query } from './query.ts';
import { queryRefund, refund } from './refund.ts';
import { schedules } from './schedules.ts';
import { texts } from './texts.ts';
import { makeCall } from './wire.ts';

export const alipay: ScanModule<AlipayConfig> = {
  id: 'alipay',
  products: { precreate: { kind: 'scan' }, wap: { kind: 'scan' } },
  config: AlipayConfig,
  needs: [],
  once: [],
  schedules,
  texts,
  mark: { letter: '支', color: '#1767b8' },
  help_picture: 'scan-top',
  phone: phoneSide,
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
    prepayBody: (input, product) => prepayBody(config, input, product),
    prepay: (number, body, product) => (product === WAP ? Promise.resolve(wapPage(body, world.now())) : prepay(call, number, body)),
    phone: phonePay(config, keys, world),
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
