/** Whose request was refused, and a proxy that nobody named. */
import { describe, expect, it } from 'vitest';
import { testApp } from '../../testing/app.ts';
import { addressShower } from './client-address.ts';

type App = Awaited<ReturnType<typeof testApp>>;
const lines = (app: App, event: string) =>
  app.logged.map((line) => JSON.parse(line) as { msg: string; [name: string]: unknown }).filter((one) => one.msg === event);

describe('an address in the log', () => {
  it.each([
    ['full', '203.0.113.9', '203.0.113.9'],
    ['full', '::ffff:203.0.113.9', '203.0.113.9'],
    ['masked', '203.0.113.9', '203.0.113.0/24'],
    ['masked', '::ffff:203.0.113.9', '203.0.113.0/24'],
    ['masked', '2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['masked', '2001:db8::6', '2001:db8::/48'],
    ['masked', '::1', '::/48'],
    ['none', '203.0.113.9', undefined],
  ] as const)('%s: %s', (how, address, shown) => {
    expect(addressShower(how)(address).address).toBe(shown);
  });

  it.each([
    ['full', '203.0.113.9'],
    ['masked', '203.0.113.0/24'],
    ['none', undefined],
  ] as const)('of a refused request, %s, with its route', async (log_addresses, address) => {
    const app = await testApp({ log_addresses });
    await app.bff.app.inject({ url: '/c/0000000000000000000000000000000000/step', remoteAddress: '203.0.113.9' });
    await app.bff.app.inject({ method: 'POST', url: '/v2/orders', payload: { merchant_id: 'x' }, remoteAddress: '203.0.113.9' });
    await app.bff.stop();
    const refused = lines(app, 'request.refused');
    expect(refused.at(-1)).toMatchObject({ code: 'MERCHANT_UNKNOWN', route: '/v2/orders' });
    expect(refused.map((one) => one['address'])).toEqual(refused.map(() => address));
    // The route's pattern, never the address with its token.
    expect(JSON.stringify(refused)).not.toContain('/c/0000');
  });
});

describe('all requests from one private address', () => {
  async function warned(ips: readonly string[], headers: { [name: string]: string } = {}, trusted_proxies: readonly string[] = []) {
    const app = await testApp({ trusted_proxies });
    for (let i = 0; i < 2_200; i++) await app.bff.app.inject({ url: '/healthz', remoteAddress: ips[i % ips.length] ?? '', headers });
    await app.bff.stop();
    return lines(app, 'clients.one-address').length;
  }
  const FORWARDED = { 'x-forwarded-for': '203.0.113.9' };

  it.each([
    ['a proxy in the network', ['10.0.0.5'], {}, [], 1],
    ['a proxy on this machine', ['127.0.0.1'], FORWARDED, [], 1],
    ['this machine without a proxy', ['127.0.0.1'], {}, [], 0],
    ['a proxy, and probes of this machine', ['127.0.0.1', '10.0.0.5'], {}, [], 1],
    ['two clients', ['10.0.0.5', '10.0.0.6'], {}, [], 0],
    ['a public address', ['203.0.113.9'], {}, [], 0],
    ['a proxy that is trusted', ['10.0.0.5'], FORWARDED, ['10.0.0.5'], 0],
  ] as const)(
    '%s',
    async (_name, ips, headers, trusted, times) => {
      expect(await warned(ips, headers, trusted)).toBe(times);
    },
    60_000,
  );
});
