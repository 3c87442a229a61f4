/** Addresses a merchant may name: what is none or another's is not allowed, a name that stands twice is a bad field, the rest comes back whole. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyReturn } from '../../../protocol/return-url.ts';
import { hmac } from '../../merchants/verify.ts';
import { KEY, testApp } from '../../testing/app.ts';

let app: Awaited<ReturnType<typeof testApp>>;
beforeAll(async () => (app = await testApp()));
afterAll(() => app.bff.stop());

let n = 0;
const open = (over: { [name: string]: string }) => app.post('/v2/orders', app.order({ order_no: 'R' + (n += 1), ...over }));

const NO_ADDRESS = [
  'javascript:alert(1)',
  'data:text/html,x',
  'ftp://shop.example/back',
  '//shop.example/back',
  '/back',
  'http://',
  'http://user:pass@shop.example/back',
  'http://shop.example@evil.example/',
  'http://shop.example\\@evil.example/',
  'http://shop.example/ back',
];

it.each([
  ['return_url', 'RETURN_URL_NOT_ALLOWED'],
  ['notify_url', 'NOTIFY_URL_NOT_ALLOWED'],
])('%s that is no address of http is not allowed', async (name, code) => {
  for (const url of NO_ADDRESS) {
    const { statusCode, body } = await open({ [name]: url });
    expect([url, statusCode, JSON.parse(body).error]).toMatchObject([url, 403, { code }]);
    expect(body).not.toContain(url);
  }
});

it('an address of somebody else is not allowed', async () => {
  const evil = { return_url: 'http://evil.example/back', notify_url: 'http://shop.example.evil.example/' };
  expect((await open({ return_url: evil.return_url })).json()).toMatchObject({ error: { code: 'RETURN_URL_NOT_ALLOWED' } });
  expect((await open({ notify_url: evil.notify_url })).json()).toMatchObject({ error: { code: 'NOTIFY_URL_NOT_ALLOWED' } });
});

it.each(['?a=1&a=2', '?a=1&%61=2', '?a&b&a', '?state=x&state=y'])('a name that stands twice (%s) is refused, not lost', async (query) => {
  const { statusCode, body } = await open({ return_url: 'http://shop.example/back' + query });
  expect([statusCode, JSON.parse(body).error]).toMatchObject([400, { code: 'FIELD_BAD', field: 'return_url' }]);
});

it.each([
  ['?a=1&b=2#there', { a: '1', b: '2' }, '#there'],
  ['#there', {}, '#there'],
  ['?a=%E4%BD%A0+%26', { a: '你 &' }, ''],
  // A state of the merchant's own makes nothing paid.
  ['?state=paid&order_no=other', {}, ''],
])('%s comes back whole, and signed', async (rest, own, hash) => {
  const made = (await open({ return_url: 'http://shop.example/back' + rest })).json<{ order_no: string; cashier_url: string }>();
  const path = new URL(made.cashier_url).pathname;
  const left = await app.bff.app.inject({ method: 'POST', url: path + '/answer', payload: { version: 0, answer: { kind: 'leave' } } });
  const { url } = left.json<{ return_to: { url: string } }>().return_to;
  const { verdict, fields } = verifyReturn(hmac, [KEY], url, app.world.now());
  expect([verdict, fields, new URL(url).hash]).toMatchObject(['good', { ...own, order_no: made.order_no, state: 'left' }, hash]);
});
