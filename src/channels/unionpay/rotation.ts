/** The certificate that card data is encrypted to. UnionPay names a successor (95); it counts once its chain is checked. */
import type { ChannelWorld } from '../port.ts';
import { randomText } from '../../protocol/world.ts';
import type { UnionpayConfig } from './config.ts';
import { encryptKeyOf } from './keys.ts';
import type { EncryptKey, UnionpayKeys } from './keys.ts';
import type { Verifier } from './verify.ts';
import { txnTime } from './wire.ts';
import type { Wire } from './wire.ts';

export interface EncryptKeys {
  /** The key to use now. Asks for a newer one when it is time, and does not wait for the answer. Never rejects. */
  now(): Promise<EncryptKey>;
  /** A refusal that an old certificate may have caused: asked again before the next use. */
  answered(code: string): void;
}

/** Signature or message refused, as under a retired certificate. */
const SUSPECT: ReadonlySet<string> = new Set(['10', '11']);

/** Shares of rotation_ms, a day: silence is asked again after an hour, suspicion leads to one question a minute. */
const SILENT_SHARE = 24;
const SUSPECT_SHARE = 1440;
/** A viewer may be waiting, and the call itself still needs its whole time within a lease. */
const TIMEOUT_SHARE = 3;

export function encryptKeys(config: UnionpayConfig, keys: UnionpayKeys, wire: Wire, verify: Verifier, world: ChannelWorld): EncryptKeys {
  let due_ms = -Infinity;
  let suspect = false;
  let suspected_ms = -Infinity;
  let asking: Promise<void> | undefined;
  let urgent: Promise<void> | undefined;

  function question(now_ms: number): { [name: string]: string } {
    return {
      bizType: '000000',
      txnType: '95',
      txnSubType: '00',
      certType: '01',
      orderId: txnTime(now_ms) + randomText(world.random, 12),
      txnTime: txnTime(now_ms),
    };
  }

  async function ask(): Promise<void> {
    due_ms = world.now() + config.rotation_ms / SILENT_SHARE;
    const answer = await wire('backTransReq.do', question((world.stamp ?? world.now)()), Math.ceil(config.timeout_ms / TIMEOUT_SHARE));
    const pem = answer.kind === 'signed' && answer.code === '00' ? answer.fields['encryptPubKeyCert'] : undefined;
    if (!pem) return;
    due_ms = world.now() + config.rotation_ms;
    const certificate = verify.trusted(pem, world.now());
    if (certificate?.publicKey.asymmetricKeyType !== 'rsa')
      return world.log('error', 'unionpay-encrypt-certificate', { why: 'not of UnionPay, expired, or not RSA' });
    const next = encryptKeyOf(certificate);
    if (next.cert_id === keys.encrypt.cert_id) return;
    keys.encrypt = next;
    world.log('info', 'unionpay-encrypt-certificate', { cert_id: next.cert_id });
  }

  function begin(): Promise<void> {
    asking ??= ask().finally(() => (asking = undefined));
    return asking;
  }

  return {
    async now() {
      if (!config.encrypt) return keys.encrypt;
      // A refused one is worth waiting for; else the old one is good while the new is fetched.
      if (suspect && world.now() - suspected_ms >= config.rotation_ms / SUSPECT_SHARE) {
        suspect = false;
        suspected_ms = world.now();
        urgent = begin().finally(() => (urgent = undefined));
      }
      // Whoever comes meanwhile waits for the same question: the certificate at hand is the one that was refused.
      if (urgent) await urgent;
      else if (world.now() >= due_ms) void begin();
      return keys.encrypt;
    },
    answered(code) {
      if (SUSPECT.has(code)) suspect = true;
    },
  };
}
