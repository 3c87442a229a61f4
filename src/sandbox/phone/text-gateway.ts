/** The operator's gateway for text messages: a signed JSON POST, one message an id; what it sends stands on the phone's page. */
import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { readNotice } from '../../protocol/notice.ts';
import type { BankWorld } from '../server/bank-world.ts';
import type { Kv } from '../db/kv.ts';
import type { SandboxDb } from '../db/sandbox-db.ts';

/** Worthless, as the word says. */
export const TEXT_GATEWAY_KEY = 'sandbox-text-gateway-key';
export const TEXT_GATEWAY_PATH = '/texts';

const KIND = 'text-message';
const TEMPLATES: { readonly [template: string]: (params: { [name: string]: unknown }) => string } = {
  'bind-phone': ({ code, minutes }) => `【乐众支付】验证码 ${code}，用于绑定手机，${minutes} 分钟内有效。工作人员不会向您要它。`,
  'reset-password': ({ code, minutes }) =>
    `【乐众支付】验证码 ${code}，用于重设支付密码，${minutes} 分钟内有效。不是您本人操作，请不要告诉任何人。`,
  'ask-parent': ({ amount, subject, link, minutes }) =>
    `【乐众支付】您家电视上有人想买 ${subject}，￥${amount}，请您决定：${link} ${minutes} 分钟内有效。`,
};

export interface TextFaults {
  /** 503 to the next so many. */
  down: number;
  /** 400 to the next so many. */
  refuse: number;
  /** Sent, and the answer is lost, for the next so many. */
  lose_answer: number;
}
const NO_FAULTS: TextFaults = { down: 0, refuse: 0, lose_answer: 0 };

export function addTextGateway(app: FastifyInstance, parts: { world: BankWorld; kv: Kv; texts: SandboxDb['texts'] }): void {
  const { world, kv, texts } = parts;
  let faults = { ...NO_FAULTS };
  const takes = (name: keyof TextFaults): boolean => faults[name] > 0 && faults[name]-- > 0;
  const hmac64 = (key: string | Uint8Array, text: string): string => createHmac('sha256', key).update(text, 'utf8').digest('base64');

  // The signature is over the very bytes.
  void app.register(async (own) => {
    own.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    own.post(TEXT_GATEWAY_PATH, async ({ headers, body }, reply) => {
      if (takes('down')) return reply.code(503).send({ error: 'DOWN' });
      const header = (name: string): string | undefined => headers[name] as string | undefined;
      const told = readNotice(hmac64, [TEXT_GATEWAY_KEY], header, String(body), world.wall());
      if (!told) return reply.code(401).send({ error: 'SIGNATURE_BAD' });
      if (takes('refuse')) return reply.code(400).send({ error: 'PHONE_REFUSED' });
      const { id, phone, template, params } = told as unknown as { [name: string]: unknown };
      const text = TEMPLATES[String(template)];
      if (typeof id !== 'string' || !/^1\d{10}$/.test(String(phone)) || !text || typeof params !== 'object')
        return reply.code(400).send({ error: 'REQUEST_BAD' });
      if (!kv.get(KIND, id)) {
        kv.put(KIND, id, { at_ms: world.now() });
        texts.add(world.now(), String(phone), text(params as { [name: string]: unknown }));
      }
      if (takes('lose_answer')) return reply.code(504).send({ error: 'TIMEOUT' });
      return { ok: true };
    });
  });
  app.get('/control/text-gateway', () => ({ faults }));
  app.post('/control/text-gateway', (request) => {
    faults = { ...NO_FAULTS, ...(request.body as Partial<TextFaults>) };
    return { faults };
  });
}
