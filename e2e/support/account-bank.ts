/** ICBC with accounts, as the sandbox plays it: its cards, the right answers, and what it knows of a number. */

/** A card with each kind of password, and how its screen begins. */
export const ACCOUNT_WAYS = [
  ['static', '输入支付密码'],
  ['coordinates', '输入口令卡的 6 位数字'],
  ['token', '用密码器算出 6 位密码'],
  ['sms', '输入短信里的 6 位数字'],
] as const;

export interface AccountAnswer {
  number: string;
  pan: string;
  /** Cells or digits, as the television shows them. */
  asked: string;
  answer: string;
  fresh: boolean;
}

export interface AccountFacts {
  state: string;
  charged_fen: number;
  returned_fen: number;
  calls: { call: string }[];
}

export function accountBank(phone_url: string) {
  async function control<T>(method: string, path: string, body?: unknown): Promise<T> {
    const json = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return (await (await fetch(phone_url + '/control' + path, { method, ...json })).json()) as T;
  }

  return {
    control,
    async panOf(card: string): Promise<string> {
      return (await control<{ id: string; pan: string }[]>('GET', '/icbc/cards')).find((one) => one.id === card)?.pan ?? '';
    },
    /** The newest challenge's right answer, as the phone's page shows it. */
    async answer(): Promise<AccountAnswer> {
      const [newest] = await control<AccountAnswer[]>('GET', '/icbc/answers');
      if (!newest) throw new Error('the bank has asked for nothing');
      return newest;
    },
    /** What the bank knows of a number. */
    facts: (number: string) => control<AccountFacts>('GET', '/orders/icbc/' + number),
  };
}
