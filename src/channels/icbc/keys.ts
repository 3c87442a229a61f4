/** Keys, parsed once at the start: bare base64 as ICBC hands them out, or PEM. A bad one is an operator's error and throws, without its content. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IcbcConfig } from './config.ts';

export interface IcbcKeys {
  sign_with: KeyObject;
  verify_with: KeyObject;
}

export function readKeys(config: IcbcConfig): IcbcKeys {
  return {
    sign_with: rsaKey('private_key_file', config.private_key_file, (text, der) =>
      isPem(text) ? createPrivateKey(text) : createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }),
    ),
    verify_with: publicKey('gateway_public_key_file', config.gateway_public_key_file),
  };
}

export function publicKey(what: string, file: string): KeyObject {
  return rsaKey(what, file, (text, der) =>
    isPem(text) ? createPublicKey(text) : createPublicKey({ key: der, format: 'der', type: 'spki' }),
  );
}

const isPem = (text: string): boolean => text.includes('-----BEGIN');

function rsaKey(what: string, file: string, parse: (text: string, der: Buffer) => KeyObject): KeyObject {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(`icbc: ${what} cannot be read: check the path and its permissions`);
  }
  let key: KeyObject;
  try {
    key = parse(text, Buffer.from(text.replace(/\s+/g, ''), 'base64'));
  } catch {
    // The parser's own message may quote the key.
    throw new Error(`icbc: ${what} is not a key in base64 or PEM`);
  }
  if (key.asymmetricKeyType !== 'rsa') throw new Error(`icbc: ${what} is not an RSA key`);
  return key;
}
