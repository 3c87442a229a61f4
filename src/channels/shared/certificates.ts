/** What every bank's keys are looked at for before they are used. Sentences are for the operator and hold no key. */
import { createPublicKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { CertificateEnd } from '../port.ts';

/** Every certificate of a PEM file, in order, each one time; what cannot be parsed is passed over. */
export function certificatesIn(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const all = blocks.flatMap((block) => {
    try {
      return [new X509Certificate(block)];
    } catch {
      return [];
    }
  });
  return all.filter((one, i) => all.findIndex((other) => other.raw.equals(one.raw)) === i);
}

/** A serial as a number in upper-case hex: "0a:BC" and "ABC" are one. Undefined for what is no hex number. */
export function hexSerial(text: string): string | undefined {
  const digits = text.replace(/[\s:]/g, '').replace(/^0x/i, '');
  return /^[0-9A-Fa-f]{1,128}$/.test(digits)
    ? BigInt('0x' + digits)
        .toString(16)
        .toUpperCase()
    : undefined;
}

/** Named as issuer, and signed by it. What its extensions allow is not asked: the bank's own chains leave them out. */
export function issuedBy(child: X509Certificate, parent: X509Certificate): boolean {
  try {
    return child.issuer === parent.subject && child.verify(parent.publicKey);
  } catch {
    return false;
  }
}

/** The bank's key may not be ours: then we would believe ourselves. */
export function refuseOwnKey(bank: string, what: string, theirs: KeyObject, own_private: KeyObject): void {
  if (theirs.equals(createPublicKey(own_private)))
    throw new Error(`${bank}: ${what} is our own key: put the bank's there, as its console shows it`);
}

export function endOf(name: string, owner: CertificateEnd['owner'], certificate: X509Certificate): CertificateEnd {
  return { name, owner, not_after_ms: Date.parse(certificate.validTo) };
}

/** With an ended certificate of ours every request would be refused. */
export function refuseEnded(bank: string, ends: readonly CertificateEnd[], now_ms: number): void {
  const ended = ends.find((one) => one.owner === 'own' && one.not_after_ms <= now_ms);
  if (ended) throw new Error(`${bank}: ${ended.name} ended on ${day(ended.not_after_ms)}: put the renewed certificate there`);
}

/** YYYY-MM-DD, UTC. */
export function day(at_ms: number): string {
  return new Date(at_ms).toISOString().slice(0, 10);
}
