/** The viewer's password and child lock: wishes are sealed, and the answer is the account as it is then. */
import { ME_BOUND } from '../protocol/me.ts';
import type { MeAnswer, MeChanged, MeWish } from '../protocol/me.ts';
import { pageSealer } from '../protocol/seal.ts';
import type { PageSealer } from '../protocol/seal.ts';
import { randomBytes } from '../tv/random-bytes.ts';
import { randomSource } from '../tv/random-source.ts';
import type { Me } from './facts.ts';

let sealer: PageSealer | undefined;

/** Nothing secret is typed where the browser has no randomness. */
export const canType = (): boolean => !!randomSource(window);

/** `done` with what came of it. */
export function wish(me: Me, what: MeWish, back: () => void, done: (changed: MeChanged) => void): void {
  const { account } = me;
  if (!account) return;
  sealer = sealer || pageSealer(randomBytes);
  const body = sealer.seal(account.seal, { token: ME_BOUND, version: account.rev }, what);
  me.page.api.post<MeAnswer<MeChanged>>('/me/account', body, (answer) => {
    if (!answer.ok) return me.sorry(answer.code, back);
    me.account = answer.value.account;
    done(answer.value);
  });
}
