/** Where notices may go: odd spellings of addresses, names that lead inside, names that change, redirects. Nothing is connected to that was refused. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressKind } from './address-kind.ts';
import { makeNoticeSend } from './notice-send.ts';

let connections = 0;
const paths: string[] = [];
const server = createServer((request, response) => {
  paths.push(request.url ?? '');
  if (request.url === '/redirect') return void response.writeHead(302, { location: '/inside' }).end();
  response.end('SUCCESS');
});
server.on('connection', () => (connections += 1));
let port = 0;
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => void server.close());

const names: { [name: string]: string[][] } = {
  'inside.example': [['127.0.0.1']],
  'metadata.example': [['169.254.169.254']],
  'mixed.example': [['93.184.216.34', '127.0.0.1']],
  'mapped.example': [['::ffff:127.0.0.1']],
  'outside.example': [['93.184.216.34']],
  // Rebinding: good at the first look, bad at the next.
  'rebinds.example': [['93.184.216.34'], ['127.0.0.1']],
};
let asked = 0;
const resolver = (name: string, done: (error: Error | null, addresses: { address: string; family: number }[]) => void): void => {
  asked += 1;
  const rounds = names[name] ?? [];
  const found = (rounds.length > 1 ? rounds.shift() : rounds[0]) ?? [];
  done(
    found.length ? null : new Error('ENOTFOUND'),
    found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
  );
};

const post = (url: string, allow: string[] = []) => {
  const { send, stop } = makeNoticeSend(allow, resolver);
  return send({ method: 'POST', url, body: '{}', timeout_ms: 5_000, headers: {} }).finally(stop);
};
const codeOf = (url: string) =>
  post(url).then(
    () => 'sent',
    (error: { code?: string; cause?: { code?: string } }) => error.code ?? error.cause?.code ?? 'failed',
  );

describe('kinds', () => {
  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['0:0:0:0:0:ffff:7f00:0001', 'loopback'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['2002:7f00:1::', 'loopback'],
    ['::127.0.0.1', 'loopback'],
    ['10.1.15.50', 'private'],
    ['172.31.0.1', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['fd00::1', 'private'],
    ['::ffff:a00:1', 'private'],
    ['169.254.169.254', 'none'],
    ['0.0.0.0', 'none'],
    ['::', 'none'],
    ['fe80::1%eth0', 'none'],
    ['224.0.0.1', 'none'],
    ['255.255.255.255', 'none'],
    ['93.184.216.34', 'public'],
    ['172.32.0.1', 'public'],
    ['2606:2800:220:1::1', 'public'],
    ['not one', 'none'],
  ])('%s is %s', (address, kind) => expect(addressKind(address)).toBe(kind));
});

describe('names', () => {
  it.each([
    ['http://inside.example:PORT/', 'NOTICE_ADDRESS_PRIVATE'],
    ['https://inside.example:PORT/', 'NOTICE_ADDRESS_PRIVATE'],
    ['http://mapped.example:PORT/', 'NOTICE_ADDRESS_PRIVATE'],
    ['http://mixed.example:PORT/', 'NOTICE_NOT_HTTPS'],
    ['https://mixed.example:PORT/', 'NOTICE_ADDRESS_PRIVATE'],
    ['http://metadata.example/', 'NOTICE_ADDRESS_BAD'],
    ['http://outside.example/', 'NOTICE_NOT_HTTPS'],
    ['http://93.184.216.34/', 'NOTICE_NOT_HTTPS'],
    ['http://169.254.169.254/latest', 'NOTICE_ADDRESS_BAD'],
    ['http://[fe80::1]/', 'NOTICE_ADDRESS_BAD'],
    ['http://0/', 'NOTICE_ADDRESS_BAD'],
    ['http://0.0.0.0:PORT/', 'NOTICE_ADDRESS_BAD'],
    ['http://[::]:PORT/', 'NOTICE_ADDRESS_BAD'],
  ])('%s: %s, and nothing is connected to', async (url, code) => {
    const before = connections;
    expect(await codeOf(url.replace('PORT', String(port)))).toBe(code);
    expect(connections).toBe(before);
  });

  it('a name is looked at once, and the address that was looked at is the one', async () => {
    const before = [connections, asked] as const;
    await expect(post('https://rebinds.example:' + port + '/')).rejects.toThrow();
    expect([connections - before[0], asked - before[1]]).toEqual([0, 1]);
    expect(await codeOf('https://rebinds.example:' + port + '/')).toBe('NOTICE_ADDRESS_PRIVATE');
    expect(connections).toBe(before[0]);
  });

  it('a private name where the operator allows its range, and an address on the list itself, are sent to', async () => {
    expect((await post('http://inside.example:' + port + '/', ['127.0.0.0/8'])).status).toBe(200);
    // Odd spellings of an address are that address.
    for (const host of ['127.0.0.1', '0x7f.1', '2130706433', '017700000001', '127.1']) {
      expect((await post('http://' + host + ':' + port + '/')).status).toBe(200);
    }
  });

  it('a redirect is not followed', async () => {
    expect((await post('http://127.0.0.1:' + port + '/redirect')).status).toBe(302);
    expect(paths).not.toContain('/inside');
  });
});
