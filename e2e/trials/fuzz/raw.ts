/** Bytes no HTTP client would send, written to a socket. */
import { connect } from 'node:net';
import type { Odd } from './odd.ts';

const POST = (base: string) => 'POST ' + base + '/answer HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';

/** A body that trickles, a head that never ends, two lengths, chunks that lie, a NUL; or a good request with bad bytes in it. */
export function rawBytes(odd: Odd, base: string): Buffer {
  const head = POST(base);
  const good = head + 'Content-Length: 34\r\n\r\n{"version":0,"answer":{"kind":"x"}}';
  if (odd.once(2)) return odd.bytes(odd.pick([good, 'GET ' + base + '/step?after=1 HTTP/1.1\r\nHost: x\r\nCookie: a=b\r\n\r\n']));
  return Buffer.from(
    odd.pick([
      head + 'Content-Length: 50\r\n\r\n{"version"',
      head + 'Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}   ',
      head + 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}   \r\n0\r\n\r\n',
      head + 'Content-Length: -1\r\n\r\n{}',
      head + 'Transfer-Encoding: chunked\r\n\r\nffffffffff\r\n',
      head + 'Transfer-Encoding: chunked, gzip\r\n\r\n',
      head + 'Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}',
      'GET ' + 'a'.repeat(20_000) + ' HTTP/1.1\r\n\r\n',
      'GET /box/\u0000 HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET /box/..\\..\\package.json HTTP/1.0\r\n\r\n',
      'GET / HTTP/1.1\r\n' + 'X: y\r\n'.repeat(3_000) + '\r\n',
      'CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET /healthz HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAA\r\n\r\n',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      good.repeat(5),
      'GARBAGE\r\n\r\n',
      '\u0016\u0003\u0001',
    ]),
    'latin1',
  );
}

/** Resolves to the bytes received until 20 ms after the first, or within 300 ms. */
export function sendBytes(url: URL, bytes: Buffer): Promise<string> {
  return new Promise((done) => {
    let received = '';
    const socket = connect(Number(url.port), url.hostname, () => socket.write(bytes));
    const end = (): void => {
      clearTimeout(late);
      socket.destroy();
      done(received);
    };
    const late = setTimeout(end, 300);
    socket.on('data', (part) => {
      if (!received) setTimeout(end, 20);
      received += part.toString('latin1');
    });
    socket.on('error', end).on('close', end);
  });
}
