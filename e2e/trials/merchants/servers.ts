/** Servers of many merchants: each verifies what it is told and notes when; one answers late, one not at all until it is mended. */
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LezhongPay } from '../../../src/merchant-sdk/index.ts';

export interface Post {
  order_no: string;
  type: string;
  at_ms: number;
  /** It was answered in the agreed word. */
  taken: boolean;
}

export interface MerchantServer {
  url: string;
  /** In the order in which they came, repeats among them. */
  posts: Post[];
  /** Bad signatures; none may come from us. */
  forged: number;
  pay?: LezhongPay;
  stop(): Promise<void>;
}

/** `takes` says whether a notice is taken, once it is to be answered; one that is not taken is never answered. */
export async function startServer(takes: () => Promise<boolean> | boolean): Promise<MerchantServer> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => void answer(request.headers, Buffer.concat(parts), response));
  });
  const one: MerchantServer = {
    url: '',
    posts: [],
    forged: 0,
    stop: () => new Promise((done) => server.close(() => done()).closeAllConnections()),
  };
  async function answer(headers: { [name: string]: string | string[] | undefined }, body: Buffer, response: ServerResponse): Promise<void> {
    const at_ms = performance.now();
    const notice = one.pay?.verifyNotice(headers, body);
    if (!notice) {
      one.forged += 1;
      return void response.writeHead(400).end();
    }
    const post: Post = { order_no: notice.order_no, type: notice.type, at_ms, taken: false };
    one.posts.push(post);
    post.taken = await takes();
    if (post.taken) response.end('SUCCESS');
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  one.url = 'http://127.0.0.1:' + (server.address() as AddressInfo).port;
  return one;
}

export const after = (ms: number) => async (): Promise<boolean> => {
  await sleep(ms);
  return true;
};
