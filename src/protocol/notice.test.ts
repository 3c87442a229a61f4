import { describe, expect, it, test } from 'vitest';
import { NOTICE_FRESH_S, noticeHeaders, readNotice } from './notice.ts';
import { handmadeHmac, hmac64, VECTORS } from './vectors.fixture.ts';

const reader = (headers: { [name: string]: string | undefined }) => (name: string) => headers[name];

describe.each(VECTORS.notices)('vector: $name', (v) => {
  it('is signed as published, and by hand', () => {
    expect(noticeHeaders(hmac64, v.secrets, v.id, v.timestamp_s, v.body)).toEqual(v.headers);
    const text = Buffer.concat([
      Buffer.from(v.id),
      Buffer.from('.'),
      Buffer.from(String(v.timestamp_s)),
      Buffer.from('.'),
      Buffer.from(v.body),
    ]);
    expect(text.toString()).toBe(v.signed);
    const keyOf = (s: string) => (s.startsWith('whsec_') ? Buffer.from(s.slice(6), 'base64') : s);
    expect(v.secrets.map((s) => 'v1,' + handmadeHmac(keyOf(s), text).toString('base64')).join(' ')).toBe(v.headers['webhook-signature']);
  });

  it.each(v.secrets)('is read by who has one of the keys', (secret) => {
    expect(readNotice(hmac64, ['some other', secret], reader(v.headers), v.body, v.timestamp_s * 1000)).toEqual(JSON.parse(v.body));
  });

  it('is refused without a key, with a wrong one, too old and too new', () => {
    const at = v.timestamp_s * 1000;
    const late = NOTICE_FRESH_S * 1000;
    expect(readNotice(hmac64, [], reader(v.headers), v.body, at)).toBeUndefined();
    expect(readNotice(hmac64, ['some other'], reader(v.headers), v.body, at)).toBeUndefined();
    expect(readNotice(hmac64, v.secrets, reader(v.headers), v.body, at + late)).toBeDefined();
    expect(readNotice(hmac64, v.secrets, reader(v.headers), v.body, at + late + 1)).toBeUndefined();
    expect(readNotice(hmac64, v.secrets, reader(v.headers), v.body, at - late - 1)).toBeUndefined();
  });
});

describe('a stranger', () => {
  const [v] = VECTORS.notices;
  if (!v) throw new Error('no vector');
  const read = (headers: { [name: string]: string | undefined }, body = v.body) =>
    readNotice(hmac64, v.secrets, reader(headers), body, v.timestamp_s * 1000);

  test('who flips any one bit of body, id, timestamp or signature is refused', () => {
    const flip = (text: string, at: number, bit: number): string => {
      const bytes = Buffer.from(text, 'latin1');
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      return bytes.toString('latin1');
    };
    for (let bit = 0; bit < 8; bit++) {
      for (let at = 0; at < v.body.length; at++) expect(read(v.headers, flip(v.body, at, bit)), 'body ' + at).toBeUndefined();
      for (const [name, value] of Object.entries(v.headers)) {
        for (let at = 0; at < value.length; at++)
          expect(read({ ...v.headers, [name]: flip(value, at, bit) }), name + ' ' + at).toBeUndefined();
      }
    }
  });

  test('who leaves a header out is refused', () => {
    for (const name of Object.keys(v.headers)) expect(read({ ...v.headers, [name]: undefined })).toBeUndefined();
  });

  it.each(['v1,', 'v1', '', ' ', 'v1, v1,', 'v1a,AAAA'])('who signs "%s" is refused', (signature) =>
    expect(read({ ...v.headers, 'webhook-signature': signature })).toBeUndefined(),
  );

  it.each(['not JSON', 'null', '7', '"evt1"', '{}', '{"id":"evt2"}'])('a signed body that is no notice of that id is none: %s', (body) => {
    const headers = noticeHeaders(hmac64, v.secrets, 'evt1', v.timestamp_s, body);
    expect(read(headers, body)).toBeUndefined();
  });

  test('dots in an id move nothing from the body into it', () => {
    const body = '1.' + v.body;
    const headers = noticeHeaders(hmac64, v.secrets, v.id, v.timestamp_s, body);
    expect(read({ ...headers, 'webhook-id': v.id + '.' + v.timestamp_s, 'webhook-timestamp': '1' }, v.body)).toBeUndefined();
  });
});
