/** What merchants send and are answered, for /v2/openapi.json. Requests are checked after their signature, by merchants/verify.ts; answers are held to these by a test. */
import Type from 'typebox';
import type { TSchema } from 'typebox';
import { NOTICE_TEST, NOTICE_TYPES } from '../../../protocol/notice.ts';
import { ORDER_STATES } from '../../../protocol/order.ts';
import { REFUND_REASONS, REQUEST_STATES } from '../../../protocol/refund-request.ts';
import { REFUSALS } from '../../../protocol/refusal.ts';
import { FIELD_LIMITS } from '../../merchants/field-limits.ts';

export interface Shape {
  summary: string;
  /** Beside those that every request carries. */
  required: readonly string[];
  optional: readonly string[];
  answer: TSchema;
}

const Text = Type.String();
const Fen = Type.Integer({ minimum: 0 });
const At = Type.Integer({ minimum: 0, description: 'UTC milliseconds' });
const Flag = Type.Boolean();
const oneOf = (words: readonly string[]) => Type.Union(words.map((word) => Type.Literal(word)));
const closed = { additionalProperties: false };
const listOf = (name: string, item: TSchema, rest: { [name: string]: TSchema } = {}) =>
  Type.Object({ [name]: Type.Array(item), ...rest }, closed);

const RefundShape = Type.Object({ refund_no: Text, amount_fen: Fen, state: oneOf(['refunding', 'done', 'failed']) }, closed);

const OrderShape = Type.Object(
  {
    merchant_id: Text,
    order_no: Text,
    state: oneOf(ORDER_STATES),
    amount_fen: Fen,
    subject: Text,
    cashier_url: Text,
    created_at_ms: At,
    expires_at_ms: At,
    paid_at_ms: Type.Optional(At),
    closed_at_ms: Type.Optional(At),
    delivered_at_ms: Type.Optional(At),
    channel: Type.Optional(Text),
    channel_transaction: Type.Optional(Text),
    goods_code: Type.Optional(Text),
    lines: Type.Optional(Text),
    period_text: Type.Optional(Text),
    refunded_fen: Fen,
    refunds: Type.Array(RefundShape),
  },
  closed,
);

const RequestShape = Type.Object(
  {
    id: Text,
    order_no: Text,
    reason: oneOf(REFUND_REASONS),
    state: oneOf(REQUEST_STATES),
    asked_at_ms: At,
    ended_at_ms: Type.Optional(At),
    refund_no: Type.Optional(Text),
    text: Type.Optional(Text),
    refundable_fen: Fen,
  },
  closed,
);

const NoticeShape = Type.Object(
  {
    id: Text,
    order_no: Text,
    n: Type.Integer({ minimum: 1 }),
    type: oneOf([...NOTICE_TYPES, NOTICE_TEST]),
    tries: Type.Integer({ minimum: 0 }),
    created_at_ms: At,
    delivered_at_ms: Type.Optional(At),
    given_up: Flag,
  },
  closed,
);

const EventShape = Type.Object(
  {
    id: Text,
    n: Type.Integer({ minimum: 1 }),
    type: oneOf(NOTICE_TYPES),
    created_at_ms: At,
    merchant_id: Text,
    order_no: Text,
    amount_fen: Fen,
    channel: Type.Optional(Text),
    channel_transaction: Type.Optional(Text),
    refund_no: Type.Optional(Text),
    refund_fen: Type.Optional(Fen),
    request_id: Type.Optional(Text),
    reason: Type.Optional(oneOf(REFUND_REASONS)),
    refundable_fen: Type.Optional(Fen),
  },
  closed,
);

/** Every refusal of this interface. */
export const PROBLEM_SHAPE = Type.Object(
  {
    type: Type.Literal('about:blank'),
    title: Text,
    status: Type.Integer(),
    code: oneOf(Object.keys(REFUSALS)),
    message: Type.String({ description: 'for developers' }),
    field: Type.Optional(Text),
    limit: Type.Optional(Text),
    trace_id: Type.String({ description: "names the request in the cashier's log" }),
    viewer_text: Type.String({ description: "for a viewer's eyes" }),
    error: Type.Object({ code: Text, message: Text, field: Type.Optional(Text) }, closed),
  },
  closed,
);

const SAID = ['lines', 'period_text', 'goods_code', 'invoice_url', 'starts_at', 'ends_at', 'provider', 'renews'];

const shape = (summary: string, answer: TSchema, required: readonly string[] = [], optional: readonly string[] = []): Shape => ({
  summary,
  required,
  optional,
  answer,
});

export const SHAPES = {
  create: shape(
    'Make an order, or find it again: the same order_no with the same contents is the same order',
    OrderShape,
    ['order_no', 'amount_fen', 'subject', 'return_url', 'notify_url'],
    ['detail', 'expires_at', 'viewer_id', 'box_id', 'lang', 'mode', ...SAID],
  ),
  orders: shape(
    'Orders, the oldest first; a page may hold fewer than limit and still have a next_cursor',
    listOf('orders', OrderShape, { next_cursor: Type.Optional(Text) }),
    [],
    ['created_after', 'state', 'limit', 'cursor'],
  ),
  order: shape('How an order stands', OrderShape),
  close: shape('End an order unpaid; closing until the channels agree', OrderShape),
  delivered: shape('Say that what was paid for is there; the paid screen then says so', OrderShape),
  refund: shape('Give money of a paid order back', OrderShape, ['refund_no', 'amount_fen'], ['reason', 'request_id']),
  requests: shape(
    "Viewers' requests for a refund, the newest first, at most 100; open ones unless told",
    listOf('requests', RequestShape),
    [],
    ['state'],
  ),
  request: shape('Decline a request for a refund; a refund that names it in request_id grants it', RequestShape, [], ['text']),
  one_refund: shape('How a refund stands', RefundShape),
  events: shape(
    'What notices tell, in the order of commits, for 30 days; after=latest answers only where to begin',
    listOf('events', EventShape, { cursor: Text, more: Flag }),
    [],
    ['after', 'limit'],
  ),
  notices: shape('Notices of an order, or all that were not delivered', listOf('notices', NoticeShape), [], ['order_no']),
  notice: shape('Post a notice once more, now', NoticeShape),
  reissued: shape(
    'A box went to another household: what is remembered of its viewer_id (account, phone, password, cards, own limits, the list on /me) is forgotten; orders stay. Portals alone',
    Type.Object({ viewer_id: Text }, closed),
  ),
  tested: shape('Post a notice of type test to an address of yours', Type.Object({ id: Text, taken: Flag }, closed), ['notify_url']),
} as const satisfies { readonly [name: string]: Shape };

/** What a request carries, as a schema: flat texts. */
export function fieldsOf({ required, optional }: Shape): TSchema {
  const text = (name: string) => Type.String(FIELD_LIMITS[name] ? { description: FIELD_LIMITS[name] } : {});
  const signing = {
    merchant_id: text('merchant_id'),
    key_id: Type.String({ description: 'which of your keys signs' }),
    timestamp: Type.String({ description: 'UTC milliseconds, within five minutes' }),
    nonce: Type.String({ description: 'another one each time' }),
    signature: Type.String({ description: 'docs/paysign.md 1' }),
  };
  const own = Object.fromEntries(required.map((name) => [name, text(name)]));
  const more = Object.fromEntries(optional.map((name) => [name, Type.Optional(text(name))]));
  return Type.Object({ ...own, ...more, ...signing }, closed);
}
