/** The ends of the certificates that a channel's settings name: every file with a PEM certificate in it, whatever its name. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface CertificateEnd {
  name: string;
  ends_ms: number;
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** `settings`: any JSON; strings under names that end in "_file" are read. The first to end of each file. */
export function certificateEnds(settings: unknown, path = ''): CertificateEnd[] {
  if (typeof settings !== 'object' || settings === null) return [];
  return Object.entries(settings).flatMap(([name, value]) => {
    const at = path ? path + '/' + name : name;
    if (typeof value === 'string' && name.endsWith('_file')) return endsIn(value, at);
    return certificateEnds(value, at);
  });
}

function endsIn(file: string, name: string): CertificateEnd[] {
  try {
    const ends = (readFileSync(file, 'latin1').match(PEM) ?? []).map((pem) => Date.parse(new X509Certificate(pem).validTo));
    return ends.length ? [{ name: 'certificate ' + name, ends_ms: Math.min(...ends) }] : [];
  } catch {
    // Not there, or no certificate that Node reads: the channel itself said so at its start.
    return [];
  }
}
