/** Serial numbers of certificates, as Alipay names them. */
import { createHash, X509Certificate } from 'node:crypto';

/** md5 of the issuer, attributes in reverse order, and the decimal serial. Source: docs/channels.md 2.9. */
export function alipaySn(certificate_pem: string): string {
  const { issuer, serialNumber } = new X509Certificate(certificate_pem);
  const decimal = BigInt('0x' + serialNumber).toString();
  return createHash('md5')
    .update(issuer.split('\n').reverse().join(',') + decimal)
    .digest('hex');
}
