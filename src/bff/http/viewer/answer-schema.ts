/** What POST /c/:token/answer takes: an answer, or a sealed one. */
import Type from 'typebox';
import type { AnswerBody, SealedBody } from '../../../protocol/answer.ts';

const only = { additionalProperties: false };
const Channel = Type.String({ maxLength: 20 });
const CardId = Type.String({ pattern: '^[0-9a-z]{1,40}$' });

const Answer = Type.Union([
  Type.Object({ kind: Type.Literal('choose'), channel: Channel, card: Type.Optional(CardId) }, only),
  Type.Object({ kind: Type.Literal('ask-paid') }, only),
  Type.Object({ kind: Type.Literal('change') }, only),
  Type.Object({ kind: Type.Literal('new-code') }, only),
  Type.Object({ kind: Type.Literal('retry') }, only),
  Type.Object({ kind: Type.Literal('cards') }, only),
  Type.Object({ kind: Type.Literal('other-card') }, only),
  Type.Object({ kind: Type.Literal('recheck') }, only),
  Type.Object({ kind: Type.Literal('forget-card'), card: CardId }, only),
  Type.Object({ kind: Type.Literal('card-lost') }, only),
  Type.Object({ kind: Type.Literal('admit-phone') }, only),
  Type.Object({ kind: Type.Literal('use-remote') }, only),
  Type.Object({ kind: Type.Literal('ask-consent') }, only),
  Type.Object({ kind: Type.Literal('by-sms') }, only),
  Type.Object({ kind: Type.Literal('leave') }, only),
]);

const Version = Type.Integer({ minimum: 0 });
const Base64 = (max: number) => Type.String({ pattern: '^[0-9A-Za-z+/]+={0,2}$', maxLength: max });

const Plain = Type.Object({ version: Version, answer: Answer }, only);
export const BankBodySchema = Type.Object(
  { version: Version, key_id: Type.String({ pattern: '^[0-9A-Za-z_-]{1,32}$' }), page_key: Base64(44), sealed: Base64(4096) },
  only,
);
export const AnswerBodySchema = Type.Union([Plain, BankBodySchema]);

/** The schema and the protocol say the same, or this does not compile. */
type Same<A, B> = [A, B] extends [B, A] ? true : never;
const tied: Same<Type.Static<typeof AnswerBodySchema>, AnswerBody | SealedBody> = true;
void tied;

export function isSealed(body: AnswerBody | SealedBody): body is SealedBody {
  return 'sealed' in body;
}
