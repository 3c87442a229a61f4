/** The simulators' control interface, as far as the fixture and its test need it. */
import { setTimeout as sleep } from 'node:timers/promises';

export type Channel = 'wechat' | 'alipay' | 'unionpay';

export interface BankOrder {
  channel: Channel;
  number: string;
  state: string;
  amount_fen?: number;
  charged_fen: number;
  returned_fen: number;
  /** How often a prepay brought it back after its end. */
  revived: number;
  refunds: { refund_no: string; amount_fen: number; state: string }[];
}

export interface TestCard {
  id: string;
  pan: string;
  phone: string;
  certif_id: string;
  /** YYMM. */
  expiry?: string;
  cvn2?: string;
}

interface CodeView {
  code: string;
  channel: Channel;
  amount_fen: number;
  payable: boolean;
}

interface Message {
  code: string;
  amount_fen?: number;
  state: string;
}

/** Counts of one bank's faults, as in /control/faults. */
export interface Fault {
  notify?: { [name: string]: number };
  answer?: { [name: string]: number | { [call: string]: number } };
}

export type Bank = ReturnType<typeof bankAt>;

export async function until<T>(what: string, look: () => Promise<T | undefined> | T | undefined, within_ms = 15_000): Promise<T> {
  const end = performance.now() + within_ms;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error('waited in vain for ' + what);
    await sleep(40);
  }
}

export function bankAt(url: string) {
  async function control<T>(path: string, body?: object): Promise<T> {
    const init = body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {};
    const answer = await fetch(url + '/control' + path, init);
    if (!answer.ok) throw new Error(path + ' answered ' + answer.status + ' ' + (await answer.text()));
    return (await answer.json()) as T;
  }

  /** Pays the code that is up for this amount. */
  async function pay(channel: Channel, amount_fen: number): Promise<void> {
    const code = await until('a code of ' + amount_fen, async () => {
      const codes = await control<CodeView[]>('/codes?limit=200');
      return codes.find((one) => one.channel === channel && one.amount_fen === amount_fen && one.payable);
    });
    const result = await control<{ kind: string }>('/pay', { code: code.code });
    if (result.kind !== 'paid') throw new Error('the phone could not pay ' + amount_fen + ': ' + JSON.stringify(result));
  }

  return {
    control,
    pay,
    /** How often each orderId was asked for what. */
    received: () => control<{ [number: string]: { sms: number; consume: number; refund: number } }>('/unionpay/received'),
    orders: () => control<BankOrder[]>('/orders'),
    balance: async (channel: Channel) => (await control<{ balance_fen: number }>('/balance/' + channel)).balance_fen,
    calls: (channel: Channel) => control<{ call: string; number: string; outcome: string }[]>('/calls?limit=100000&channel=' + channel),
    set: (settings: { [channel in Channel]?: { [name: string]: unknown } }) => control('/settings', settings),
    /** Does something while the fault is set, and returns once it has happened. */
    async withFault(channel: Channel, fault: Fault, act: () => Promise<unknown>): Promise<void> {
      await control('/faults', { [channel]: fault });
      await act();
      await until('the fault ' + JSON.stringify(fault), async () => {
        const now = (await control<{ [channel: string]: object }>('/faults'))[channel];
        return isUsedUp(fault, now) ? true : undefined;
      });
    },
    async card(id: string, script?: string): Promise<TestCard> {
      if (script) await control('/unionpay/cards/' + id, { script, once: true });
      const card = (await control<TestCard[]>('/unionpay/cards')).find((one) => one.id === id);
      if (!card) throw new Error('no card ' + id);
      return card;
    },
    /** The code that was sent to a phone for this amount. */
    code: (amount_fen: number) =>
      until('a message for ' + amount_fen, async () => {
        const all = await control<Message[]>('/messages?limit=300');
        return all.find((one) => one.amount_fen === amount_fen && one.state === 'fresh')?.code;
      }),
  };
}

/** Every count that was set is 0 now; amounts are no counts. */
function isUsedUp(wish: unknown, now: unknown): boolean {
  if (typeof wish !== 'object' || wish === null) return now === 0;
  return Object.entries(wish).every(
    ([name, value]) => name.endsWith('_fen') || isUsedUp(value, (now as { [name: string]: unknown })[name]),
  );
}
