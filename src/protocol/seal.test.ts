import fc from 'fast-check';
import nacl from 'tweetnacl';
import { describe, expect, it, vi } from 'vitest';
import { openSealed, pageSealer, sealReply, serverKeys } from './seal.ts';

const filled = (value: number, length = 32): Uint8Array => new Uint8Array(length).fill(value);
const counting = () => {
  let n = 0;
  return (length: number): Uint8Array => Uint8Array.from({ length }, () => (n = (n + 7) & 255));
};
const SERVER = serverKeys(filled(9));
const TO = { key_id: 'k1', key: SERVER.publicKey };
const BOUND = { token: 'order-1', version: 3 };

const flip = (text: string, at: number): string => {
  const bytes = Buffer.from(text, 'base64');
  const i = at % bytes.length;
  bytes[i] = (bytes[i] as number) ^ (1 << (at % 8));
  return bytes.toString('base64');
};

const boxed = (inside: unknown, shared: Uint8Array): string => {
  const nonce = filled(4, 24);
  return Buffer.concat([nonce, nacl.secretbox(Buffer.from(JSON.stringify(inside)), nonce, shared)]).toString('base64');
};

describe('sealing', () => {
  it('opens at the server, and the reply at the page', () => {
    const page = pageSealer(counting());
    const body = page.seal(TO, BOUND, { kind: 'card-number', 名: '张三' });
    expect(body).toMatchObject({ version: 3, key_id: 'k1', page_key: page.page_key });
    const opened = openSealed(SERVER.secretKey, body, BOUND);
    expect(opened).toEqual({ value: { kind: 'card-number', 名: '张三' }, counter: 1 });
    const reply = sealReply(SERVER.secretKey, body.page_key, BOUND, 1, { kind: 'sms-code' }, filled(4, 24));
    expect(page.open(TO, BOUND, reply)).toEqual({ kind: 'sms-code' });
  });

  it('is a NaCl box that any NaCl opens', () => {
    const body = pageSealer(counting()).seal(TO, BOUND, { a: 1 });
    const whole = new Uint8Array(Buffer.from(body.sealed, 'base64'));
    const plain = nacl.box.open(whole.subarray(24), whole.subarray(0, 24), new Uint8Array(Buffer.from(body.page_key, 'base64')), filled(9));
    expect(JSON.parse(Buffer.from(plain ?? []).toString())).toEqual({ dir: 'up', ...BOUND, counter: 1, value: { a: 1 } });
  });

  // A page of yesterday's build talks to today's server: the format stays.
  it('makes the same bytes from the same random bytes', () => {
    const page = pageSealer(counting());
    expect(page.seal(TO, BOUND, { a: 1 })).toMatchInlineSnapshot(`
      {
        "key_id": "k1",
        "page_key": "rp1aCT3yLydAm+SflswNNZjcZ31qD1GtHSsSTnwTWX4=",
        "sealed": "5+71/AMKERgfJi00O0JJUFdeZWxzeoGIO0ggbGv9V5ZaAn4HlkrPeIvXcGVzv7V2ELjkRs1iTQe5v8e4QMWub+//WMMkKGJb3V7epSe8zeqdeLWOG/UdbNSXbY8iS+lX/bvwiBwfjcUx1sj7c+U=",
        "version": 3,
      }
    `);
  });

  it('carries any JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.uint8Array({ minLength: 32, maxLength: 32 }), (value, seed) => {
        const page = pageSealer((length) => (length === 32 ? seed : filled(1, length)));
        const plain = JSON.parse(JSON.stringify(value)) as unknown;
        expect(openSealed(SERVER.secretKey, page.seal(TO, BOUND, value), BOUND)?.value).toEqual(plain);
      }),
      { numRuns: 100 },
    );
  });

  it('any bit flipped is refused, both ways', () => {
    const page = pageSealer(counting());
    const body = page.seal(TO, BOUND, { pan: 'x'.repeat(19) });
    const reply = sealReply(SERVER.secretKey, body.page_key, BOUND, 1, { kind: 'paid' }, filled(4, 24));
    fc.assert(
      fc.property(fc.nat({ max: 5000 }), (at) => {
        expect(openSealed(SERVER.secretKey, { ...body, sealed: flip(body.sealed, at) }, BOUND)).toBeUndefined();
        expect(page.open(TO, BOUND, flip(reply, at))).toBeUndefined();
        expect(openSealed(SERVER.secretKey, { ...body, page_key: flip(body.page_key, at) }, BOUND)).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  it('belongs to one order, one version, one direction, one server key', () => {
    const page = pageSealer(counting());
    const body = page.seal(TO, BOUND, 1);
    expect(openSealed(SERVER.secretKey, body, { ...BOUND, token: 'order-2' })).toBeUndefined();
    expect(openSealed(SERVER.secretKey, body, { ...BOUND, version: 4 })).toBeUndefined();
    expect(openSealed(serverKeys(filled(8)).secretKey, body, BOUND)).toBeUndefined();
    expect(page.open(TO, BOUND, body.sealed)).toBeUndefined();
    const reply = sealReply(SERVER.secretKey, body.page_key, BOUND, 1, 1, filled(4, 24));
    expect(openSealed(SERVER.secretKey, { ...body, sealed: reply }, BOUND)).toBeUndefined();
  });

  it('a reply to an earlier message is not the reply to the last one', () => {
    const page = pageSealer(counting());
    const first = page.seal(TO, BOUND, 1);
    page.seal(TO, BOUND, 2);
    const reply = sealReply(SERVER.secretKey, first.page_key, BOUND, 1, 'to the first', filled(4, 24));
    expect([page.counter(), page.open(TO, BOUND, reply), page.open(TO, BOUND, reply, 1)]).toEqual([2, undefined, 'to the first']);
  });

  it('counts upwards', () => {
    const page = pageSealer(counting());
    const counters = [1, 2, 3].map((v) => openSealed(SERVER.secretKey, page.seal(TO, BOUND, v), BOUND)?.counter);
    expect(counters).toEqual([1, 2, 3]);
  });

  it('refuses what is no message and no key, low-order keys among them', () => {
    const page = pageSealer(counting());
    const body = page.seal(TO, BOUND, 1);
    for (const page_key of ['', 'x', 'AAAA', undefined as unknown as string])
      expect(openSealed(SERVER.secretKey, { ...body, page_key }, BOUND)).toBeUndefined();
    fc.assert(
      fc.property(fc.string(), (sealed) => {
        expect(openSealed(SERVER.secretKey, { ...body, sealed }, BOUND)).toBeUndefined();
      }),
    );
    expect(openSealed(SERVER.secretKey, { ...body, sealed: body.sealed + '\n' }, BOUND)).toBeUndefined();
  });

  // RFC 7748, section 6.1, and the list at cr.yp.to/ecdh.html: with these keys the secret is zeros whoever computes it.
  it.each([
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000000',
    'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
    '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ])('refuses the low-order key %s with what anybody could seal to it', (hex) => {
    const page_key = Buffer.from(hex, 'hex').toString('base64');
    const known = nacl.box.before(filled(0), filled(1));
    const sealed = boxed({ dir: 'up', ...BOUND, counter: 1, value: 1 }, known);
    expect(openSealed(SERVER.secretKey, { page_key, sealed }, BOUND)).toBeUndefined();
    expect(() => sealReply(SERVER.secretKey, page_key, BOUND, 1, 1, filled(4, 24))).toThrow();
  });

  it('refuses what is sealed well and says something else', () => {
    const pair = nacl.box.keyPair.fromSecretKey(filled(5));
    const shared = nacl.box.before(new Uint8Array(Buffer.from(SERVER.publicKey, 'base64')), filled(5));
    const page_key = Buffer.from(pair.publicKey).toString('base64');
    const open = (inside: unknown) => openSealed(SERVER.secretKey, { page_key, sealed: boxed(inside, shared) }, BOUND);
    expect(open({ dir: 'up', ...BOUND, counter: 1, value: 1 })).toEqual({ value: 1, counter: 1 });
    for (const inside of [null, 1, 'x', [], {}, ...['1', 0, -1, 1.5, null].map((counter) => ({ dir: 'up', ...BOUND, counter, value: 1 }))])
      expect(open(inside)).toBeUndefined();
    const notText = nacl.secretbox(Uint8Array.of(0xff, 0xfe), filled(4, 24), shared);
    const sealed = Buffer.concat([filled(4, 24), notText]).toString('base64');
    expect(openSealed(SERVER.secretKey, { page_key, sealed }, BOUND)).toBeUndefined();
  });
});

it('overwrites the bytes of what it sealed and opened, on both sides', () => {
  const opened = vi.spyOn(nacl.secretbox, 'open');
  const real = nacl.secretbox;
  const sealed: Uint8Array[] = [];
  const watching = (plain: Uint8Array, nonce: Uint8Array, key: Uint8Array): Uint8Array => (sealed.push(plain), real(plain, nonce, key));
  (nacl as { secretbox: typeof real }).secretbox = Object.assign(watching, real);
  try {
    const page = pageSealer(counting());
    const body = page.seal(TO, BOUND, { pan: '6216261000000000018' });
    expect(openSealed(SERVER.secretKey, body, BOUND)?.value).toEqual({ pan: '6216261000000000018' });
    page.open(TO, BOUND, sealReply(SERVER.secretKey, body.page_key, BOUND, 1, { kind: 'x' }, filled(1, 24)));
    const bytes = [...sealed, ...opened.mock.results.map((one) => one.value as Uint8Array)];
    expect(bytes).toHaveLength(4);
    for (const one of bytes) {
      expect(one.length).toBeGreaterThan(40);
      expect(one.every((byte) => byte === 0)).toBe(true);
    }
  } finally {
    (nacl as { secretbox: typeof real }).secretbox = real;
    opened.mockRestore();
  }
});
