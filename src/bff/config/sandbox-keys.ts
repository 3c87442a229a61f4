/** Production must never run on the sandbox's keys, which everybody can make. They carry a marker, and this looks for it. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { noticeKey } from '../../protocol/notice-key.ts';
import { ConfigError } from './error.ts';
import type { BffConfig } from './schema.ts';

/** The sandbox makes its RSA keys with this public exponent and begins its shared secrets with this word: in a "whsec_" secret, the bytes. */
const SANDBOX_EXPONENT = 65_539n;
const SANDBOX_WORD = /^sandbox/i;

function isMarked(secret: string): boolean {
  const key = noticeKey(secret);
  return SANDBOX_WORD.test(typeof key === 'string' ? key : Buffer.from(key).toString('latin1'));
}

export function refuseSandboxKeys(config: BffConfig, secrets: readonly string[]): void {
  if (secrets.some(isMarked)) throw refusal('a merchant key or number_key');
  for (const [id, channel] of Object.entries(config.channels)) {
    for (const [name, text] of texts(channel)) if (isSandbox(text)) throw refusal('channels/' + id + '/' + name);
  }
}

function refusal(what: string): ConfigError {
  return new ConfigError(
    'The key "' + what + '" is the sandbox\'s, which anybody can make: put the real one there. (npm start is the demo with the sandbox.)',
  );
}

/** Every text of a channel's settings, and of the files they name. */
function texts(value: unknown, name = ''): [string, string][] {
  if (typeof value === 'string') return name.endsWith('_file') || name.endsWith('file') ? [[name, contents(value)]] : [[name, value]];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, name ? name + '/' + key : key));
}

function contents(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isSandbox(text: string): boolean {
  if (SANDBOX_WORD.test(text)) return true;
  const pem = text.includes('-----BEGIN');
  const der = Buffer.from(text.replace(/\s+/g, ''), 'base64');
  const ways = pem
    ? [() => createPublicKey(text)]
    : [
        () => createPublicKey({ key: der, format: 'der', type: 'spki' }),
        () => createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })),
      ];
  if (!pem && der.length < 100) return false;
  return ways.some((way) => {
    try {
      return way().asymmetricKeyDetails?.publicExponent === SANDBOX_EXPONENT;
    } catch {
      return false;
    }
  });
}
