/** A phone with both wallets on it. */
import type { CodeChannel } from '../channel.ts';
import type { Context } from '../server/context.ts';
import { findUser } from './users.ts';
import { refuse } from './wallet.ts';
import type { PayResult, ScanResult, Wallet } from './wallet.ts';
import type { Code } from '../db/records.ts';
import { orderTruth } from '../control/order-facts.ts';

export interface CodeView {
  code: string;
  channel: CodeChannel;
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

/** Each deed answers undefined when there is no such user. */
export interface Phone {
  codes(limit: number): CodeView[];
  scan(code: string, user: string): ScanResult | undefined;
  pay(code: string, user: string): PayResult | undefined;
  /** The user looks and says no: nothing is taken, the order stays as it is. */
  decline(code: string, user: string): { kind: 'declined' } | ScanResult | undefined;
}

export function buildPhone(context: Context, wallets: Record<CodeChannel, Wallet>): Phone {
  const find = (code: string): Code | undefined => context.truth.codes.get(code.trim());

  function view(code: Code): CodeView {
    const order = orderTruth(context, code.channel, code.number);
    const { code: text, channel, number, subject, amount_fen, made_ms, expires_ms } = code;
    const payable = !code.dead && order?.payable === true;
    return {
      code: text,
      channel,
      number,
      subject,
      amount_fen,
      made_ms,
      expires_ms,
      state: order?.state ?? 'ABSENT',
      payable,
      replaced: code.dead,
    };
  }

  function scan(code: string, user: string): ScanResult | undefined {
    const who = findUser(user);
    const known = find(code);
    if (!who) return undefined;
    return known ? wallets[known.channel].scan(known, who) : refuse('unknown-code');
  }

  return {
    codes: (limit) => context.truth.codes.lately(limit).map(view),
    scan,
    pay(code, user) {
      const who = findUser(user);
      const known = find(code);
      if (!who) return undefined;
      return known ? wallets[known.channel].pay(known, who) : refuse('unknown-code');
    },
    decline(code, user) {
      const seen = scan(code, user);
      return seen?.kind === 'payable' ? { kind: 'declined' } : seen;
    },
  };
}
