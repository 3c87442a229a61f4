/** Wherever a viewer may land there is a page to read; programs get JSON; what a portal adds to a link changes nothing. */
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../../testing/app.ts';

let app: Awaited<ReturnType<typeof testApp>>;
let cashier = '';
beforeAll(async () => {
  app = await testApp();
  await app.bff.app.listen({ host: '127.0.0.1', port: 0 });
  cashier = new URL((await app.post('/v2/orders', app.order({ order_no: 'L1' }))).json<{ cashier_url: string }>().cashier_url).pathname;
});
afterAll(() => app.bff.stop());

const signedQuery = (over: { [name: string]: string } = {}): string =>
  new URLSearchParams(app.signed('GET', '/pay', app.order({ order_no: 'L1', ...over }))).toString();

/** What boxes and portals say they take: everything, nothing at all, a list of an old browser. */
const ACCEPTS = [{ accept: '*/*' }, {}, { accept: 'text/html,application/xhtml+xml;q=0.9' }, { accept: 'image/gif, image/jpeg, */*' }];

describe('a viewer reads a page', () => {
  it.each([
    ['/', 404],
    ['/pay', 401],
    ['/me', 401],
    ['/me/', 401],
    ['/me/more', 404],
    ['/pay/', 401],
    ['/pay?', 401],
    ['/pay/more', 404],
    ['/PAY', 404],
    ['/c', 404],
    ['/c/', 404],
    ['/c/nobody', 400],
    ['/c/' + '0'.repeat(52), 404],
    ['/c/' + '0'.repeat(52) + '/', 404],
    ['/c/%zz', 400],
    ['/pay%E0%A4%A?x=%', 400],
    ['/pay?x=%zz', 401],
    ['/c/' + 'a'.repeat(300), 414],
    ['/index.html', 404],
  ])('%s', async (url, status) => {
    for (const headers of ACCEPTS) {
      const { statusCode, headers: said, body } = await app.bff.app.inject({ url, headers });
      expect([statusCode, said['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
      expect(body).toContain('"kind":"unavailable"');
      expect(body).not.toContain('%zz');
    }
  });

  it('posted to by a form', async () => {
    const { headers } = await app.bff.app.inject({ method: 'POST', url: '/c', headers: { accept: 'text/html' } });
    expect(headers['content-type']).toMatch(/^text\/html/);
  });

  it('with a slash more, at the cashier and on the way to it', async () => {
    for (const url of [cashier + '/', '/' + cashier, cashier + '/?from=portal']) {
      const { statusCode, body } = await app.bff.app.inject(url);
      expect([url, statusCode]).toEqual([url, 200]);
      expect(body).toContain('"base":"' + cashier + '"');
    }
    for (const path of ['/pay/', '//pay', '//pay//'])
      expect((await app.bff.app.inject(path + '?' + signedQuery())).headers.location).toBe(cashier);
  });

  it('where a portal made the head longer than can be read', async () => {
    const heard = (line: string): Promise<string> =>
      new Promise((done) => {
        let text = '';
        const { port } = app.bff.app.server.address() as AddressInfo;
        const socket = connect(port, '127.0.0.1', () =>
          socket.write(line + ' HTTP/1.1\r\nHost: x\r\nCookie: ' + 'y'.repeat(20_000) + '\r\n\r\n'),
        );
        socket.on('data', (part) => (text += part.toString('utf8')));
        socket.on('error', () => undefined);
        socket.on('close', () => done(text));
      });
    expect(await heard('GET ' + cashier)).toMatch(/^HTTP\/1.1 431[^]*content-type: text\/html[^]*"kind":"unavailable"/);
    expect(await heard('GET /v2/orders/A1')).toMatch(/^HTTP\/1.1 431[^]*content-type: application\/json/);
  });
});

describe('a program reads JSON', () => {
  it.each([
    '/v2/nothing',
    '/web-lezpay/ipay/none',
    '/v2/orders/%zz',
    '/box/app-0000000000.js',
    '/keymaps/none.json',
    '/callbacks/x/y',
    '/c/nobody/step',
  ])('%s', async (url) => {
    const { headers } = await app.bff.app.inject({ url, headers: { accept: '*/*' } });
    expect(headers['content-type']).toMatch(/^application\/(problem\+)?json/);
  });

  it('that says so, at any address', async () => {
    const { headers } = await app.bff.app.inject({ url: '/nowhere', headers: { accept: 'application/json' } });
    expect(headers['content-type']).toMatch(/^application\/(problem\+)?json/);
  });
});

describe('a link to which a portal added', () => {
  it.each([
    'stbid=123',
    'a=1&a=2',
    'userToken=' + 'x'.repeat(2_000),
    'x'.repeat(100) + '=1',
    '=1',
    'flag',
    '__proto__=1&constructor=2',
    'bad=%zz&worse=%D6%D0',
    Array.from({ length: 60 }, (_, i) => 'p' + i + '=1').join('&'),
  ])('%s', async (added) => {
    for (const query of [signedQuery() + '&' + added, added + '&' + signedQuery()]) {
      const { statusCode, headers } = await app.bff.app.inject('/pay?' + query);
      expect([statusCode, headers.location]).toEqual([303, cashier]);
    }
  });

  it.each([
    ['ours twice', (query: string) => query + '&order_no=L1', 'FIELD_BAD'],
    ['ours, of another value', (query: string) => query.replace('order_no=L1', 'order_no=L2'), 'SIGNATURE_BAD'],
    ['ours, that was not there', (query: string) => query + '&detail=more', 'SIGNATURE_BAD'],
    ['ours, taken away', (query: string) => query.replace(/&?amount_fen=\d+/, ''), 'SIGNATURE_BAD'],
    ['a second signature', (query: string) => query + '&signature=0', 'FIELD_BAD'],
    ['a name that the merchant signed and we do not know', () => signedQuery({ unknown_field: '1' }) + '&stbid=1', 'SIGNATURE_BAD'],
    ['the same without an addition', () => signedQuery({ unknown_field: '1' }), 'FIELD_BAD'],
  ])('refused: %s', async (_name, change, code) => {
    const { body, headers } = await app.bff.app.inject('/pay?' + change(signedQuery()));
    expect(headers['content-type']).toMatch(/^text\/html/);
    expect(body).toContain('"code":"' + code + '"');
  });

  it('programs are held to the letter', async () => {
    const fields = app.signed('POST', '/v2/orders', app.order({ order_no: 'L1' }));
    const { statusCode } = await app.bff.app.inject({ method: 'POST', url: '/v2/orders', payload: { ...fields, stbid: '1' } });
    expect(statusCode).toBe(401);
  });
});
