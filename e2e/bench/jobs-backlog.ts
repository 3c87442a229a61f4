/** Orders with a code on the screen, made through a BFF's own routes; each leaves one query that is due later. */
import { createHmac } from 'node:crypto';
import { Agent } from 'undici';
import type { Step } from '../../src/protocol/step.ts';
import { sign } from '../../src/protocol/paysign-v2.ts';
import { KEY, MERCHANT } from './bff-process.ts';

const CALLERS = 16;
const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');

export async function makeBacklog(port: number, orders: number): Promise<void> {
  const origin = 'http://127.0.0.1:' + port;
  const agent = new Agent({ connections: CALLERS, pipelining: 1 });
  const ask = async <T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await agent.request({ origin, path, method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(path + ' answered ' + answer.statusCode + ' ' + text.slice(0, 300));
    return JSON.parse(text) as T;
  };
  let made = 0;
  async function one(n: number): Promise<void> {
    const fields = {
      merchant_id: MERCHANT,
      order_no: 'J' + n,
      amount_fen: '1990',
      subject: '综艺会员 3 个月',
      return_url: 'http://shop.example/back',
      notify_url: 'http://shop.example/notices',
    };
    const signed = sign(hmac, KEY, 'POST', '/v2/orders', fields, { now_ms: Date.now(), nonce: 'j' + n });
    const { cashier_url } = await ask<{ cashier_url: string }>('POST', '/v2/orders', signed);
    const base = new URL(cashier_url).pathname;
    const { version } = await ask<Step>('GET', base + '/step');
    const step = await ask<Step>('POST', base + '/answer', { version, answer: { kind: 'choose', channel: 'wechat' } });
    if (step.kind !== 'scan') throw new Error('order ' + n + ' got no code but ' + JSON.stringify(step).slice(0, 300));
  }
  const caller = async (): Promise<void> => {
    while (made < orders) await one((made += 1));
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  await agent.destroy();
}
