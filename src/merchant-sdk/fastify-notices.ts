/** Takes notices on Fastify: the plugin's own scope keeps the bytes as they came. */
import { noticeAnswer } from './notice-handler.ts';
import type { NoticeBook, Verify } from './notice-handler.ts';
import type { HeaderBag } from './headers.ts';

/** What is used of Fastify. */
export interface FastifyLike {
  removeAllContentTypeParsers(): void;
  addContentTypeParser(
    type: string,
    options: { parseAs: 'buffer' },
    parse: (request: unknown, body: unknown, done: (error: null, body: unknown) => void) => void,
  ): unknown;
  post(url: string, handler: (request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<unknown>): unknown;
}
interface FastifyRequestLike {
  headers: HeaderBag;
  body: unknown;
}
interface FastifyReplyLike {
  code(status: number): FastifyReplyLike;
  header(name: string, value: string): FastifyReplyLike;
  send(text: string): unknown;
}

// Fastify's own types are wider than what is used of them.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type FastifyNotices = (app: any, options?: { url?: string }) => Promise<void>;

export function fastifyNotices(verify: Verify, book: NoticeBook): FastifyNotices {
  return async (app: FastifyLike, { url = '/notices' } = {}) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    app.post(url, async (request, reply) => {
      const raw = request.body instanceof Uint8Array ? request.body : new Uint8Array();
      const [status, text] = await noticeAnswer(verify, book, request.headers, raw);
      return reply.code(status).header('content-type', 'text/plain; charset=utf-8').send(text);
    });
  };
}
