/** Pays an order with a WeChat code read off its screen, as a patient viewer does. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../../../src/protocol/answer.ts';
import type { Step } from '../../../src/protocol/step.ts';
import { read } from './viewer.ts';

const LOOKS_MAX = 200;
const LOOK_EVERY_MS = 150;

/** When the bank said that it was paid (performance.now()). Throws when that never happens. */
export async function payAtCashier(cashier_url: string, phone_url: string): Promise<number> {
  const post = (url: string, body: object): Promise<Response> =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  for (let i = 0; i < LOOKS_MAX; i++) {
    const step = (await (await fetch(cashier_url + '/step')).json()) as Step;
    const answer: Answer = { kind: 'choose', channel: 'wechat' };
    if (step.kind === 'choose') await post(cashier_url + '/answer', { version: step.version, answer });
    if (step.kind === 'scan') {
      const paid = (await (await post(phone_url + '/control/pay', { code: read(step.qr) })).json()) as { kind: string };
      if (paid.kind === 'paid') return performance.now();
    }
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error('never paid: ' + cashier_url);
}
