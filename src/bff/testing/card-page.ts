/** A cashier page with a card, without a browser: seals what it says and opens what it hears. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Answer, SecretAnswer, TypedCard } from '../../protocol/answer.ts';
import { pageSealer } from '../../protocol/seal.ts';
import type { Step } from '../../protocol/step.ts';

/** Published test cards of UnionPay's test environment. */
export const DEBIT = { pan: '6216261000000000018', phone: '13552535506' };
export const CREDIT = { pan: '6221558812340000', phone: '13552535506', cvn2: '123', expiry: '1199' };
export const WITH_ID = { pan: '6226090000000048', phone: '18100000000', id: '510265790128303' };

export function cardPage(app: FastifyInstance, token: string) {
  const sealer = pageSealer((length) => new Uint8Array(randomBytes(length)));
  const base = '/c/' + token;
  const said: string[] = [];

  async function step(): Promise<Step> {
    return (await app.inject({ method: 'GET', url: base + '/step' })).json<Step>();
  }

  async function tell(answer: Answer): Promise<Step> {
    const { version } = await step();
    return (await app.inject({ method: 'POST', url: base + '/answer', payload: { version, answer } })).json<Step>();
  }

  async function post(path: string, now: Step, value: unknown, version = now.version) {
    if (!now.seal) throw new Error('no key to seal to on ' + now.kind);
    const bound = { token, version };
    const body = sealer.seal(now.seal, bound, value);
    said.push(JSON.stringify(body));
    const reply = await app.inject({ method: 'POST', url: base + path, payload: body });
    return { status: reply.statusCode, body, json: reply.json<{ sealed?: string; seal?: string; step?: Step }>(), to: now.seal, bound };
  }

  /** Seals to the step there is now. */
  async function secret(answer: SecretAnswer): Promise<Step> {
    const sent = await post('/answer', await step(), answer);
    if (!sent.json.sealed) throw new Error('not taken: ' + sent.status);
    return sealer.open(sent.to, sent.bound, sent.json.sealed) as Step;
  }

  const typed = (card: { pan?: string; [field: string]: string | undefined }, remember = false): TypedCard => {
    const { pan, ...fields } = card;
    return { ...(pan ? { pan } : {}), fields: fields as TypedCard['fields'], remember };
  };

  return {
    said,
    sealer,
    step,
    tell,
    post,
    secret,
    typed,
    /** From choose to the code. */
    async toCode(card: { pan: string; [field: string]: string }, remember = false): Promise<Step> {
      if ((await step()).kind === 'choose') await tell({ kind: 'choose', channel: 'unionpay' });
      if ((await step()).kind === 'card-list') await tell({ kind: 'other-card' });
      await secret({ kind: 'card-number', pan: card.pan });
      return secret({ kind: 'card-check', ...typed(card, remember) });
    },
    /** Waits until the step is one of these. */
    async until(...kinds: Step['kind'][]): Promise<Step> {
      for (let i = 0; i < 200; i++) {
        const now = await step();
        if (kinds.includes(now.kind)) return now;
        await new Promise((done) => setTimeout(done, 10));
      }
      throw new Error('still ' + (await step()).kind);
    },
  };
}
