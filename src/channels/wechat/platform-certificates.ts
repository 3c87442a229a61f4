/** Certificate mode: GET /v3/certificates. One fetch at a time; whoever needs its result waits for it. */
import { createPublicKey } from 'node:crypto';
import type { ChannelWorld, Incoming } from '../port.ts';
import { certificatesIn } from '../shared/certificates.ts';
import { openAead } from './aead.ts';
import type { Sealed } from './aead.ts';
import type { WechatConfig } from './config.ts';
import { keyRing } from './key-ring.ts';
import type { KeyRing } from './key-ring.ts';
import type { WechatKeys } from './keys.ts';
import { serialName } from './serial.ts';
import { verified } from './verify.ts';

/** Fetches when it is time; resolves once no fetch is under way. Never rejects. */
export type Fetch = () => Promise<void>;

export function certificateFetch(config: WechatConfig, keys: WechatKeys, world: ChannelWorld, send: () => Promise<Incoming>): Fetch {
  let fetched_ms = -Infinity;
  let fetching: Promise<void> | undefined;

  async function fetchNow(): Promise<void> {
    try {
      const incoming = await send();
      const { data = [] } = JSON.parse(Buffer.from(incoming.body).toString('utf8')) as { data?: Listed[] };
      const brought = keyRing();
      for (const one of data) addOpened(brought, keys, one, world);
      // Trust comes from the APIv3 key, which only WeChat shares; the answer's own signature is then checked with what it brought.
      const verdict = await verified(incoming.headers, incoming.body, (serial) => Promise.resolve(brought.get(serial)), world.now());
      if (verdict !== 'good') return world.log('error', 'wechat-certificates', { why: verdict });
      for (const one of data) addOpened(keys.verify_with, keys, one, world);
    } catch (error) {
      world.log('error', 'wechat-certificates', { why: error instanceof Error ? error.name : 'network' });
    }
  }

  return () => {
    const since_ms = world.now() - fetched_ms;
    // A clock that was set back does not put the next fetch off.
    if (!fetching && since_ms >= 0 && since_ms < config.certificates_again_ms) return Promise.resolve();
    if (!fetching) fetched_ms = world.now();
    fetching ??= fetchNow().finally(() => (fetching = undefined));
    return fetching;
  };
}

interface Listed {
  serial_no: string;
  encrypt_certificate: Sealed;
}

function addOpened(ring: KeyRing, keys: WechatKeys, { serial_no, encrypt_certificate: sealed }: Listed, world: ChannelWorld): void {
  const opened = openAead(keys.api_v3_key, sealed.nonce, sealed.associated_data ?? '', sealed.ciphertext);
  if (!opened) return;
  const pem = Buffer.from(opened).toString('utf8');
  const [certificate] = certificatesIn(pem);
  const serial = certificate ? serialName(certificate.serialNumber) : serialName(serial_no);
  if (serial === undefined || serial !== serialName(serial_no))
    return world.log('error', 'wechat-certificates', { why: 'listed under another serial', serial: serial ?? 'none' });
  ring.add(serial, certificate?.publicKey ?? createPublicKey(pem), certificate);
}
