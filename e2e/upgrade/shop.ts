/** A merchant's server: takes notices whose signature is good, and can be down. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LezhongPay } from '../../src/merchant-sdk/index.ts';

export interface Shop {
  port: number;
  url: string;
  /** True: answers 500 to everything. */
  down: boolean;
  /** Notices whose signature did not fit. */
  forged: number;
  /** Types of the notices taken for an order by their number. */
  notices(order_no: string): { [n: number]: string };
  verifyWith(pay: LezhongPay): void;
  stop(): Promise<void>;
}

export async function startShop(port: number): Promise<Shop> {
  const taken = new Map<string, { [n: number]: string }>();
  let pay: LezhongPay | undefined;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (shop.down) return response.writeHead(500).end();
      const notice = pay?.verifyNotice(request.headers, Buffer.concat(parts));
      if (!notice) {
        shop.forged += 1;
        return response.writeHead(400).end();
      }
      taken.set(notice.order_no, { ...taken.get(notice.order_no), [notice.n]: notice.type });
      return response.end('SUCCESS');
    });
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const at = (server.address() as AddressInfo).port;
  const shop: Shop = {
    port: at,
    url: 'http://127.0.0.1:' + at,
    down: false,
    forged: 0,
    notices: (order_no) => taken.get(order_no) ?? {},
    verifyWith: (sdk) => void (pay = sdk),
    stop: () => new Promise((done) => void server.close(() => done()).closeAllConnections()),
  };
  return shop;
}
