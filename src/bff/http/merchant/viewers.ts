/** What a portal's server says of its viewers. */
import Type from 'typebox';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../../../protocol/refusal.ts';
import type { Reissue } from '../../viewers/accounts/reissued.ts';
import { askedBy, Flat } from './asked.ts';
import type { AskedDeps } from './asked.ts';
import { SHAPES } from './shapes.ts';

export interface ViewerDeps extends AskedDeps {
  reissue: Reissue;
}

const ViewerId = Type.Object({ id: Type.String({ pattern: '^[0-9A-Za-z_-]{1,64}$' }) });

export function viewerRoutes(app: FastifyInstance, deps: ViewerDeps): void {
  app.post<{ Params: { id: string }; Body: Flat }>(
    '/v2/viewers/:id/reissued',
    { schema: { params: ViewerId, body: Flat }, config: { shape: SHAPES.reissued } },
    async (request) => {
      const merchant = askedBy(deps, request, request.body);
      if (merchant.portal !== true) throw new Refusal('PORTAL_OFF');
      const viewer_id = request.params.id;
      await deps.reissue({ merchant_id: merchant.id, viewer_id });
      return { viewer_id };
    },
  );
}
