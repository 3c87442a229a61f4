/**
 * The least a WeChat Pay v3 may be, as a process: node e2e/bench/jobs-bank.ts KEY_FILE. Every order has a code and is unpaid,
 * and every answer is signed with the time of its request. Prints its port. `GET /bench/queries` counts queries.
 */
import { createPrivateKey, createSign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { APPID, MCHID, PLATFORM_SERIAL } from './jobs-wechat.ts';

const key = createPrivateKey(readFileSync(process.argv[2] ?? ''));
/** Since the last `DELETE /bench/queries`: when each number was first asked about, in milliseconds of this process. */
const asked = new Map<string, number>();
let nonce = 0;

function signed(request: IncomingMessage, response: ServerResponse, status: number, body: string): void {
  const timestamp = /timestamp="(\d+)"/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const nonce_str = 'n' + (nonce += 1);
  const signature = createSign('RSA-SHA256').update(`${timestamp}\n${nonce_str}\n${body}\n`).sign(key, 'base64');
  response
    .writeHead(status, {
      'content-type': 'application/json',
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce_str,
      'wechatpay-signature': signature,
      'wechatpay-serial': PLATFORM_SERIAL,
    })
    .end(body);
}

function queries(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'DELETE') asked.clear();
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify([...asked.values()]));
}

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (path === '/bench/queries') return queries(request, response);
    if (path.endsWith('/native')) return signed(request, response, 200, '{"code_url":"weixin://wxpay/bizpayurl?pr=bench"}');
    if (path.endsWith('/close')) return signed(request, response, 204, '');
    const out_trade_no = path.slice(path.lastIndexOf('/') + 1);
    if (!asked.has(out_trade_no)) asked.set(out_trade_no, performance.now());
    const trade = { appid: APPID, mchid: MCHID, out_trade_no, trade_state: 'NOTPAY', trade_state_desc: '订单未支付' };
    return signed(request, response, 200, JSON.stringify(trade));
  });
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
