/** Keeps `connections` raw sockets busy with signed orders and counts the answers; an HTTP client would be the bottleneck. */
import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { sign } from '../../src/protocol/paysign-v2.ts';
import { KEY, MERCHANT } from './bff-process.ts';

const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');

let made = 0;

function order(): Buffer {
  made += 1;
  const fields = {
    merchant_id: MERCHANT,
    order_no: 'B' + process.pid + '-' + made,
    amount_fen: '1990',
    subject: '综艺会员 3 个月',
    return_url: 'http://shop.example/back',
    notify_url: 'http://shop.example/notices',
  };
  const body = Buffer.from(JSON.stringify(sign(hmac, KEY, 'POST', '/v2/orders', fields, { now_ms: Date.now(), nonce: 'n' + made })));
  const head = 'POST /v2/orders HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ' + body.length + '\r\n\r\n';
  return Buffer.concat([Buffer.from(head), body]);
}

/** Throws when an order is not answered with 200. */
export async function load(port: number, connections: number, for_ms: number): Promise<{ answered: number; per_s: number }> {
  const prepared = Array.from({ length: Math.ceil(for_ms * 12) }, order);
  const until = performance.now() + for_ms;
  let answered = 0;
  const started = performance.now();
  await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket = connect(port, '127.0.0.1');
          let got = '';
          const next = (): void => {
            const request = performance.now() < until ? prepared.pop() : undefined;
            if (request) socket.write(request);
            else {
              socket.destroy();
              resolve();
            }
          };
          socket
            .setNoDelay(true)
            .setEncoding('latin1')
            .on('connect', next)
            .on('error', reject)
            .on('data', (text: string) => {
              got += text;
              const end = got.indexOf('\r\n\r\n');
              const length = /content-length: (\d+)/i.exec(got)?.[1];
              if (end < 0 || length === undefined || got.length < end + 4 + Number(length)) return;
              if (!got.startsWith('HTTP/1.1 200')) return reject(new Error(got.slice(0, 400)));
              got = '';
              answered += 1;
              next();
            });
        }),
    ),
  );
  return { answered, per_s: answered / ((performance.now() - started) / 1000) };
}
