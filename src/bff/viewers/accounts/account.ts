/** A viewer's account as it is stored: its password, how often that was tried, its child lock. Source: docs/money.md 16. */
import type { Guard } from '../../payments/guarding.ts';
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
  /** Child lock: payments of so much and more, in fen. */
  lock_fen?: number;
  phone?: KeptPhone & { since_ms: number };
  code?: SentCode;
  /** An operator forgot its password last. */
  reset?: { by: string; at_ms: number };
}

export const newAccount = (now_ms: number): Account => ({ format: 1, created_ms: now_ms, rev: 0, tries: NO_TRIES });

export function readAccount(body: string): Account {
  const account = JSON.parse(body) as Account;
  if (account.format !== 1) throw new Error('an account of another format: ' + String(account.format));
  return account;
}

/** `cards`: the operator wants the password before a remembered card pays. Without a password nothing is asked. */
export function guardOf({ rev, password, lock_fen }: Account, cards: boolean): Guard | undefined {
  if (!password || (lock_fen === undefined && !cards)) return undefined;
  return { rev, ...(lock_fen === undefined ? {} : { lock_fen }), ...(cards ? { cards } : {}) };
}
