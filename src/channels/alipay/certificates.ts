/** Certificate mode: numbers, and where a certificate comes from. What does not fit throws: an operator's error. */
import { createHash, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** Every certificate of a PEM bundle, in order; what cannot be parsed is passed over. */
function certificates(bundle: string): X509Certificate[] {
  const blocks = bundle.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.flatMap((pem) => {
    try {
      return [new X509Certificate(pem)];
    } catch {
      return [];
    }
  });
}

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
  return certificates(bundle)
    .filter((cert) => cert.signatureAlgorithmOid?.startsWith(RSA_OID))
    .map(certSn)
    .join('_');
}

/** The number requests name; the certificate must be that key's. */
export function appCertSn(pem: string, key: KeyObject): string {
  const [cert] = certificates(pem);
  if (!cert) throw new Error('alipay: app_cert cannot be read');
  if (!cert.checkPrivateKey(key)) throw new Error('alipay: app_cert does not belong to app_private_key');
  return certSn(cert);
}

function issued(by: X509Certificate, cert: X509Certificate): boolean {
  return cert.checkIssued(by) && cert.verify(by.publicKey);
}

/** Follows the issuers up to one of the roots; a chain longer than five is none. */
function chains(cert: X509Certificate, between: readonly X509Certificate[], roots: readonly X509Certificate[], left = 5): boolean {
  if (roots.some((root) => root.raw.equals(cert.raw) || issued(root, cert))) return true;
  return left > 0 && between.some((ca) => ca.ca && !ca.raw.equals(cert.raw) && issued(ca, cert) && chains(ca, between, roots, left - 1));
}

/** The leaves of Alipay's file by number; each must come from the root bundle. */
export function alipayCerts(bundle: string, roots_pem: string): Map<string, KeyObject> {
  const all = certificates(bundle);
  const roots = certificates(roots_pem);
  const leaves = all.filter((cert) => !cert.ca);
  if (leaves.length === 0) throw new Error('alipay: alipay_cert cannot be read');
  for (const leaf of leaves) {
    if (leaf.publicKey.asymmetricKeyType !== 'rsa') throw new Error('alipay: alipay_cert is not an RSA one');
    if (!chains(leaf, all, roots)) throw new Error('alipay: alipay_cert does not come from alipay_root_cert');
  }
  return new Map(leaves.map((leaf) => [certSn(leaf), leaf.publicKey]));
}
