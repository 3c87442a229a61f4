/** For load balancers and operators: alive, and ready to take orders. */
import type { FastifyInstance } from 'fastify';
import type { Store } from '../../store/port.ts';

export function healthRoutes(app: FastifyInstance, store: Store, stopping: () => boolean): void {
  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async (_request, reply) => {
    try {
      await store.ping();
    } catch {
      return reply.status(503).send({ ok: false, why: 'the database takes nothing' });
    }
    return stopping() ? reply.status(503).send({ ok: false, why: 'stopping' }) : { ok: true };
  });
}
