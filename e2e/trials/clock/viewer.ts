/** One viewer at the cashier in a trial of the sandbox's clock: chooses, pays or leaves, in as little real time as the servers need. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, SecretAnswer } from '../../../src/protocol/answer.ts';
import { pageSealer } from '../../../src/protocol/seal.ts';
import type { Step } from '../../../src/protocol/step.ts';
import { typedFields } from '../../support/bank-cards.ts';
import type { BankCard } from '../../support/bank-cards.ts';
import { read } from '../support/viewer.ts';

export interface ViewerDeps {
  cashier_url: string;
  amount_fen: number;
  phone_url: string;
  card: BankCard;
}

/** What a viewer does, and how the order is to end. */
export const COURSES = ['wechat', 'alipay', 'card', 'leaves', 'never-chooses', 'pays-old-code'] as const;
export type Course = (typeof COURSES)[number];
export const PAYS: ReadonlySet<Course> = new Set(['wechat', 'alipay', 'card', 'pays-old-code']);

const LOOK_MS = 10;
const GIVE_UP_MS = 10_000;

async function json<T>(url: string, body?: unknown): Promise<T> {
  const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return (await (await fetch(url, { ...init, signal: AbortSignal.timeout(GIVE_UP_MS) })).json()) as T;
}

export async function runCourse(deps: ViewerDeps, course: Course): Promise<void> {
  const base = deps.cashier_url;
  const answer = (now: Step, said: Answer): Promise<unknown> => json(base + '/answer', { version: now.version, answer: said });

  async function at<K extends Step['kind']>(kind: K): Promise<Extract<Step, { kind: K }>> {
    let now = await json<Step>(base + '/step');
    for (const end = performance.now() + GIVE_UP_MS; now.kind !== kind; now = await json<Step>(base + '/step')) {
      if (now.kind === 'paid' || now.kind === 'closed' || performance.now() > end)
        throw new Error('the cashier shows ' + now.kind + ' and not ' + kind);
      await sleep(LOOK_MS);
    }
    return now as Extract<Step, { kind: K }>;
  }

  async function codeOf(channel: string): Promise<string> {
    await answer(await at('choose'), { kind: 'choose', channel });
    return read((await at('scan')).qr);
  }

  const pay = (code: string): Promise<unknown> => json(deps.phone_url + '/control/pay', { code });

  switch (course) {
    case 'wechat':
    case 'alipay':
      return void (await pay(await codeOf(course)));
    case 'leaves':
      return void (await codeOf('wechat'));
    case 'pays-old-code': {
      // Scanned before the television shows something else: of two payments one is given back.
      const old = await codeOf('wechat');
      await json(deps.phone_url + '/control/scan', { code: old });
      await answer(await at('scan'), { kind: 'change' });
      return void (await Promise.all([pay(old), codeOf('alipay').then(pay, () => undefined)]));
    }
    case 'card':
      return typeCard(deps, at, answer);
    default:
      return void (await at('choose'));
  }
}

type At = <K extends Step['kind']>(kind: K) => Promise<Extract<Step, { kind: K }>>;

async function typeCard(
  { cashier_url, phone_url, amount_fen, card }: ViewerDeps,
  at: At,
  answer: (now: Step, said: Answer) => Promise<unknown>,
): Promise<void> {
  const token = cashier_url.slice(cashier_url.lastIndexOf('/') + 1);
  const sealer = pageSealer((length) => crypto.getRandomValues(new Uint8Array(length)));
  const secret = async (now: Step, said: SecretAnswer): Promise<void> => {
    if (!now.seal) throw new Error(now.kind + ' takes no secret');
    await json(cashier_url + '/answer', sealer.seal(now.seal, { token, version: now.version }, said));
  };
  await answer(await at('choose'), { kind: 'choose', channel: 'unionpay' });
  await secret(await at('card-number'), { kind: 'card-number', pan: card.pan });
  const check = await at('card-check');
  const typed = { pan: card.pan, fields: typedFields(card, check.need), remember: false };
  await secret(check, { kind: 'card-check', ...typed });
  const asks = await at('sms-code');
  const texts = await json<{ code: string; amount_fen?: number; state: string }[]>(phone_url + '/control/messages?limit=20');
  const text = texts.find((one) => one.amount_fen === amount_fen && one.state === 'fresh');
  if (!text) throw new Error('no text message of ' + amount_fen + ' fen');
  await secret(asks, { kind: 'sms-code', code: text.code, ...typed });
}
