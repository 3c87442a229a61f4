/** WeChat Pay API v3, Native and JSAPI: a code on the television, or a phone in WeChat's own browser. Public-key or certificate mode. */
import type { ScanModule } from '../module.ts';
import type { ChannelWorld, ScanChannel } from '../port.ts';
import { readCallback, reply } from './callback.ts';
import { close } from './close.ts';
import { WechatConfig } from './config.ts';
import { readKeys } from './keys.ts';
import { prepay, prepayBody } from './pay.ts';
import { phonePay, phoneSide } from './phone.ts';
import { query } from './query.ts';
import { queryRefund, refund } from './refund.ts';
import { sendOn } from './send-on.ts';
import { schedules } from './schedules.ts';
import { texts } from './texts.ts';
import { makeWire } from './wire.ts';

export const wechat: ScanModule<WechatConfig> = {
  id: 'wechat',
  products: { native: { kind: 'scan' }, jsapi: { kind: 'scan' } },
  config: WechatConfig,
  needs: [],
  once: [],
  schedules,
  texts,
  mark: { letter: '微', color: '#1f8a50' },
  help_picture: 'scan-plus',
  phone: phoneSide,
  make,
};

/** Throws when a key cannot be read or does not fit: that is for the operator, at the start. */
function make(config: WechatConfig, world: ChannelWorld): ScanChannel {
  const keys = readKeys(config, world.now());
  const wire = makeWire(config, keys, world);
  return {
    id: 'wechat',
    kind: 'scan',
    acquirer_id: config.mchid,
    prepayBody: (input, product) => prepayBody(config, input, product),
    prepay: (_number, body, product) => prepay(wire, body, product),
    phone: phonePay(config, keys, world),
    query: (number, prepay_body) => query(config, wire, number, prepay_body),
    close: (number) => close(config, wire, number),
    refund: (ask) => refund(wire, ask),
    queryRefund: (ask) => queryRefund(wire, ask),
    sendOn: (ask) => sendOn(wire, ask),
    readCallback: (raw) => readCallback(config, keys, wire, world, raw),
    reply,
    certificates: () => [...keys.own_certificates, ...keys.verify_with.ends()],
    warnings: [],
    stop: () => Promise.resolve(),
  };
}
