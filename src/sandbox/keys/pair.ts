/** RSA pairs as files, every one of them marked as a sandbox's. */
import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Name } from './certificate.ts';

/** Real keys have 65537: by this exponent production knows a sandbox key and refuses it. */
export const SANDBOX_EXPONENT = 65539;

export interface Pair {
  privateKey: KeyObject;
  publicKey: KeyObject;
}

/** A name under the sandbox's own organisation. */
export function sandboxName(OU: string, CN: string): Name {
  return { C: 'CN', O: 'Lezhong Pay Sandbox', OU, CN };
}

/** STEM_private.pem (PKCS#8) and STEM_public.pem (SPKI). */
export function writePair(dir: string, stem: string): Pair {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: SANDBOX_EXPONENT });
  writeFileSync(join(dir, `${stem}_private.pem`), pair.privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
  writeFileSync(join(dir, `${stem}_public.pem`), pair.publicKey.export({ format: 'pem', type: 'spki' }));
  return pair;
}
