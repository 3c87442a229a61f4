/** Shapes of what operators send. */
import Type from 'typebox';
import type { Static } from 'typebox';
import { REFUND_REASONS, REQUEST_STATES } from '../../../protocol/refund-request.ts';

/** Said by the person, for the record: the socket's mode alone decides who may. */
export const Actor = Type.Object(
  { name: Type.String({ pattern: '^[^\\p{Cc}@]{1,32}$' }), via: Type.Union([Type.Literal('cli'), Type.Literal('console')]) },
  { additionalProperties: false },
);

/** Anything by which a person names a thing. */
const Id = Type.String({ minLength: 1, maxLength: 200 });

export const ActBody = Type.Object({ id: Id, actor: Actor }, { additionalProperties: false });
export type ActBody = Static<typeof ActBody>;

export const ActorBody = Type.Object({ actor: Actor }, { additionalProperties: false });
export type ActorBody = Static<typeof ActorBody>;

export const FileBody = Type.Object(
  { file: Type.String({ pattern: '^/', maxLength: 4096 }), actor: Actor },
  { additionalProperties: false },
);
export type FileBody = Static<typeof FileBody>;

export const TextQuery = Type.Object({ text: Id }, { additionalProperties: false });
export type TextQuery = Static<typeof TextQuery>;

export const OrderQuery = Type.Object({ order: Id }, { additionalProperties: false });
export type OrderQuery = Static<typeof OrderQuery>;

export const OrderBody = Type.Object({ order: Id, actor: Actor }, { additionalProperties: false });
export type OrderBody = Static<typeof OrderBody>;

export const LastQuery = Type.Object(
  { last: Type.Integer({ minimum: 1, maximum: 10_000, default: 100 }) },
  { additionalProperties: false },
);
export type LastQuery = Static<typeof LastQuery>;

const Need = Type.Union([Type.Literal('stuck'), Type.Literal('owed'), Type.Literal('waiting')]);
export const RefundQuery = Type.Object({ need: Type.Optional(Need) }, { additionalProperties: false });
export type RefundQuery = Static<typeof RefundQuery>;

export const RequestQuery = Type.Object(
  {
    state: Type.Union(
      REQUEST_STATES.map((one) => Type.Literal(one)),
      { default: 'open' },
    ),
    last: Type.Integer({ minimum: 1, maximum: 10_000, default: 100 }),
  },
  { additionalProperties: false },
);
export type RequestQuery = Static<typeof RequestQuery>;

export const RequestBody = Type.Object(
  { order: Id, reason: Type.Union(REFUND_REASONS.map((one) => Type.Literal(one))), actor: Actor },
  { additionalProperties: false },
);
export type RequestBody = Static<typeof RequestBody>;

export const DeclineBody = Type.Object(
  { id: Id, text: Type.Optional(Type.String({ pattern: '^[^\\p{Cc}]{1,60}$' })), actor: Actor },
  { additionalProperties: false },
);
export type DeclineBody = Static<typeof DeclineBody>;

export const ProposalQuery = Type.Object(
  { all: Type.Boolean({ default: false }), last: Type.Integer({ minimum: 1, maximum: 10_000, default: 100 }) },
  { additionalProperties: false },
);
export type ProposalQuery = Static<typeof ProposalQuery>;

export const NoticeQuery = Type.Object(
  { order: Type.Optional(Id), undelivered: Type.Boolean({ default: false }) },
  { additionalProperties: false },
);
export type NoticeQuery = Static<typeof NoticeQuery>;
