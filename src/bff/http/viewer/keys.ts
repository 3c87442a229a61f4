/** /keys: the codes that a remote sends, for QA with a new box; its report is kept as one JSON line. */
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../../../protocol/refusal.ts';
import type { PageMaker } from '../../render/page.ts';
import { reportFolder } from './report-folder.ts';

export interface KeysDeps {
  page: PageMaker;
  reports_dir: string | undefined;
  now: () => number;
}

export function keysRoutes(app: FastifyInstance, { page, reports_dir, now }: KeysDeps): void {
  const folder = reports_dir === undefined ? undefined : reportFolder(reports_dir);
  app.get('/keys', { config: { page: true } }, async (request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page.keys(request.headers['user-agent'] ?? '')),
  );

  app.post('/keys/report', async (request, reply) => {
    if (!folder) throw new Refusal('PAGE_NOT_FOUND');
    if (typeof request.body !== 'object' || request.body === null) throw new Refusal('BODY_BAD');
    return reply.status(201).send({ saved: await folder.keep(request.body, now()) });
  });
}
