/** UnionPay's certificates and the merchant's. Source: docs/channels.md 3.3, 3.4. */
import { X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beijing } from '../../../protocol/world.ts';
import { digits } from '../../server/random.ts';
import type { Random } from '../../server/random.ts';
import { makeCertificate } from '../../keys/certificate.ts';
import type { Name } from '../../keys/certificate.ts';
import { keyFolder, sandboxName as name, TEN_YEARS_MS, writePair } from '../../keys/pair.ts';
import type { Pair } from '../../keys/pair.ts';

const DAY_MS = 86_400_000;
/** The one in use at first, and its successor. */
const ENCRYPT_STEMS = ['encrypt_1', 'encrypt_2'] as const;

export interface EncryptKey {
  /** Decimal serial, as `encryptCertId` names it. */
  cert_id: string;
  private_key: KeyObject;
  /** As UnionPay puts it into a message. */
  certificate: string;
}

export interface UnionpayKeys {
  /** 15 digits. */
  mer_id: string;
  /** The requester of the merchant's tokens. */
  tr_id: string;
  merchant_public: KeyObject;
  /** Decimal serial. */
  merchant_cert_id: string;
  sign_private: KeyObject;
  /** As UnionPay puts it into a message. */
  sign_certificate: string;
  encrypt: EncryptKey[];
  /** Names the same subject and issuer, but the issuer never signed it. */
  impostor_private: KeyObject;
  impostor_certificate: string;
}

interface Ids {
  mer_id: string;
  tr_id: string;
}

export function make(dir: string, random: Random, now_ms: number): void {
  const span = { from_ms: now_ms - DAY_MS, until_ms: now_ms + TEN_YEARS_MS };
  const issue = (
    stem: string,
    subject: Name,
    by: { issuer: Name; pair?: Pair } | undefined,
    more: { authority?: boolean; encrypts?: boolean } = {},
  ) => {
    const pair = writePair(dir, stem);
    const spec = {
      ...span,
      subject,
      issuer: by?.issuer ?? subject,
      // Ten hexadecimal digits beginning with 1 make the eleven or twelve decimal ones that certId has.
      serial: '1' + digits(random, 9),
      public_key: pair.publicKey,
      signing_key: (by?.pair ?? pair).privateKey,
      authority: more.authority ?? false,
      encrypts: more.encrypts ?? false,
    };
    writeFileSync(join(dir, `${stem}_certificate.pem`), makeCertificate(spec));
    return { issuer: subject, pair };
  };
  const root = issue('root', name('Certification Authority', 'Sandbox UnionPay Root CA'), undefined, { authority: true });
  const middle = issue('middle', name('Certification Authority', 'Sandbox UnionPay OCA1'), root, { authority: true });
  // The third part distinguishes UnionPay's test environment from others.
  const signer = name('CUPRA', `041@Z${beijing(now_ms).slice(0, 10)}@00040000:SIGN@00000001`);
  issue('sign', signer, middle);
  for (const stem of ENCRYPT_STEMS) issue(stem, name('CUPRA', `041@Z${stem}@00040000:ENC@00000001`), middle, { encrypts: true });
  issue('merchant', name('Merchant', 'Sandbox Merchant'), middle);
  issue('impostor', signer, { issuer: middle.issuer });
  const ids: Ids = { mer_id: '777290058' + digits(random, 6), tr_id: '620000' + digits(random, 5) };
  writeFileSync(join(dir, 'ids.json'), JSON.stringify(ids, null, 2));
}

/** Certificates travel with CRLF and without an end of line after the last. Source: docs/channels.md 3.3. */
function asSent(pem: string): string {
  return pem.trimEnd().replaceAll('\n', '\r\n');
}

export function decimalSerial(certificate_pem: string): string {
  return BigInt('0x' + new X509Certificate(certificate_pem).serialNumber).toString();
}

export function readKeys(dir: string): UnionpayKeys {
  const { text, privateKey, publicKey } = keyFolder(dir);
  const certificate = (stem: string): string => text(`${stem}_certificate.pem`);
  return {
    ...(JSON.parse(text('ids.json')) as Ids),
    merchant_public: publicKey('merchant'),
    merchant_cert_id: decimalSerial(certificate('merchant')),
    sign_private: privateKey('sign'),
    sign_certificate: asSent(certificate('sign')),
    encrypt: ENCRYPT_STEMS.map((stem) => ({
      cert_id: decimalSerial(certificate(stem)),
      private_key: privateKey(stem),
      certificate: asSent(certificate(stem)),
    })),
    impostor_private: privateKey('impostor'),
    impostor_certificate: asSent(certificate('impostor')),
  };
}
