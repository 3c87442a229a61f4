/** RSA pairs as files, every one of them marked as a sandbox's. */
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
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

/** STEM_private.base64 (PKCS#8) and STEM_public.base64 (SPKI): the same keys without PEM armour, as some banks hand them out. */
export function writeBare(dir: string, stem: string, pair: Pair): void {
  writeFileSync(join(dir, `${stem}_private.base64`), pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'), {
    mode: 0o600,
  });
  writeFileSync(join(dir, `${stem}_public.base64`), pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'));
}

/** Reads a folder of keys: texts by file name, keys by the stem of their files. */
export function keyFolder(dir: string): {
  text(file: string): string;
  privateKey(stem: string): KeyObject;
  publicKey(stem: string): KeyObject;
} {
  const text = (file: string): string => readFileSync(join(dir, file), 'utf8');
  return {
    text,
    privateKey: (stem) => createPrivateKey(text(`${stem}_private.pem`)),
    publicKey: (stem) => createPublicKey(text(`${stem}_public.pem`)),
  };
}

export const TEN_YEARS_MS = 10 * 365 * 86_400_000;
