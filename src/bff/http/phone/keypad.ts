/**
 * A phone that is the keypad of one secret entry, below /s/. It may type, and nothing else: its visit has an id and a key of its own, which say
 * nothing of the order's token. Opening begins nothing: link previews open addresses too; the first touch does.
 */
import Type from 'typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { KeypadBody, KeypadSealedBody, KeypadState } from '../../../protocol/keypad.ts';
import { PHONE_PATH } from '../../../protocol/phone.ts';
import { Refusal } from '../../../protocol/refusal.ts';
import { openSealed, sealReply } from '../../../protocol/seal.ts';
import type { KeypadEvent } from '../../payments/events.ts';
import { mayType } from '../../payments/dialogue/keypad.ts';
import { questionOf } from '../../payments/dialogue/question.ts';
import { CODE_PATTERN } from '../../payments/scan-codes.ts';
import { faceOfPrefix } from '../../secret-entry/display.ts';
import { settled } from '../common/settled.ts';
import { BankBodySchema } from '../viewer/answer-schema.ts';
import { bankQuestion, secretAnswer } from '../viewer/sealed.ts';
import type { InCode } from './deps.ts';
import type { AtEntry, KeypadDeps } from './keypad-deps.ts';
import { bootOfKeypad, keypadState } from './keypad-state.ts';
import { VISIT_PATTERN } from './visits.ts';

const Code = Type.Object({ code: Type.String({ pattern: CODE_PATTERN }) });
const Visit = Type.Optional(Type.String({ pattern: VISIT_PATTERN }));
const Do = Type.Union([Type.Literal('begin'), Type.Literal('end'), Type.Literal('lost')]);
const Body = Type.Object({ do: Do, visit: Visit }, { additionalProperties: false });
const Sealed = Type.Object({ ...BankBodySchema.properties, visit: Visit }, { additionalProperties: false });

const NONCE = 24;
/** A phone types these; the ways to prove oneself to a bank stay on the TV. */
const KINDS: ReadonlySet<string> = new Set(['card-number', 'card-check', 'sms-code', 'sms-again']);

export interface Keypads {
  /** Undefined: not a code of a secret entry. */
  open(request: FastifyRequest<InCode>, reply: FastifyReply): Promise<string | undefined>;
  /** Whatever its code was: drawn as one that is over. */
  readonly policy: string;
}

