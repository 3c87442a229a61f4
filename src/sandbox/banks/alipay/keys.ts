/** Alipay's keys and the merchant's, for key mode and certificate mode. */
import type { KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificate } from '../../keys/certificate.ts';
import { keyFolder, sandboxName as name, TEN_YEARS_MS, writeBare, writePair } from '../../keys/pair.ts';
import { digits } from '../../server/random.ts';
import type { Random } from '../../server/random.ts';
import { alipaySn } from './certificate-sn.ts';

interface Ids {
  app_id: string;
  seller_id: string;
}

export interface AlipayKeys extends Ids {
  app_public: KeyObject;
  key_private: KeyObject;
  certificate_private: KeyObject;
  certificate: string;
  app_cert_sn: string;
  alipay_cert_sn: string;
  root_cert_sn: string;
  /** Signs download addresses. */
  ticket_secret: Buffer;
}

export function make(dir: string, random: Random, now_ms: number): void {
  const issuer = name('Certification Authority', 'Sandbox Alipay Root CA');
  const span = { issuer, from_ms: now_ms - 86_400_000, until_ms: now_ms + TEN_YEARS_MS };
  const root = writePair(dir, 'alipay_root');
  const root_spec = {
    ...span,
    serial: '4' + digits(random, 15),
    subject: issuer,
    public_key: root.publicKey,
    signing_key: root.privateKey,
  };
  writeFileSync(join(dir, 'alipay_root_certificate.pem'), makeCertificate({ ...root_spec, authority: true }));
  for (const stem of ['alipay_app', 'alipay_certified']) {
    const pair = writePair(dir, stem);
    if (stem === 'alipay_app') writeBare(dir, stem, pair);
    const spec = {
      ...span,
      serial: '2' + digits(random, 31),
      subject: name(stem, stem),
      public_key: pair.publicKey,
      signing_key: root.privateKey,
    };
    writeFileSync(join(dir, `${stem}_certificate.pem`), makeCertificate({ ...spec, authority: false }));
  }
  writeBare(dir, 'alipay_key', writePair(dir, 'alipay_key'));
  const ids: Ids = { app_id: '2021' + digits(random, 12), seller_id: '2088' + digits(random, 12) };
  writeFileSync(join(dir, 'ids.json'), JSON.stringify(ids, null, 2));
}

export function readKeys(dir: string): AlipayKeys {
  const { text, privateKey, publicKey } = keyFolder(dir);
  const { app_id, seller_id } = JSON.parse(text('ids.json')) as Ids;
  return {
    app_id,
    seller_id,
    app_public: publicKey('alipay_app'),
    key_private: privateKey('alipay_key'),
    certificate_private: privateKey('alipay_certified'),
    certificate: text('alipay_certified_certificate.pem'),
    app_cert_sn: alipaySn(text('alipay_app_certificate.pem')),
    alipay_cert_sn: alipaySn(text('alipay_certified_certificate.pem')),
    root_cert_sn: alipaySn(text('alipay_root_certificate.pem')),
    ticket_secret: privateKey('alipay_key').export({ format: 'der', type: 'pkcs8' }),
  };
}
