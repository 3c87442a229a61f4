/** Keys that WeChat may have signed with, by serial. */
import type { KeyObject, X509Certificate } from 'node:crypto';
import type { CertificateEnd } from '../port.ts';
import { endOf } from '../shared/certificates.ts';
import { serialName } from './serial.ts';

export interface KeyRing {
  add(serial: string, key: KeyObject, certificate?: X509Certificate): void;
  /** In any spelling. */
  get(serial: string): KeyObject | undefined;
  serials(): string[];
  ends(): CertificateEnd[];
}

export function keyRing(): KeyRing {
  const keys = new Map<string, { key: KeyObject; certificate: X509Certificate | undefined }>();
  return {
    add: (serial, key, certificate) => void keys.set(serialName(serial) ?? serial, { key, certificate }),
    get: (serial) => keys.get(serialName(serial) ?? serial)?.key,
    serials: () => [...keys.keys()],
    ends: () =>
      [...keys].flatMap(([serial, { certificate }]) => (certificate ? [endOf('platform certificate ' + serial, 'bank', certificate)] : [])),
  };
}
