/** The cards UnionPay's test environment knows, and the phone their codes come to. */

export interface BankCard {
  id: string;
  pan: string;
  phone: string;
  /** MMYY, as it stands on the card. */
  expiry: string;
  cvn2: string;
  certif_id: string;
}

/** What a viewer types of his card where the screen asks for `need`. */
export function typedFields(card: BankCard, need: readonly string[]): { [name: string]: string } {
  const all: { [name: string]: string } = {
    phone: card.phone,
    id: card.certif_id,
    id_last6: card.certif_id.slice(-6),
    expiry: card.expiry,
    cvn2: card.cvn2,
  };
  return Object.fromEntries(need.map((name) => [name, all[name] ?? '']));
}

interface Told extends Omit<BankCard, 'expiry' | 'cvn2'> {
  /** YYMM. */
  expiry?: string;
  cvn2?: string;
}

export interface CardBank {
  card(id: string): Promise<BankCard>;
  /** The newest code sent to a phone, once there is one more than before. */
  code(): Promise<string>;
  /** What the bank makes of a card from now on. */
  script(id: string, script: string, once?: boolean): Promise<void>;
  /** How often each number was asked for what. */
  received(): Promise<{ [number: string]: { sms: number; consume: number; refund: number } }>;
}

export function cardBank(phone_url: string): CardBank {
  let seen = 0;
  const control = async <T>(path: string, body?: object): Promise<T> => {
    const init = body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {};
    const answer = await fetch(phone_url + '/control' + path, init);
    if (!answer.ok) throw new Error(path + ' answered ' + answer.status);
    return (await answer.json()) as T;
  };
  return {
    async card(id) {
      const found = (await control<Told[]>('/unionpay/cards')).find((one) => one.id === id);
      if (!found) throw new Error('no card ' + id);
      const { expiry = '', cvn2 = '', ...rest } = found;
      return { ...rest, cvn2, expiry: expiry.slice(2) + expiry.slice(0, 2) };
    },
    async code() {
      for (let i = 0; i < 200; i++) {
        const [newest] = await control<{ code: string; made_ms: number }[]>('/messages?limit=1');
        if (newest && newest.made_ms > seen) {
          seen = newest.made_ms;
          return newest.code;
        }
        await new Promise((done) => setTimeout(done, 50));
      }
      throw new Error('no code came');
    },
    script: async (id, script, once = false) => void (await control('/unionpay/cards/' + id, { script, once })),
    received: () => control('/unionpay/received'),
  };
}
