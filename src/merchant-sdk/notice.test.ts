import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, test } from 'vitest';
import { noticeHeaders } from '../protocol/notice.ts';
import type { NoticeBody } from '../protocol/notice.ts';
import { hmac64, VECTORS } from '../protocol/vectors.fixture.ts';
import { LezhongPay } from './index.ts';
import type { NoticeBook } from './index.ts';

const NOW = 1_790_000_000_000;
const KEY = { key_id: 'k1', secret: 'a secret of the shop' };
const pay = new LezhongPay({
  base_url: 'http://x',
  merchant_id: 'shop',
  keys: [KEY, { key_id: 'k2-2026', secret: '换钥匙 & the next = secret' }],
  now: () => NOW,
});

describe('verifyNotice', () => {
  it.each(VECTORS.notices)('$name, as bytes, as text, with headers in any form', ({ headers, body, secrets }) => {
    const keys = secrets.map((secret) => ({ key_id: 'k', secret }));
    const pay = new LezhongPay({ base_url: 'http://x', merchant_id: 'shop', keys, now: () => NOW });
    const expected = JSON.parse(body);
    const capitals = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));
    expect(pay.verifyNotice(headers, body)).toEqual(expected);
    expect(pay.verifyNotice(capitals, Buffer.from(body))).toEqual(expected);
    expect(pay.verifyNotice(new Headers(headers), Buffer.from(body))).toEqual(expected);
  });

  test('any one bit of the raw bytes flipped is refused, U+FFFD in the text included', () => {
    const body = JSON.stringify({ id: 'e', n: 1, merchant_id: 'shop', order_no: 'A\ufffd', channel: '微信' });
    const headers = noticeHeaders(hmac64, [KEY.secret], 'e', NOW / 1000, body);
    const raw = Buffer.from(body);
    expect(pay.verifyNotice(headers, raw)?.order_no).toBe('A\ufffd');
    for (let at = 0; at < raw.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const flipped = Buffer.from(raw);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        expect(pay.verifyNotice(headers, flipped), at + '.' + bit).toBeUndefined();
      }
    }
    // F0 BF BD is no UTF-8, but a forgiving decoder reads it as the U+FFFD that was signed.
    const twin = Buffer.from(raw.toString('latin1').replace('\xef\xbf\xbd', '\xf0\xbf\xbd'), 'latin1');
    expect(twin.toString()).toBe(body);
    expect(pay.verifyNotice(headers, twin)).toBeUndefined();
    expect(pay.verifyNotice(headers, Buffer.concat([Buffer.from('\ufeff'), raw]))).toBeUndefined();
  });

  it("refuses another merchant's notice, and a header that came twice", () => {
    const body = JSON.stringify({ id: 'e', n: 1, merchant_id: 'other', order_no: 'A' });
    expect(pay.verifyNotice(noticeHeaders(hmac64, [KEY.secret], 'e', NOW / 1000, body), body)).toBeUndefined();
    const [v] = VECTORS.notices;
    expect(pay.verifyNotice({ ...v?.headers, 'Webhook-Id': 'evt1' }, v?.body ?? '')).toBeUndefined();
    expect(pay.verifyNotice({ ...v?.headers, 'webhook-id': ['evt1', 'evt1'] }, v?.body ?? '')).toBeUndefined();
  });
});

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

async function shop(over: Partial<NoticeBook> = {}) {
  const taken: NoticeBody[] = [];
  const book: NoticeBook = {
    seen: (order_no, n) => taken.some((one) => one.order_no === order_no && one.n === n),
    take: (notice) => void taken.push(notice),
    ...over,
  };
  const handle = pay.noticeHandler(book);
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  stops.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const post = (body: string | Buffer, headers: { [name: string]: string }, method = 'POST') =>
    new Promise<[number, string]>((resolve, reject) => {
      const request = httpRequest({ port, method, headers, path: '/notices' }, (response) => {
        let text = '';
        response.on('data', (chunk) => (text += String(chunk))).on('end', () => resolve([response.statusCode ?? 0, text]));
      });
      request.on('error', reject).end(body);
    });
  return { taken, post };
}

describe('noticeHandler', () => {
  const paid = VECTORS.notices[0];
  const closed = VECTORS.notices[2];
  if (!paid || !closed) throw new Error('no vectors');

  it('takes each notice once and answers SUCCESS each time', async () => {
    const { taken, post } = await shop();
    for (let i = 0; i < 3; i++) expect(await post(paid.body, paid.headers)).toEqual([200, 'SUCCESS']);
    expect(await post(closed.body, closed.headers)).toEqual([200, 'SUCCESS']);
    expect(taken.map((notice) => [notice.order_no, notice.n, notice.type])).toEqual([
      ['A1', 1, 'order.paid'],
      ['A1', 2, 'order.closed'],
    ]);
  });

  it('answers 401 to a stranger, 405 to a GET, 413 to a flood, and takes nothing', async () => {
    const { taken, post } = await shop();
    expect((await post(paid.body.replace('1990', '1'), paid.headers))[0]).toBe(401);
    expect((await post(paid.body, {}))[0]).toBe(401);
    expect((await post('', paid.headers, 'GET'))[0]).toBe(405);
    expect((await post(Buffer.alloc(70_000), paid.headers))[0]).toBe(413);
    expect(taken).toEqual([]);
  });

  it('answers 500 when the shop could not keep it, so that it comes again', async () => {
    let broken = true;
    const kept: number[] = [];
    const { post } = await shop({
      take: async (notice) => {
        if (broken) throw new Error('disk full at /var/lib/shop');
        kept.push(notice.n);
      },
    });
    const [status, text] = await post(paid.body, paid.headers);
    expect([status, text.includes('disk')]).toEqual([500, false]);
    broken = false;
    expect(await post(paid.body, paid.headers)).toEqual([200, 'SUCCESS']);
    expect(kept).toEqual([1]);
  });
});
