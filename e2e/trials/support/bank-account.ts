/** A viewer with an account at ICBC: number, way, password; sometimes a wrong one, or another way. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, SecretAnswer } from '../../../src/protocol/answer.ts';
import type { Step } from '../../../src/protocol/step.ts';
import { pickOf } from '../../support/random.ts';

export interface AccountCard {
  id: string;
  pan: string;
}

/** Mostly cards that pay; the others as the bank's guide lists them. A card that locks after six wrong ones would stay locked. */
const CARD_IDS = [
  ...['static', 'coordinates', 'token', 'sms', 'several', 'several'].flatMap((id) => [id, id]),
  'expired-challenge',
  'funds',
  'unknown-paid',
  'unknown-lost',
  'slow',
];

interface RightAnswer {
  amount_fen: number;
  answer: string;
  fresh: boolean;
}

const get = async <T>(url: string): Promise<T> => (await (await fetch(url, { signal: AbortSignal.timeout(5_000) })).json()) as T;

export async function accountCards(phone_url: string): Promise<AccountCard[]> {
  const all = await get<AccountCard[]>(phone_url + '/control/icbc/cards');
  return CARD_IDS.flatMap((id) => all.find((one) => one.id === id) ?? []);
}

export interface AccountDeps {
  chance: () => number;
  phone_url: string;
  amount_fen: number;
  accounts: readonly AccountCard[];
  answer: (now: Step, said: Answer) => Promise<unknown>;
  secret: (now: Step, said: SecretAnswer) => Promise<unknown>;
}

export function bankAccount({ chance, phone_url, amount_fen, accounts, answer, secret }: AccountDeps) {
  const pick = pickOf(chance);
  let card: AccountCard | undefined;

  return {
    async number(now: Step): Promise<void> {
      card = pick(accounts);
      await secret(now, { kind: 'card-number', pan: card.pan });
    },
    async method(now: Extract<Step, { kind: 'bank-method' }>): Promise<void> {
      if (!card) return void (await answer(now, { kind: 'card-lost' }));
      const open = now.methods.filter((one) => !one.off);
      if (open.length === 0 || chance() < 0.05) return void (await answer(now, { kind: 'change' }));
      await secret(now, { kind: 'bank-method', method: pick(open).method, pan: card.pan });
    },
    async password(now: Extract<Step, { kind: 'bank-password' }>): Promise<void> {
      const dice = chance();
      if (dice < 0.08) return void (await answer(now, { kind: 'change' }));
      const list = await get<RightAnswer[]>(phone_url + '/control/icbc/answers?limit=200').catch(() => []);
      const right = list.find((one) => one.amount_fen === amount_fen && one.fresh);
      if (!right) return void (await sleep(200));
      const said: SecretAnswer = { kind: 'bank-password', password: dice < 0.14 && !now.wrong ? '000000' : right.answer };
      // A thumb that presses twice: the same password in two messages.
      await Promise.all(dice > 0.9 ? [secret(now, said), secret(now, said)] : [secret(now, said)]);
    },
  };
}
