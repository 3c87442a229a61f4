/** A merchant's server for journeys: takes notices, verified by the SDK, and shows a page to whoever comes back. */
import { createServer } from 'node:http';
import type { LezhongPay } from '../../src/merchant-sdk/index.ts';

export interface Merchant {
  url: string;
  /** Types of the notices taken for an order, oldest first, each once. */
  notices(order_no: string): string[];
  verifyWith(pay: LezhongPay): void;
  stop(): Promise<void>;
}

export async function startMerchant(): Promise<Merchant> {
  const taken = new Map<string, Map<number, string>>();
  let pay: LezhongPay | undefined;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => {
        response.setHeader('content-type', 'text/html; charset=utf-8');
        if (request.method !== 'POST') return response.end('<title>shop</title><body>回到应用</body>');
        const notice = pay?.verifyNotice(request.headers, Buffer.concat(parts));
        if (!notice) return response.writeHead(400).end();
        const known = taken.get(notice.order_no) ?? new Map<number, string>();
        taken.set(notice.order_no, known.set(notice.n, notice.type));
        return response.end('SUCCESS');
      });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: 'http://127.0.0.1:' + (server.address() as { port: number }).port,
    notices: (order_no) => [...(taken.get(order_no) ?? [])].sort(([a], [b]) => a - b).map(([, type]) => type),
    verifyWith: (sdk) => void (pay = sdk),
    stop: () => new Promise((done) => server.close(() => done()).closeAllConnections()),
  };
}
