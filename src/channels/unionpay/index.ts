/** UnionPay ACP 5.1.0, backend ("no redirect"): the viewer types a card on the television. signMethod 01. */
import type { CardModule } from '../module.ts';
import type { CardChannel, ChannelWorld } from '../port.ts';
import { readCallback, reply } from './callback.ts';
import { UnionpayConfig } from './config.ts';
import { readKeys } from './keys.ts';
import { consume, sms, status } from './pay.ts';
import { query } from './query.ts';
import { queryRefund, refund } from './refund.ts';
import { encryptKeys } from './rotation.ts';
import { schedules } from './schedules.ts';
import { texts } from './texts.ts';
import { dropToken, openSms, openToken } from './token.ts';
import { verifier } from './verify.ts';
import { makeWire } from './wire.ts';

export const unionpay: CardModule<UnionpayConfig> = {
  id: 'unionpay',
  products: { card: { kind: 'card' } },
  config: UnionpayConfig,
  needs: ['secret-entry'],
  once: ['sms', 'consume', 'refund'],
  schedules,
  texts,
  mark: { letter: '银', color: '#a3292f' },
  make,
};

/** Throws when a key or certificate cannot be read or does not fit: that is for the operator, at the start. */
function make(config: UnionpayConfig, world: ChannelWorld): CardChannel {
  if (!config.token_sms && config.tr_id === undefined)
    throw new Error('unionpay: "token_sms" is false, and without "tr_id" no card is kept as a token: set tr_id, or take token_sms out');
  const keys = readKeys(config, world.now());
  const verify = verifier(config, keys);
  const wire = makeWire(config, keys, verify, world);
  const parts = { config, wire, encrypt: encryptKeys(config, keys, wire, verify, world) };
  return {
    id: 'unionpay',
    kind: 'card',
    acquirer_id: config.mer_id,
    tokens: config.tr_id !== undefined,
    token_sms: config.token_sms,
    status: (ask) => status(parts, ask),
    sms: (ask) => sms(parts, ask),
    consume: (ask) => consume(parts, ask),
    query: (number, created_at_ms) => query(wire, number, created_at_ms),
    refund: (ask) => refund(config, wire, ask, world.now),
    queryRefund: (ask) => queryRefund(wire, ask),
    openSms: (ask) => openSms(parts, ask),
    openToken: (ask) => openToken(parts, ask),
    dropToken: (ask) => dropToken(parts, ask),
    readCallback: (raw) => readCallback(config, verify, world.now(), raw),
    reply,
    certificates: () => [...keys.ends, keys.encrypt.end],
    warnings: [],
    stop: () => Promise.resolve(),
  };
}
