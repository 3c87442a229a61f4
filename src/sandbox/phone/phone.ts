/** A phone with the apps of all banks whose codes can be scanned. */
import type { OrderFacts } from '../control/order-facts.ts';
import type { Code, OfBank } from '../db/records.ts';
import type { SandboxDb } from '../db/sandbox-db.ts';
import { findUser } from './users.ts';
import type { User } from './users.ts';
import { refuse } from './wallet.ts';
import type { PayResult, ScanResult, Wallet } from './wallet.ts';

/** A bank whose codes are scanned. */
export interface CodeBank {
  id: string;
  wallet?: Wallet;
  order(number: string): OrderFacts | undefined;
}

export interface CodeView {
  code: string;
  channel: string;
  number: string;
  subject: string;
  amount_fen: number;
  made_ms: number;
  expires_ms: number;
  /** The bank's word for the order. */
  state: string;
  /** This very code can be paid now. */
  payable: boolean;
  /** A newer code of the order took its place. */
  replaced: boolean;
}

/** Each operation answers undefined when there is no such user. */
export interface Phone {
  /** Newest first. */
  codes(limit: number): CodeView[];
  scan(code: string, user: string): ScanResult | undefined;
  pay(code: string, user: string): PayResult | undefined;
  /** The user looks and says no: nothing is taken, the order stays as it is. */
  decline(code: string, user: string): { kind: 'declined' } | ScanResult | undefined;
}

export function buildPhone(db: SandboxDb, banks: readonly CodeBank[]): Phone {
  const bankOf = (code: OfBank<Code>): CodeBank | undefined => banks.find(({ id }) => id === code.channel);

  function view(known: OfBank<Code>): CodeView {
    const order = bankOf(known)?.order(known.number);
    const { code, channel, number, subject, amount_fen, made_ms, expires_ms, dead } = known;
    const payable = !dead && order?.payable === true;
    return { code, channel, number, subject, amount_fen, made_ms, expires_ms, state: order?.state ?? 'ABSENT', payable, replaced: dead };
  }

  function use<T>(
    text: string,
    user: string,
    act: (wallet: Wallet, code: Code, who: User) => T,
  ): T | ReturnType<typeof refuse> | undefined {
    const who = findUser(user);
    const code = db.codes.get(text.trim());
    const wallet = code && bankOf(code)?.wallet;
    if (!who) return undefined;
    return code && wallet ? act(wallet, code, who) : refuse('unknown-code');
  }

  const scan: Phone['scan'] = (code, user) => use(code, user, (wallet, known, who) => wallet.scan(known, who));
  return {
    codes: (limit) => db.codes.lately(limit).map(view),
    scan,
    pay: (code, user) => use(code, user, (wallet, known, who) => wallet.pay(known, who)),
    decline(code, user) {
      const seen = scan(code, user);
      return seen?.kind === 'payable' ? { kind: 'declined' } : seen;
    },
  };
}
