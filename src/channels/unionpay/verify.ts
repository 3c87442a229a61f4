/** Is this really UnionPay? Chain to its root, validity, the signer's name, and the signature over all other fields. */
import { X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { isOnlyReading } from '../shared/one-reading.ts';
import { verifyRsaSha256 } from '../shared/rsa.ts';
import { readPairs } from './braces.ts';
import { decimalSerial, issuedBy, isValidAt, signerName } from './certificates.ts';
import type { UnionpayConfig } from './config.ts';
import type { UnionpayKeys } from './keys.ts';
import { digest, plainText } from './signed-text.ts';
import type { Fields } from './signed-text.ts';

export type Verdict =
  | 'good'
  | 'unsigned'
  | 'certificate-unreadable'
  | 'certificate-not-of-unionpay'
  | 'certificate-expired'
  | 'bad-signature'
  | 'more-than-one-reading';

export interface Verifier {
  /** `fields` are byte texts. */
  verified(fields: Fields, now_ms: number): Promise<Verdict>;
  /** For the log: the certificate that came, and the signer that is expected. */
  came(fields: Fields): { came: string; known: string };
  /** Of UnionPay's chain and within its dates, whoever it is for. */
  trusted(pem: string, now_ms: number): X509Certificate | undefined;
}

/** More than UnionPay has in use at a time; its own may be posted with other blanks around it, again and again. */
const CACHED_MAX = 32;
/** A certificate is some 1500 letters; longer texts are not worth parsing or keeping. */
const PEM_MAX = 8192;

export function verifier(config: Pick<UnionpayConfig, 'signer_name'>, keys: Pick<UnionpayKeys, 'root' | 'middle'>): Verifier {
  const known = new Map<string, { certificate: X509Certificate; key: KeyObject; chained: boolean }>();

  function look(pem: string) {
    const found = known.get(pem);
    if (found) return found;
    if (pem.length > PEM_MAX) return undefined;
    const one = parsed(pem);
    if (!one) return undefined;
    // A stranger's is not kept: it may not push UnionPay's own out.
    if (!one.chained) return one;
    if (known.size >= CACHED_MAX) known.clear();
    known.set(pem, one);
    return one;
  }

  /** Anybody may post any bytes here, and a certificate may parse while its key does not. */
  function parsed(pem: string) {
    try {
      const certificate = new X509Certificate(pem);
      return { certificate, key: certificate.publicKey, chained: isChained(certificate, keys) };
    } catch {
      return undefined;
    }
  }

  return {
    async verified(fields, now_ms) {
      const { signature, signPubKeyCert } = fields;
      if (!signature || !signPubKeyCert) return 'unsigned';
      const one = look(signPubKeyCert);
      if (!one) return 'certificate-unreadable';
      if (!one.chained || signerName(one.certificate) !== config.signer_name) return 'certificate-not-of-unionpay';
      if (![one.certificate, keys.middle, keys.root].every((c) => isValidAt(c, now_ms))) return 'certificate-expired';
      if (!(await verifyRsaSha256(one.key, digest(fields, 'latin1'), signature))) return 'bad-signature';
      const { signature: _, ...signed } = fields;
      return isOnlyReading(signed, plainText(fields), readPairs) ? 'good' : 'more-than-one-reading';
    },
    came({ signPubKeyCert = '' }) {
      const one = look(signPubKeyCert);
      const told = one ? decimalSerial(one.certificate) + ' ' + signerName(one.certificate) : 'unreadable';
      return { came: told.replace(/[^\p{L}\p{N}:@. _-]/gu, '').slice(0, 80), known: config.signer_name };
    },
    trusted(pem, now_ms) {
      const one = look(pem);
      return one?.chained && isValidAt(one.certificate, now_ms) ? one.certificate : undefined;
    },
  };
}

/** The root is trusted because it is the file given: its own issuer does not matter. */
function isChained(certificate: X509Certificate, { root, middle }: Pick<UnionpayKeys, 'root' | 'middle'>): boolean {
  return issuedBy(certificate, middle) && issuedBy(middle, root);
}
