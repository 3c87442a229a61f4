/** Opens what a page sealed and seals what it gets back. What does not open says nothing about why. */
import type { FastifyReply } from 'fastify';
import type { BankQuestion, SealedBody, SecretAnswer } from '../../../protocol/answer.ts';
import type { Lang } from '../../../protocol/order.ts';
import { openSealed, sealReply } from '../../../protocol/seal.ts';
import type { Step } from '../../../protocol/step.ts';
import type { DrawStep } from '../../render/draw.ts';
import { faceOfPrefix } from '../../secret-entry/display.ts';
import type { CardKeys } from '../../secret-entry/keys.ts';
import type { FromPage } from '../../payments/events.ts';
import type { Payment } from '../../payments/payment.ts';

export interface Opened {
  answer: SecretAnswer;
  page: FromPage;
}

export interface SealedRoutes {
  answer(reply: FastifyReply, body: SealedBody, payment: Payment, take: (opened: Opened) => Promise<Step>): Promise<unknown>;
  bank(reply: FastifyReply, body: SealedBody, payment: Payment): unknown;
}

export interface SealedDeps {
  keys: CardKeys;
  random: (length: number) => Uint8Array;
  draw: DrawStep;
  langOf: (payment: Payment) => Lang;
}

const NONCE = 24;
const KINDS: ReadonlySet<unknown> = new Set([
  'card-number',
  'card-check',
  'sms-code',
  'sms-again',
  'bank-method',
  'bank-password',
  'pay-password',
]);
/** Kinds that carry no fields of a card. */
const WITHOUT_FIELDS: ReadonlySet<unknown> = new Set(['card-number', 'bank-method', 'bank-password', 'pay-password']);

export function sealedRoutes({ keys, random, draw, langOf }: SealedDeps): SealedRoutes {
  /** Sealed to a key that is no longer ours, or broken on the way: seal anew to the step's key. */
  const renew = async (reply: FastifyReply, payment: Payment) => reply.status(409).send({ seal: 'renew', step: await draw(payment) });

  function open(body: SealedBody, payment: Payment) {
    const key = keys.seal(payment.order.token, body.key_id);
    const bound = { token: payment.order.token, version: body.version };
    const opened = key && openSealed(key.secretKey, body, bound);
    if (!key || !opened) return undefined;
    const { value, counter } = opened;
    return {
      value,
      counter,
      seal: (reply: unknown) => ({ sealed: sealReply(key.secretKey, body.page_key, bound, counter, reply, random(NONCE)) }),
    };
  }

  return {
    async answer(reply, body, payment, take) {
      const opened = open(body, payment);
      const answer = opened && secretAnswer(opened.value);
      if (!answer) return renew(reply, payment);
      return opened.seal(await take({ answer, page: { key: body.page_key, counter: opened.counter } }));
    },
    bank(reply, body, payment) {
      const opened = open(body, payment);
      const question = opened && bankQuestion(opened.value);
      if (!question) return renew(reply, payment);
      return opened.seal(faceOfPrefix(question.prefix, langOf(payment), question.length));
    },
  };
}

/** The desk reads the fields; here only the shape is looked at. */
export function secretAnswer(value: unknown): SecretAnswer | undefined {
  const said = value as { kind?: unknown; fields?: unknown } | null;
  if (typeof said !== 'object' || said === null || !KINDS.has(said.kind)) return undefined;
  if (!WITHOUT_FIELDS.has(said.kind) && (typeof said.fields !== 'object' || said.fields === null)) return undefined;
  return said as SecretAnswer;
}

export function bankQuestion(value: unknown): BankQuestion | undefined {
  const { prefix, length } = (value ?? {}) as { prefix?: unknown; length?: unknown };
  if (typeof prefix !== 'string' || !/^\d{6,10}$/.test(prefix)) return undefined;
  return { prefix, length: typeof length === 'number' ? length : prefix.length };
}
