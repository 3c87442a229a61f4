/** X.509 v3 certificates signed with SHA256withRSA. */
import { sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { bits, explicit, integer, nothing, octets, oid, pem, printable, sequence, set, time, asn1True, utf8 } from './der.ts';

export interface Name {
  C: string;
  O: string;
  OU: string;
  CN: string;
}

export interface CertificateSpec {
  subject: Name;
  issuer: Name;
  /** Hex, at most 40 digits, first digit below 8. */
  serial: string;
  public_key: KeyObject;
  signing_key: KeyObject;
  from_ms: number;
  until_ms: number;
  authority: boolean;
  /** Its key is for encrypting to its owner, not for signing. */
  encrypts?: boolean;
}

const NAME_OIDS = { C: '2.5.4.6', O: '2.5.4.10', OU: '2.5.4.11', CN: '2.5.4.3' } as const;

function name(parts: Name): Buffer {
  const one = (key: keyof Name): Buffer => set(sequence(oid(NAME_OIDS[key]), key === 'C' ? printable(parts[key]) : utf8(parts[key])));
  return sequence(one('C'), one('O'), one('OU'), one('CN'));
}

/** Certificate signing for an authority; key and data encipherment, or digital signature, for the rest. */
function keyUsage(spec: CertificateSpec): Buffer {
  if (spec.authority) return bits(Buffer.from([0x04]), 2);
  return spec.encrypts ? bits(Buffer.from([0x30]), 4) : bits(Buffer.from([0x80]), 7);
}

function extensions(spec: CertificateSpec): Buffer {
  const basic = sequence(oid('2.5.29.19'), asn1True(), octets(spec.authority ? sequence(asn1True()) : sequence()));
  const usage = sequence(oid('2.5.29.15'), asn1True(), octets(keyUsage(spec)));
  return explicit(3, sequence(basic, usage));
}

/** The certificate as PEM. */
export function makeCertificate(spec: CertificateSpec): string {
  const algorithm = sequence(oid('1.2.840.113549.1.1.11'), nothing());
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(Buffer.from(spec.serial, 'hex')),
    algorithm,
    name(spec.issuer),
    sequence(time(spec.from_ms), time(spec.until_ms)),
    name(spec.subject),
    spec.public_key.export({ format: 'der', type: 'spki' }),
    extensions(spec),
  );
  return pem('CERTIFICATE', sequence(body, algorithm, bits(sign('RSA-SHA256', body, spec.signing_key))));
}
