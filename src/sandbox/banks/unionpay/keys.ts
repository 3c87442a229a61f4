/** UnionPay's certificates and the merchant's. Source: docs/channels.md 3.3, 3.4. */
import { X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beijing } from '../../../protocol/world.ts';
import { digits } from '../../server/random.ts';
import type { Random } from '../../server/random.ts';
import { makeCertificate } from '../../keys/certificate.ts';
import type { Name } from '../../keys/certificate.ts';
import { makePfx } from '../../keys/pkcs12.ts';
import { keyFolder, sandboxName as name, TEN_YEARS_MS, writePair } from '../../keys/pair.ts';
import type { Pair } from '../../keys/pair.ts';

const DAY_MS = 86_400_000;
const MIDDLE_CN = 'Sandbox UnionPay OCA1';
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
  /** As UnionPay puts it into a message, for a signer's name; '' for the name it was made with. */
  sign_certificate(signer_name: string): string;
  /** The third part of the common name it was made with. */
  signer_name: string;
  encrypt: EncryptKey[];
  /** Names the same subject and issuer, but the issuer never signed it. */
  impostor_private: KeyObject;
  impostor_certificate: string;
}

/** The merchant's key and certificate as UnionPay hands them out. */
export const PFX_FILE = 'merchant.pfx';
/** The password that UnionPay's own test certificates have. */
export const PFX_PASSWORD = '000000';

/** Who signs in production; the merchants' kits accept it everywhere. The test environment's is 00040000:SIGN. */
const SIGNER_NAME = '中国银联股份有限公司';

/** The third part says who signs. Source: docs/channels.md 3.3. */
function signerCn(from_day: string, signer_name: string): string {
  return `041@Z${from_day}@${signer_name}@00000001`;
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
  const middle = issue('middle', name('Certification Authority', MIDDLE_CN), root, { authority: true });
  const signer = name('CUPRA', signerCn(beijing(now_ms).slice(0, 10), SIGNER_NAME));
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
  writePfx(dir);
  const certificate = (stem: string): string => text(`${stem}_certificate.pem`);
  return {
    ...(JSON.parse(text('ids.json')) as Ids),
    merchant_public: publicKey('merchant'),
    merchant_cert_id: decimalSerial(certificate('merchant')),
    sign_private: privateKey('sign'),
    ...signerOf(dir),
    encrypt: ENCRYPT_STEMS.map((stem) => ({
      cert_id: decimalSerial(certificate(stem)),
      private_key: privateKey(stem),
      certificate: asSent(certificate(stem)),
    })),
    impostor_private: privateKey('impostor'),
    impostor_certificate: asSent(certificate('impostor')),
  };
}

/** Folders of older versions have none. */
function writePfx(dir: string): void {
  const file = join(dir, PFX_FILE);
  if (existsSync(file)) return;
  const { text, privateKey } = keyFolder(dir);
  const pfx = makePfx(privateKey('merchant'), new X509Certificate(text('merchant_certificate.pem')), PFX_PASSWORD);
  writeFileSync(file, pfx, { mode: 0o600 });
}

/** For another name the signing key gets another certificate of the same middle authority. */
function signerOf(dir: string): Pick<UnionpayKeys, 'sign_certificate' | 'signer_name'> {
  const { text, privateKey, publicKey } = keyFolder(dir);
  const own_pem = text('sign_certificate.pem');
  const own = new X509Certificate(own_pem);
  const own_cn = /^CN=(.*)$/m.exec(own.subject)?.[1] ?? '';
  const signer_name = own_cn.split('@')[2] ?? '';
  const made = new Map([['', asSent(own_pem)]]);
  const issue = (other: string): string =>
    asSent(
      makeCertificate({
        subject: name('CUPRA', signerCn(own.validFromDate.toISOString().slice(0, 10), other)),
        issuer: name('Certification Authority', MIDDLE_CN),
        serial: '2' + own.serialNumber.slice(-9).padStart(9, '0'),
        public_key: publicKey('sign'),
        signing_key: privateKey('middle'),
        from_ms: own.validFromDate.getTime(),
        until_ms: own.validToDate.getTime(),
        authority: false,
      }),
    );
  return {
    signer_name,
    sign_certificate(other) {
      const wanted = other === signer_name ? '' : other;
      const known = made.get(wanted) ?? issue(wanted);
      made.set(wanted, known);
      return known;
    },
  };
}
