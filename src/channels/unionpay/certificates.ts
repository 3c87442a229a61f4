/** Facts of a certificate: its serial, issuer, dates and signer. */
import type { X509Certificate } from 'node:crypto';

/** UnionPay writes serials in decimal. */
export function decimalSerial(certificate: X509Certificate): string {
  return BigInt('0x' + certificate.serialNumber).toString();
}

/** Named as issuer, and signed by it. */
export function issuedBy(child: X509Certificate, parent: X509Certificate): boolean {
  return child.checkIssued(parent) && child.verify(parent.publicKey);
}

export function isValidAt(certificate: X509Certificate, now_ms: number): boolean {
  return Date.parse(certificate.validFrom) <= now_ms && now_ms <= Date.parse(certificate.validTo);
}

/** "CN=041@Z2017-11-1@00040000:SIGN@00000001": the third part says who signs. */
export function signerName(certificate: X509Certificate): string {
  const line = certificate.subject.split('\n').find((one) => one.startsWith('CN='));
  return line?.slice(3).split('@')[2] ?? '';
}
