/** Takes notices on a Node http server: raw bytes in, SUCCESS out, each notice taken once. */
import { NOTICE_ACK, NOTICE_TEST } from '../protocol/notice.ts';
import type { NoticeBody } from '../protocol/notice.ts';
import type { HeaderBag } from './headers.ts';

/** What is used of Node's IncomingMessage. Whoever read its body before left the bytes in `rawBody`, or in `body`. */
export interface NoticeRequest extends AsyncIterable<Uint8Array | string> {
  method?: string | undefined;
  headers: HeaderBag;
  /** As express.raw() and others leave it. */
  body?: unknown;
  rawBody?: unknown;
  /** Its bytes were read. */
  readableEnded?: boolean;
}

/** What is used of Node's ServerResponse. */
export interface NoticeResponse {
  writeHead(status: number, headers: { [name: string]: string }): unknown;
  end(text: string): unknown;
}

/** Where a merchant keeps notices. */
export interface NoticeBook {
  /** Whether the notice with this number of this order was taken before. */
  seen(order_no: string, n: number): boolean | Promise<boolean>;
  /**
   * Keeps the notice under the unique key (order_no, n) together with what follows from it, in one transaction. Whatever
   * it throws, the cashier sends the notice again later. Two copies at once may both be unseen: the unique key then
   * makes one of them throw, which is right.
   */
  take(notice: NoticeBody): void | Promise<void>;
}

/** A notice is a few hundred bytes. */
const BODY_MAX_BYTES = 65_536;

export type Verify = (headers: HeaderBag, raw_body: Uint8Array) => NoticeBody | undefined;

export function noticeHandler(verify: Verify, book: NoticeBook): (request: NoticeRequest, response: NoticeResponse) => Promise<void> {
  return async (request, response) => {
    const [status, text] = await answer(verify, book, request);
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...(status === 200 ? {} : { connection: 'close' }) });
    response.end(text);
  };
}

async function answer(verify: Verify, book: NoticeBook, request: NoticeRequest): Promise<[number, string]> {
  if (request.method !== 'POST') return [405, 'POST only'];
  const raw = await bytesOf(request).catch(() => 'broken' as const);
  if (raw === 'gone') return [500, GONE];
  if (raw === 'broken') return [500, 'not taken, please send again'];
  return raw ? noticeAnswer(verify, book, request.headers, raw) : [413, 'too large'];
}

const GONE =
  'the raw body is gone: something parsed it before. Put this handler before express.json(), use express.raw({ type: () => true }), or keep the bytes in request.rawBody';

/** What is answered to these bytes. */
export async function noticeAnswer(verify: Verify, book: NoticeBook, headers: HeaderBag, raw: Uint8Array): Promise<[number, string]> {
  if (raw.length > BODY_MAX_BYTES) return [413, 'too large'];
  try {
    const notice = verify(headers, raw);
    if (!notice) return [401, 'not signed by the cashier'];
    // A test of the connection is about no order.
    if (notice.type !== NOTICE_TEST && !(await book.seen(notice.order_no, notice.n))) await book.take(notice);
    return [200, NOTICE_ACK];
  } catch {
    return [500, 'not taken, please send again'];
  }
}

/** From where they are kept, else from the stream. */
async function bytesOf(request: NoticeRequest): Promise<Uint8Array | undefined | 'gone'> {
  for (const kept of [request.rawBody, request.body]) {
    if (typeof kept === 'string') return Buffer.from(kept);
    if (kept instanceof Uint8Array) return kept;
  }
  return request.readableEnded === true || isParsed(request.body) ? 'gone' : bodyOf(request);
}

/** Express 4 leaves {} where nothing was parsed. */
function isParsed(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Object.keys(body).length > 0;
}

async function bodyOf(request: NoticeRequest): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    length += bytes.length;
    if (length > BODY_MAX_BYTES) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