export function keypadRoutes(app: FastifyInstance, deps: KeypadDeps): Keypads {
  async function entryOf(request: FastifyRequest<InCode>, reply: FastifyReply, told?: string): Promise<AtEntry | undefined> {
    const read = deps.codes.read(request.params.code);
    const payment = read && (await deps.payments.read({ id: read.order_id }));
    if (!read || !payment) return undefined;
    if (!deps.rates.phone.take(payment.order.id)) throw new Refusal('RATE_LIMITED');
    const name = deps.visits.of(request, reply, told);
    return { payment, entry: read.entry, name, visit: deps.visits.hash(['keypad', payment.order.id, read.entry, name].join(' ')) };
  }

  async function found(request: FastifyRequest<InCode>, reply: FastifyReply, told?: string): Promise<AtEntry> {
    void reply.header('cache-control', 'no-store');
    const at = await entryOf(request, reply, told);
    if (at) return at;
    if (!deps.rates.unknown.take(request.ip)) throw new Refusal('RATE_LIMITED');
    throw new Refusal('PAGE_NOT_FOUND');
  }

  const again = async (at: AtEntry): Promise<AtEntry> => ({
    ...at,
    payment: (await deps.payments.read({ id: at.payment.order.id })) ?? at.payment,
  });

  async function tell(at: AtEntry, event: Pick<KeypadEvent, 'type'> & { note?: 'keypad_not_here' }): Promise<AtEntry> {
    const { entry, visit } = at;
    await deps.payments.commit({ id: at.payment.order.id }, { ...event, entry, visit } as KeypadEvent);
    return again(at);
  }

  const isAllowed = (at: AtEntry): boolean => deps.keypad.allows(questionOf(at.payment));
  const isMine = (at: AtEntry): boolean => mayType(at.payment, deps.rules, deps.now(), at);

  /** What is asked next may not be typed on a phone: the TV goes back to where all of it can be typed. */
  async function handedBack(at: AtEntry): Promise<AtEntry> {
    const { kind } = questionOf(at.payment);
    const stuck = kind === 'card-check' && !isAllowed(at) && isMine(at);
    return stuck ? tell(at, { type: 'keypad-ends', note: 'keypad_not_here' }) : at;
  }

  async function act(at: AtEntry, what: KeypadBody['do']): Promise<AtEntry> {
    if (what === 'end') return tell(at, { type: 'keypad-ends' });
    if (what === 'begin') return deps.keypad.offers(questionOf(at.payment), at.payment) ? tell(at, { type: 'keypad-begins' }) : at;
    if (!isMine(at)) return at;
    const { order, dialogue } = at.payment;
    const answer = { kind: 'card-lost' } as const;
    await deps.payments.commit({ id: order.id }, { type: 'answer', version: dialogue.version, answer, has_cards: false });
    return again(at);
  }

  function opened(at: AtEntry, body: KeypadSealedBody) {
    const key = deps.keys.seal(deps.sealName(at), body.key_id);
    const bound = { token: at.visit, version: body.version };
    const inside = key && openSealed(key.secretKey, body, bound);
    if (!key || !inside || !isMine(at)) return undefined;
    const seal = (value: unknown) => ({
      sealed: sealReply(key.secretKey, body.page_key, bound, inside.counter, value, deps.random(NONCE)),
    });
    return { ...inside, seal };
  }

  type SealedRequest = InCode & { Body: KeypadSealedBody };
  const params = { schema: { params: Code } };
  const stateOf = (request: FastifyRequest, at: AtEntry): Promise<KeypadState> => keypadState(deps, request, at);

  app.get<InCode & { Querystring: { visit?: string } }>(
    PHONE_PATH + ':code/keypad',
    { schema: { params: Code, querystring: Type.Object({ visit: Visit }, { additionalProperties: false }) } },
    async (request, reply) => stateOf(request, await found(request, reply, request.query.visit)),
  );
  app.post<InCode & { Body: KeypadBody }>(
    PHONE_PATH + ':code/keypad',
    { schema: { ...params.schema, body: Body } },
    async (request, reply) => stateOf(request, await act(await found(request, reply, request.body.visit), request.body.do)),
  );
  app.post<SealedRequest>(PHONE_PATH + ':code/type', { schema: { params: Code, body: Sealed } }, async (request, reply) => {
    const { body } = request;
    const at = await found(request, reply, body.visit);
    const inside = opened(at, body);
    const answer = inside && secretAnswer(inside.value);
    if (!inside || !answer || !KINDS.has(answer.kind) || !isAllowed(at)) return stateOf(request, await handedBack(at));
    const { payment, entry, visit } = at;
    const page = { key: body.page_key, counter: inside.counter };
    const said = { payment, version: body.version, page, keypad: { entry, visit }, address: request.ip };
    const after = await settled(deps, payment, () => deps.desk.secret(said, answer));
    return inside.seal(await stateOf(request, await handedBack({ ...at, payment: after })));
  });
  app.post<SealedRequest>(PHONE_PATH + ':code/bank', { schema: { params: Code, body: Sealed } }, async (request, reply) => {
    const at = await found(request, reply, request.body.visit);
    const inside = opened(at, request.body);
    const question = inside && bankQuestion(inside.value);
    if (!inside || !question) return stateOf(request, at);
    return inside.seal(faceOfPrefix(question.prefix, deps.langOf(at.payment), question.length));
  });

  return {
    policy: deps.page.policy,
    async open(request, reply) {
      const at = await entryOf(request, reply);
      if (!at) return undefined;
      const lang = deps.langOf(at.payment);
      const state = await stateOf(request, at);
      return deps.page.render(lang, state.html, bootOfKeypad(deps, request, at, state));
    },
  };
}
