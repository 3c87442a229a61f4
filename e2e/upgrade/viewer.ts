/** A viewer at the cashier, over HTTP as the page speaks: plain answers, and sealed ones for cards. */
import type { Answer, SecretAnswer, TypedCard } from '../../src/protocol/answer.ts';
import { pageSealer } from '../../src/protocol/seal.ts';
import type { Step } from '../../src/protocol/step.ts';
import { until } from './bank.ts';
import type { Bank, Channel, TestCard } from './bank.ts';

type Kind = Step['kind'];
type Seen<K extends Kind> = Extract<Step, { kind: K }>;

/** What of a step stays the same whatever program asks it. */
const LASTING = [
  'kind',
  'version',
  'lang',
  'attempt',
  'need',
  'has_list',
  'needs_pan',
  'needs_typed',
  'wrong',
  'why',
  'code',
  'seal',
] as const;

export type Question = { [name in (typeof LASTING)[number]]?: unknown } & { noted: boolean };

/** A page that is open goes on with it: version and key are those it has. */
export function questionOf(step: Step): Question {
  const all = step as unknown as { [name: string]: unknown };
  // Why a card asks again is a text; why a payment is being checked is a word of the protocol.
  const names = LASTING.filter((name) => all[name] !== undefined && (name !== 'why' || step.kind === 'checking'));
  return { ...Object.fromEntries(names.map((name) => [name, all[name]])), noted: all['note'] !== undefined } as Question;
}

export type Viewer = ReturnType<typeof viewerAt>;

/** `cashier_url` may name another port than the BFF listens on today. */
export function viewerAt(bff_url: string, cashier_url: string) {
  const base = bff_url + new URL(cashier_url).pathname;
  const token = base.slice(base.lastIndexOf('/') + 1);
  const sealer = pageSealer((length) => crypto.getRandomValues(new Uint8Array(length)));

  async function json<T>(url: string, body?: unknown): Promise<T> {
    const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(url, init);
    return (await answer.json()) as T;
  }
  const step = (): Promise<Step> => json<Step>(base + '/step');

  async function sees<K extends Kind>(kind: K): Promise<Seen<K>> {
    let last: Step | undefined;
    return until(kind + ' at the cashier', async () => {
      last = await step();
      return last.kind === kind ? (last as Seen<K>) : undefined;
    }).catch((error: Error) => {
      throw new Error(error.message + '; it shows ' + JSON.stringify({ ...last, qr: undefined }));
    });
  }

  /** The page as a box gets it. */
  const page = async (): Promise<string> => (await fetch(base)).text();

  async function answer(said: Answer): Promise<void> {
    const { version } = await step();
    await json(base + '/answer', { version, answer: said });
  }

  async function secret(now: Step, said: SecretAnswer): Promise<void> {
    if (!now.seal) throw new Error('no key to seal to on ' + now.kind);
    const bound = { token, version: now.version };
    const reply = await json<{ sealed?: string }>(base + '/answer', sealer.seal(now.seal, bound, said));
    if (!sealer.open(now.seal, bound, reply.sealed ?? '')) throw new Error('the answer did not open: ' + JSON.stringify(reply));
  }

  /** From choose to a code on the screen. */
  async function toCode(channel: Channel): Promise<void> {
    await sees('choose');
    await answer({ kind: 'choose', channel });
    await sees('scan');
  }

  /** The fields that a check asks for. */
  function typedOf(card: TestCard, need: readonly string[], remember: boolean): TypedCard {
    const expiry = (card.expiry ?? '').slice(2) + (card.expiry ?? '').slice(0, 2);
    const all: { [name: string]: string } = {
      phone: card.phone,
      id: card.certif_id,
      id_last6: card.certif_id.slice(-6),
      expiry,
      cvn2: card.cvn2 ?? '',
    };
    return { pan: card.pan, fields: Object.fromEntries(need.map((name) => [name, all[name] ?? ''])), remember };
  }

  async function toNumber(): Promise<Seen<'card-number'>> {
    await sees('choose');
    await answer({ kind: 'choose', channel: 'unionpay' });
    return sees('card-number');
  }

  async function toCheck(card: TestCard): Promise<Seen<'card-check'>> {
    await secret(await toNumber(), { kind: 'card-number', pan: card.pan });
    return sees('card-check');
  }

  /** From choose to where the code from the phone is typed; returns what was typed of the card. */
  async function toSmsCode(card: TestCard, remember = false): Promise<TypedCard> {
    const check = await toCheck(card);
    const typed = typedOf(card, check.need, remember);
    await secret(check, { kind: 'card-check', ...typed });
    await sees('sms-code');
    return typed;
  }

  /** What a page that was loaded anew types once more goes with the code. */
  async function typeCode(bank: Bank, amount_fen: number, typed: TypedCard): Promise<void> {
    await secret(await sees('sms-code'), { kind: 'sms-code', code: await bank.code(amount_fen), ...typed });
  }

  return { step, page, sees, answer, secret, toCode, toNumber, toCheck, toSmsCode, typeCode, typedOf };
}
