/** A viewer's account as it is stored: its password, how often that was tried, its child lock. Source: docs/money.md 16. */
import type { Guard } from '../../payments/guarding.ts';
import type { OwnLimits } from '../../payments/spending.ts';
import type { StoredPassword } from './hasher.ts';
import { NO_TRIES } from './tries.ts';
import type { Tries } from './tries.ts';

/** A phone as it is kept: recognised by `hash`, and opened only to send to it. */
export interface KeptPhone {
  /** Keyed. */
  hash: string;
  /** Last four digits. */
  tail: string;
  sealed: string;
}

/** A code that was sent to a phone and waits. */
export interface SentCode {
  why: 'bind' | 'reset';
  to: KeptPhone;
  /** Keyed, of this viewer alone. */
  hash: string;
  until_ms: number;
  tries: number;
}

export interface Account {
  format: 1;
  created_ms: number;
  /** Counts changes of the password and of what is asked. */
  rev: number;
  tries: Tries;
  password?: StoredPassword;
  /** Since when its password was changed only by whoever knew it; absent in accounts of before: since it was set last. */
  since_ms?: number;
  /** Child lock: payments of so much and more, in fen. */
  lock_fen?: number;
  /** The viewer's own, below the operator's when they were set. */
  limits?: OwnLimits;
  /** `since_ms`: a code to it was last typed here. */
  phone?: KeptPhone & { since_ms: number };
  /** Its phone was lost to another viewer who proved it after this one had not for long. */
  phone_lost_ms?: number;
  code?: SentCode;
  /** An operator forgot its password last. */
  reset?: { by: string; at_ms: number };
  /** Its password was set anew without the former one, by the phone or after an operator's reset: limits stay until a day later. */
  forgotten_ms?: number;
  /** It was so by a text message; boxes that showed it. */
  sms_reset?: { at_ms: number; seen: readonly string[] };
}

export const newAccount = (now_ms: number): Account => ({ format: 1, created_ms: now_ms, rev: 0, tries: NO_TRIES });

/** Nothing of it is left but its count of changes: a password that was checked, or a wish that was sealed, before is of another one. */
export const emptied = ({ rev }: Account, now_ms: number): Account => ({ ...newAccount(now_ms), rev: rev + 1 });

export function withoutPhone({ phone: _lost, ...account }: Account, now_ms: number): Account {
  return { ...account, rev: account.rev + 1, phone_lost_ms: now_ms };
}

export function readAccount(body: string): Account {
  const account = JSON.parse(body) as Account;
  if (account.format !== 1) throw new Error('an account of another format: ' + String(account.format));
  return account;
}

/** A forgotten password was set anew less than this ago: limits are not raised. Source: docs/money.md 16. */
const RAISED_AFTER_MS = 24 * 60 * 60_000;

/** Until when limits are not raised, if they are not. */
export function keptUntil({ forgotten_ms }: Account, now_ms: number): number | undefined {
  const until_ms = forgotten_ms === undefined ? 0 : forgotten_ms + RAISED_AFTER_MS;
  return now_ms < until_ms ? until_ms : undefined;
}

export const sinceOf = ({ since_ms, password }: Account): number | undefined => password && (since_ms ?? password.set_ms);

/** `cards`: the operator wants the password before a remembered card pays; `quick`: one may pay by it alone. */
export interface Asks {
  cards: boolean;
  quick: boolean;
}

/** Without a password nothing is asked; limits hold all the same. */
export function guardOf(account: Account, { cards, quick: may }: Asks): Guard | undefined {
  const { rev, password, lock_fen, limits, tries } = account;
  const asks = password !== undefined && (lock_fen !== undefined || cards);
  const since_ms = may ? sinceOf(account) : undefined;
  if (!asks && !limits && since_ms === undefined) return undefined;
  const { locked_until_ms } = tries;
  return {
    rev,
    ...(asks && lock_fen !== undefined ? { lock_fen } : {}),
    ...(asks && cards ? { cards } : {}),
    ...(since_ms === undefined ? {} : { quick: { since_ms, ...(locked_until_ms === undefined ? {} : { locked_until_ms }) } }),
    ...(limits ? { limits } : {}),
  };
}
