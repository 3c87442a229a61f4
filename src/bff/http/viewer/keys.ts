/** /keys: what a remote sends, for QA with a new box; its report is kept as one JSON line. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../../../protocol/refusal.ts';
import type { PageMaker } from '../../render/page.ts';

export interface KeysDeps {
  page: PageMaker;
  reports_dir: string | undefined;
  now: () => number;
}

/** Kept reports of one run: a forgotten page cannot fill the disk. */
const REPORTS_MAX = 1_000;

export function keysRoutes(app: FastifyInstance, { page, reports_dir, now }: KeysDeps): void {
  let kept = 0;
  app.get('/keys', { config: { page: true } }, async (request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page.keys(request.headers['user-agent'] ?? '')),
  );

  app.post('/keys/report', async (request, reply) => {
    if (!reports_dir || typeof request.body !== 'object' || request.body === null)
      throw new Refusal(reports_dir ? 'BODY_BAD' : 'PAGE_NOT_FOUND');
    if (++kept > REPORTS_MAX) throw new Refusal('RATE_LIMITED');
    mkdirSync(reports_dir, { recursive: true });
    const name = new Date(now()).toISOString().slice(0, 10) + '-' + randomUUID().slice(0, 8) + '.json';
    writeFileSync(join(reports_dir, name), JSON.stringify(request.body, null, 2) + '\n');
    return reply.status(201).send({ saved: name });
  });
}
