/** Pays an order with a WeChat code read off its screen, as a patient viewer does. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../../../src/protocol/answer.ts';
import type { Step } from '../../../src/protocol/step.ts';
import { read } from './viewer.ts';

const LOOKS_MAX = 400;
const LOOK_EVERY_MS = 150;

/** When the bank said that it was paid (performance.now()), or when its screen did. Throws when that never happens. */
export async function payAtCashier(cashier_url: string, phone_url: string): Promise<number> {
  const post = (url: string, body: object): Promise<Response> =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const say = ({ version }: Step, answer: Answer): Promise<Response> => post(cashier_url + '/answer', { version, answer });

  async function act(step: Step): Promise<boolean> {
    if (step.kind === 'choose') await say(step, { kind: 'choose', channel: 'wechat' });
    // A code that ended before the phone saw it, on a busy machine.
    if (step.kind === 'ended') await say(step, { kind: 'new-code' });
    if (step.kind === 'refused') await say(step, { kind: 'change' });
    if (step.kind !== 'scan') return step.kind === 'paid';
    const paid = (await (await post(phone_url + '/control/pay', { code: read(step.qr) })).json()) as { kind: string };
    return paid.kind === 'paid';
  }

  for (let i = 0; i < LOOKS_MAX; i++) {
    // A server that is just starting answers the next time.
    const done = await fetch(cashier_url + '/step')
      .then(async (reply) => act((await reply.json()) as Step))
      .catch(() => false);
    if (done) return performance.now();
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error('never paid: ' + cashier_url);
}
