/** Merchants: list, add, switch, rotate keys, change the contract. */
import Type from 'typebox';
import type { Static } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { MAX_FEN } from '../../../protocol/money.ts';
import { addMerchant, merchantItems, rotateKey, switchMerchant } from '../../operators/merchants.ts';
import type { CommandDeps } from './deps.ts';
import { ActBody, ActorBody } from './schemas.ts';

const Id = Type.String({ pattern: '^[0-9A-Za-z_-]{1,64}$' });
const Name = Type.String({ minLength: 1, maxLength: 40 });
const Urls = Type.Array(Type.String({ pattern: '^https?://[^\\s]+$', maxLength: 512 }), { minItems: 1, maxItems: 20 });
const Fen = Type.Integer({ minimum: 0, maximum: MAX_FEN });
const Terms = {
  fee_bp: Type.Integer({ minimum: 0, maximum: 10_000, default: 0 }),
  fee_min_fen: Type.Integer({ minimum: 0, maximum: MAX_FEN, default: 0 }),
  fee_cap_fen: Type.Optional(Fen),
  credit_limit_fen: Type.Integer({ minimum: 0, maximum: MAX_FEN, default: 0 }),
};

const AddBody = Type.Object(
  {
    id: Id,
    name: Name,
    app_name: Name,
    return_allow: Urls,
    notify_allow: Urls,
    dev_id: Type.Optional(Id),
    app_id: Type.Optional(Id),
    viewers: Type.Optional(Type.Union([Type.Literal('own'), Type.Literal('operator')])),
    portal: Type.Optional(Type.Boolean()),
    ...Terms,
    ...ActorBody.properties,
  },
  { additionalProperties: false },
);
const RotateBody = Type.Object(
  { id: Id, finish: Type.Boolean({ default: false }), ...ActorBody.properties },
  { additionalProperties: false },
);
const TermsBody = Type.Object({ id: Id, ...Terms, ...ActorBody.properties }, { additionalProperties: false });

export function merchantCommands(app: FastifyInstance, deps: CommandDeps): void {
  const { merchants } = deps;

  app.get('/merchants', async () => ({ merchants: merchantItems(merchants) }));

  app.post<{ Body: Static<typeof AddBody> }>('/merchants/add', { schema: { body: AddBody } }, async ({ body }) => {
    const { actor, dev_id, app_id, fee_bp, fee_min_fen, fee_cap_fen, credit_limit_fen, ...texts } = body;
    const contract = { fee_bp, fee_min_fen, credit_limit_fen, ...(fee_cap_fen === undefined ? {} : { fee_cap_fen }) };
    const v1 = dev_id !== undefined && app_id !== undefined ? { v1: { dev_id, app_id } } : {};
    const made = await addMerchant(merchants, { ...texts, contract, ...v1 });
    deps.note('merchant-add', actor, { merchant: body.id });
    return made;
  });

  app.post<{ Body: Static<typeof RotateBody> }>('/merchants/rotate-key', { schema: { body: RotateBody } }, async ({ body }) => {
    const done = await rotateKey(merchants, body.id, body.finish);
    deps.note('merchant-rotate-key', body.actor, { merchant: body.id });
    return done;
  });

  app.post<{ Body: Static<typeof TermsBody> }>('/merchants/contract', { schema: { body: TermsBody } }, async ({ body }) => {
    const { id, actor, ...contract } = body;
    const merchant = await switchMerchant(merchants, id, { contract });
    deps.note('merchant-contract', actor, { merchant: id });
    return { merchant };
  });

  for (const [path, to] of [
    ['enable', { enabled: true }],
    ['disable', { enabled: false }],
    ['hold', { on_hold: true }],
    ['resume', { on_hold: false }],
  ] as const)
    app.post<{ Body: ActBody }>('/merchants/' + path, { schema: { body: ActBody } }, async ({ body: { id, actor } }) => {
      const merchant = await switchMerchant(merchants, id, to);
      deps.note('merchant-' + path, actor, { merchant: id });
      return { merchant };
    });
}
