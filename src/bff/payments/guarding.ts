/** What a viewer's account asks before its orders are paid: shapes. Source: docs/money.md 16. */
import type { OwnLimits } from './spending.ts';

export interface Guard {
  /** Counts changes of the password and of what is asked: a password checked against others pays nothing. */
  rev: number;
  /** Child lock: the password comes before payments of so much and more, in fen. */
  lock_fen?: number;
  /** The password comes before a remembered card pays. */
  cards?: true;
  /** A payment password is set: remembered cards may pay by it alone where their acquirer allows that. */
  quick?: QuickGuard;
  /** What its viewer allows himself. */
  limits?: OwnLimits;
}

/** A card whose own code paid after `since_ms` is known to be of whoever set the password. */
export interface QuickGuard {
  /** Since when it is a password that was only changed by whoever knew it. */
  since_ms: number;
  locked_until_ms?: number;
}

/** Why a viewer lets no phone begin to pay an order: child lock, or his limit of one payment. */
export type HidesCode = 'lock' | 'limit';

/** The key by which a viewer's account is found; `viewer`: his keyed hash, as his orders carry it. */
export const viewerAccount = (viewer: string): string => 'viewer ' + viewer;

/** A way to pay as the viewer chose it. `card_id`: a remembered card. */
export interface Way {
  channel: string;
  card_id?: string;
}

/** The way that was chosen; the password is asked before it is begun. `rev` makes the same word twice news. */
export interface AskedPassword extends Way {
  /** Right, it pays: nothing more is asked. */
  quick?: true;
  /** Its card's own code may pay instead. */
  sms?: true;
  note?: 'wrong' | 'changed' | 'locked';
  /** How many more may be tried before the password is locked. */
  left?: number;
  rev: number;
  /** The bound phone was asked instead. */
  consent?: AskedConsent;
}

/** often: asked too often; failed: the message was not sent. Good for this order and amount, until its time, once. */
export interface AskedConsent {
  /** Counts the order's, from 1. */
  n: number;
  state: 'asked' | 'declined' | 'often' | 'failed';
  /** Last four digits of the phone. */
  tail: string;
  until_ms: number;
}

/** The viewer's word for one attempt of this way. */
export interface Pass extends Way {
  /** Counts the order's words, from 1. */
  no: number;
  by: 'password' | 'consent';
  until_ms: number;
}
