/** A merchant's server that answers 500 to a fifth of all notices, and drops the answer of others after processing them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LezhongPay } from '../../../src/merchant-sdk/index.ts';
import type { Taken } from './facts.ts';

export interface FailingMerchant {
  url: string;
  /** Every notice it processed, doubles among them, in order. */
  taken: Taken[];
  /** Bad signatures; none may come from us. */
  forged: number;
  verifyWith(pay: LezhongPay): void;
  /** Called for each notice before it is answered. */
  onTaken(listener: (one: Taken) => void): void;
  stopFailing(): void;
  stop(): Promise<void>;
}

export async function startFailingMerchant(chance: () => number): Promise<FailingMerchant> {
  let pay: LezhongPay | undefined;
  let healthy = false;
  let listen: (one: Taken) => void = () => undefined;
  const shop: FailingMerchant = {
    url: '',
    taken: [],
    forged: 0,
    verifyWith: (sdk) => void (pay = sdk),
    onTaken: (listener) => void (listen = listener),
    stopFailing: () => void (healthy = true),
    stop: () => new Promise((done) => server.close(() => done()).closeAllConnections()),
  };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const outcome = healthy ? 1 : chance();
      if (outcome < 0.2) return response.writeHead(500).end();
      const notice = pay?.verifyNotice(request.headers, Buffer.concat(parts));
      if (!notice) {
        shop.forged += 1;
        return response.writeHead(400).end();
      }
      const { merchant_id, order_no, n, type, amount_fen, refund_no, refund_fen } = notice;
      const refund = refund_no === undefined || refund_fen === undefined ? {} : { refund_no, refund_fen };
      const one = { merchant_id, order_no, n, type, amount_fen, ...refund };
      shop.taken.push(one);
      listen(one);
      if (outcome < 0.35) return request.socket.destroy();
      return response.end('SUCCESS');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  shop.url = 'http://127.0.0.1:' + (server.address() as AddressInfo).port;
  return shop;
}
