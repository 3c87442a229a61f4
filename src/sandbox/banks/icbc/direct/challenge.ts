/** A challenge as the bank keeps it. */
import type { Context } from '../context.ts';
import type { Method } from './cards.ts';

export interface Challenge {
  id: string;
  number: string;
  card: string;
  method: Method;
  cells?: [string, string];
  digits?: string;
  made_ms: number;
  expires_ms: number;
  tries_left: number;
  /** Passwords that came, right or wrong. */
  heard: number;
}

const CHALLENGES = 'icbc-direct-challenge';

export function challengeOf({ db }: Context, id: string): Challenge | undefined {
  return db.kv.get<Challenge>(CHALLENGES, id);
}

export function putChallenge({ db }: Context, challenge: Challenge): void {
  db.kv.put(CHALLENGES, challenge.id, challenge);
}

/** Newest first. */
export function lately({ db }: Context, limit: number): Challenge[] {
  return db.kv.lately<Challenge>(CHALLENGES, limit);
}
