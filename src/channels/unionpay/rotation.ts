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
  /** The key to use now. Asks for a newer one when it is time, and does not wait for the answer. */
  now(): Promise<EncryptKey>;
  /** A refusal that an old certificate may have caused: asked again before the next use. */
  heard(code: string): void;
}

/** Signature or message refused: what a retired certificate gets. */
const SUSPECT: ReadonlySet<string> = new Set(['10', '11']);

export function encryptKeys(config: UnionpayConfig, keys: UnionpayKeys, wire: Wire, verify: Verifier, world: ChannelWorld): EncryptKeys {
  let asked_ms = -Infinity;
  let suspect = false;
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    asked_ms = world.now();
    const answer = await wire('backTransReq.do', {
      bizType: '000000',
      txnType: '95',
      txnSubType: '00',
      certType: '01',
      orderId: txnTime(asked_ms) + randomText(world.random, 12),
      txnTime: txnTime(asked_ms),
    });
    const pem = answer.kind === 'signed' && answer.code === '00' ? answer.fields['encryptPubKeyCert'] : undefined;
    if (!pem) return;
    const certificate = verify.trusted(pem, world.now());
    if (!certificate) return world.log('error', 'unionpay-encrypt-certificate', { why: 'not of UnionPay, or expired' });
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
      if (suspect) {
        suspect = false;
        await begin();
      } else if (world.now() - asked_ms >= config.rotation_ms) void begin();
      return keys.encrypt;
    },
    heard(code) {
      if (SUSPECT.has(code)) suspect = true;
    },
  };
}
