/**
 * A .pfx (PKCS#12, RFC 7292) of one key and its certificate, with the old ciphers in which banks hand them out: SHA-1 and
 * triple DES. Programs of today read it only where old ciphers are allowed (openssl: -legacy).
 */
import { createCipheriv, createHash, createHmac } from 'node:crypto';
import type { KeyObject, X509Certificate } from 'node:crypto';
import { explicit, implicitOctets, integer, nothing, octets, oid, sequence, set } from './der.ts';

const DATA = '1.2.840.113549.1.7.1';
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
/** pbeWithSHAAnd3-KeyTripleDES-CBC. */
const PBE_3DES = '1.2.840.113549.1.12.1.3';
const SHROUDED_KEY_BAG = '1.2.840.113549.1.12.10.1.2';
const CERT_BAG = '1.2.840.113549.1.12.10.1.3';
const X509_TYPE = '1.2.840.113549.1.9.22.1';
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21';
const SHA1 = '1.3.14.3.2.26';

const ITERATIONS = 2048;
/** What the derived bytes are for (RFC 7292, B.3). */
const FOR_KEY = 1;
const FOR_IV = 2;
const FOR_MAC = 3;
/** SHA-1: its block and its result in bytes. */
const BLOCK = 64;

const sha1 = (data: Buffer): Buffer => createHash('sha1').update(data).digest();

/** UTF-16 with the big end first and two zeros after the last letter (RFC 7292, B.1). */
function passwordBytes(password: string): Buffer {
  return Buffer.concat([Buffer.from(password, 'utf16le').swap16(), Buffer.alloc(2)]);
}

function repeated(bytes: Buffer): Buffer {
  return Buffer.alloc(Math.ceil(bytes.length / BLOCK) * BLOCK, bytes);
}

/** RFC 7292, B.2. */
export function derive(password: string, salt: Buffer, purpose: number, size: number, iterations = ITERATIONS): Buffer {
  let input: Buffer = Buffer.concat([repeated(salt), repeated(passwordBytes(password))]);
  let out: Buffer = Buffer.alloc(0);
  for (;;) {
    let hash = sha1(Buffer.concat([Buffer.alloc(BLOCK, purpose), input]));
    for (let i = 1; i < iterations; i++) hash = sha1(hash);
    out = Buffer.concat([out, hash]);
    if (out.length >= size) return out.subarray(0, size);
    input = plusEach(input, repeated(hash));
  }
}

/** Adds `block` + 1 to every block of `input`, modulo its size. */
function plusEach(input: Buffer, block: Buffer): Buffer {
  const out = Buffer.from(input);
  for (let from = 0; from < out.length; from += BLOCK) {
    let carry = 1;
    for (let i = BLOCK - 1; i >= 0; i--) {
      carry += (out[from + i] ?? 0) + (block[i] ?? 0);
      out[from + i] = carry & 0xff;
      carry >>= 8;
    }
  }
  return out;
}

function encrypted(plain: Buffer, password: string, salt: Buffer): { algorithm: Buffer; cipher: Buffer } {
  const cipher = createCipheriv('des-ede3-cbc', derive(password, salt, FOR_KEY, 24), derive(password, salt, FOR_IV, 8));
  return {
    algorithm: sequence(oid(PBE_3DES), sequence(octets(salt), number(ITERATIONS))),
    cipher: Buffer.concat([cipher.update(plain), cipher.final()]),
  };
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return integer(bytes);
}

/** The salts are made of the certificate: what this protects is known to everybody. */
export function makePfx(key: KeyObject, certificate: X509Certificate, password: string): Buffer {
  const salt = (what: string): Buffer => createHash('sha256').update(what).update(certificate.raw).digest().subarray(0, 8);
  const attributes = set(sequence(oid(LOCAL_KEY_ID), set(octets(sha1(certificate.raw)))));

  const held = encrypted(key.export({ type: 'pkcs8', format: 'der' }), password, salt('key'));
  const key_bag = sequence(oid(SHROUDED_KEY_BAG), explicit(0, sequence(held.algorithm, octets(held.cipher))), attributes);
  const cert_bag = sequence(oid(CERT_BAG), explicit(0, sequence(oid(X509_TYPE), explicit(0, octets(certificate.raw)))), attributes);

  const shown = encrypted(sequence(cert_bag), password, salt('certificate'));
  const content = sequence(oid(DATA), shown.algorithm, implicitOctets(0, shown.cipher));
  const safe = sequence(
    sequence(oid(ENCRYPTED_DATA), explicit(0, sequence(number(0), content))),
    sequence(oid(DATA), explicit(0, octets(sequence(key_bag)))),
  );
  const mac_salt = salt('mac');
  const mac = createHmac('sha1', derive(password, mac_salt, FOR_MAC, 20))
    .update(safe)
    .digest();
  const mac_data = sequence(sequence(sequence(oid(SHA1), nothing()), octets(mac)), octets(mac_salt), number(ITERATIONS));
  return sequence(number(3), sequence(oid(DATA), explicit(0, octets(safe))), mac_data);
}
