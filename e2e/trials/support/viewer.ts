/** One viewer at the cashier, over HTTP: chooses, pays, changes, types cards, from a seed. Failed requests are repeated, as the page does. */
import { setTimeout as sleep } from 'node:timers/promises';
import jsqr from 'jsqr';
import { pageSealer } from '../../../src/protocol/seal.ts';
import type { Answer, SecretAnswer, TypedCard } from '../../../src/protocol/answer.ts';
import type { QrBits, Step } from '../../../src/protocol/step.ts';
import { typedFields } from '../../support/bank-cards.ts';
import type { BankCard } from '../../support/bank-cards.ts';
import { openWallet } from './phone-pays.ts';
import { bankAccount } from './bank-account.ts';
import type { AccountCard } from './bank-account.ts';
import { pickOf } from '../../support/random.ts';

const decode = (typeof jsqr === 'function' ? jsqr : jsqr.default) as typeof jsqr.default;

export interface ViewerDeps {
  cashier_url: string;
  amount_fen: number;
  phone_url: string;
  chance: () => number;
  cards: readonly BankCard[];
  /** Cards of accounts at ICBC; without any nobody chooses ICBC. */
  accounts: readonly AccountCard[];
  /** Work that outlasts this viewer: a phone that pays an old code. */
  later: (work: Promise<unknown>) => void;
}

/** Decodes the QR code, as a phone's camera does. */
export function read({ rows }: QrBits): string {
  const scale = 4;
  const quiet = 4;
  const size = (rows.length + 2 * quiet) * scale;
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      if (row[x] !== '1') continue;
      for (let dy = 0; dy < scale; dy++)
        for (let dx = 0; dx < scale; dx++) {
          const at = (((y + quiet) * scale + dy) * size + (x + quiet) * scale + dx) * 4;
          pixels[at] = pixels[at + 1] = pixels[at + 2] = 0;
        }
    }
  });
  return decode(pixels, size, size)?.data ?? '';
}

async function json<T>(url: string, body?: unknown): Promise<T> {
  const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(5_000) });
  return (await answer.json()) as T;
}

/** Runs until the order is paid or closed, at most 400 steps. */
export async function runViewer(deps: ViewerDeps): Promise<void> {
  const { cashier_url: base, chance, phone_url, amount_fen } = deps;
  const pick = pickOf(chance);
  const token = base.slice(base.lastIndexOf('/') + 1);
  const sealer = pageSealer((length) => crypto.getRandomValues(new Uint8Array(length)));
  let card: BankCard | undefined;
  let typed: TypedCard | undefined;
  const phone = (path: string, body?: unknown): Promise<unknown> => json(phone_url + '/control' + path, body).catch(() => undefined);

  const answer = (now: Step, said: Answer): Promise<unknown> => json(base + '/answer', { version: now.version, answer: said });
  const secret = (now: Step, said: SecretAnswer): Promise<unknown> =>
    now.seal ? json(base + '/answer', sealer.seal(now.seal, { token, version: now.version }, said)) : Promise.resolve();

  const account = bankAccount({ chance, phone_url, amount_fen, accounts: deps.accounts, secret, answer });
  const ways = ['wechat', 'alipay', 'unionpay', ...(deps.accounts.length > 0 ? ['icbc', 'icbc-direct'] : [])];

  async function scan(now: Extract<Step, { kind: 'scan' }>): Promise<void> {
    const code = read(now.qr);
    const dice = chance();
    if (dice < 0.45) await phone('/pay', { code });
    else if (dice < 0.55) await Promise.all([phone('/pay', { code }), answer(now, { kind: 'change' })]);
    else if (dice < 0.65) {
      // Scanned now, paid when the television shows something else already.
      await phone('/scan', { code });
      deps.later(sleep(500 + chance() * 6_000).then(() => phone('/pay', { code })));
      await answer(now, { kind: 'change' });
    } else if (dice < 0.75) await answer(now, { kind: 'new-code' });
    else if (dice < 0.8) await phone('/decline', { code });
    else if (dice < 0.9) await answer(now, { kind: 'ask-paid' });
    else await sleep(300);
  }

  async function check(now: Extract<Step, { kind: 'card-check' }>): Promise<void> {
    if (!card) return void (await answer(now, { kind: 'card-lost' }));
    typed = { pan: card.pan, fields: typedFields(card, now.need), remember: false };
    await secret(now, { kind: 'card-check', ...typed });
  }

  async function code(now: Extract<Step, { kind: 'sms-code' }>): Promise<void> {
    const dice = chance();
    if (!typed || dice < 0.05) return void (await answer(now, { kind: 'card-lost' }));
    if (now.wrong) return void (now.again_in_ms > 0 ? await sleep(now.again_in_ms) : await secret(now, { kind: 'sms-again', ...typed }));
    if (dice < 0.1) return void (await answer(now, { kind: 'change' }));
    const texts = await json<{ code: string; amount_fen?: number; state: string }[]>(phone_url + '/control/messages?limit=300').catch(
      () => [],
    );
    const text = texts.find((one) => one.amount_fen === amount_fen && one.state === 'fresh');
    if (!text) return void (await sleep(200));
    const said: SecretAnswer = { kind: 'sms-code', code: dice < 0.17 ? '123456' : text.code, ...typed };
    // A thumb that presses twice: the same code in two messages.
    await Promise.all(dice > 0.9 ? [secret(now, said), secret(now, said)] : [secret(now, said)]);
  }

  /** A phone scans the one code; mostly it pays at once, sometimes when the TV is elsewhere already, or twice, or not at all. */
  async function byPhone(qr: QrBits): Promise<void> {
    const visit = String(Math.floor(chance() * 1e9)).padStart(26, 'a');
    const wallet = await openWallet(new URL(base).origin, read(qr), visit);
    const dice = chance();
    if (!wallet || dice < 0.1) return;
    const pays = (): Promise<unknown> => phone('/pay', { code: wallet });
    if (dice < 0.3) deps.later(sleep(500 + chance() * 6_000).then(pays));
    else await Promise.all(dice > 0.9 ? [pays(), openWallet(new URL(base).origin, read(qr), visit).then(pays)] : [pays()]);
  }

  async function act(now: Step): Promise<void> {
    switch (now.kind) {
      case 'choose':
        if (now.qr && chance() < 0.25) return byPhone(now.qr);
        return void (await answer(now, { kind: 'choose', channel: pick(ways) }));
      case 'scan':
        return scan(now);
      case 'ended':
        return void (await answer(now, pick<Answer>([{ kind: 'change' }, { kind: 'new-code' }])));
      case 'refused':
        return void (await answer(now, pick<Answer>([{ kind: 'change' }, { kind: now.next }])));
      case 'card-list':
        return void (await answer(now, { kind: 'other-card' }));
      case 'card-number':
        if (chance() < 0.1) return void (await answer(now, { kind: 'change' }));
        if (now.channel === 'icbc-direct') return account.number(now);
        card = pick(deps.cards);
        return void (await secret(now, { kind: 'card-number', pan: card.pan }));
      case 'card-check':
        return check(now);
      case 'sms-code':
        return code(now);
      case 'bank-method':
        return account.method(now);
      case 'bank-password':
        return account.password(now);
      default:
        return void (await sleep(200));
    }
  }

  for (let i = 0; i < 400; i++) {
    try {
      const now = await json<Step>(base + '/step');
      if (now.kind === 'paid' || now.kind === 'closed') return;
      await act(now);
    } catch {
      // The server is away: a page asks again.
      await sleep(100 + chance() * 200);
    }
    await sleep(20 + chance() * 120);
  }
}
