/** Certificate mode: numbers, and which certificates of a file are Alipay's own. What cannot be used throws: an operator's error. */
import { createHash } from 'node:crypto';
import type { KeyObject, X509Certificate } from 'node:crypto';
import { certificatesIn, issuedBy } from '../shared/certificates.ts';

/** md5 of issuer (last attribute first) and decimal serial, no separator. Source: docs/channels.md 2.9. */
export function certSn(cert: X509Certificate): string {
  const issuer = cert.issuer.split('\n').reverse().join(',');
  return createHash('md5')
    .update(issuer + BigInt('0x' + cert.serialNumber))
    .digest('hex');
}

/** RSA signature algorithms, 1.2.840.113549.1.1.x; the root bundle also holds SM2 ones that do not count. */
const RSA_OID = '1.2.840.113549.1.1';

export function rootCertSn(bundle: string): string {
  return certificatesIn(bundle)
    .filter((cert) => cert.signatureAlgorithmOid?.startsWith(RSA_OID))
    .map(certSn)
    .join('_');
}

/** The certificate that requests name: the one of our key, wherever it stands in the file. */
export function appCertificate(pem: string, key: KeyObject): X509Certificate {
  const all = certificatesIn(pem);
  if (all.length === 0) throw new Error('alipay: app_cert cannot be read');
  const fits = all.find((one) => one.checkPrivateKey(key));
  if (!fits) throw new Error('alipay: app_cert does not belong to app_private_key');
  return fits;
}

export interface AlipayLeaves {
  leaves: X509Certificate[];
  /** Sentences for the operator. */
  warnings: string[];
}

/**
 * Alipay's own certificates: those that issued no other of the file. The file is trusted because the operator put it there;
 * some that the console hands out are a leaf alone, or name authorities that say nothing of being one.
 */
export function alipayLeaves(bundle: string, roots_pem: string): AlipayLeaves {
  const all = certificatesIn(bundle);
  const roots = certificatesIn(roots_pem);
  if (all.length === 0) throw new Error('alipay: alipay_cert cannot be read');
  const last = all.filter((cert) => !all.some((other) => other !== cert && issuedBy(other, cert)));
  const leaves = last.filter((cert) => !cert.ca && !roots.some((root) => root.raw.equals(cert.raw)));
  if (leaves.length === 0)
    throw new Error('alipay: alipay_cert holds authorities only: put alipayCertPublicKey_RSA2.crt there, as the console hands it out');
  if (leaves.some((leaf) => leaf.publicKey.asymmetricKeyType !== 'rsa')) throw new Error('alipay: alipay_cert is not an RSA one');
  const loose = leaves.filter((leaf) => !chains(leaf, all, roots));
  return { leaves, warnings: loose.map(looseSentence) };
}

function looseSentence(leaf: X509Certificate): string {
  return (
    `alipay_cert (serial ${leaf.serialNumber}) has no complete chain to alipay_root_cert; it is trusted because it stands in the settings: ` +
    'compare the serial with the console.'
  );
}

/** Follows the issuers up to one of the roots; a chain longer than five is none. */
function chains(cert: X509Certificate, between: readonly X509Certificate[], roots: readonly X509Certificate[], left = 5): boolean {
  if (roots.some((root) => root.raw.equals(cert.raw) || issuedBy(cert, root))) return true;
  return left > 0 && between.some((ca) => ca !== cert && issuedBy(cert, ca) && chains(ca, between, roots, left - 1));
}
