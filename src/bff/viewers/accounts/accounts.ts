/** Viewers' accounts: the password is judged, set and changed here. A try is committed before it is looked at. Source: docs/money.md 16. */
import type { World } from '../../../protocol/world.ts';
import type { Secret } from '../../../protocol/secret.ts';
import type { CheckedPassword } from '../../payments/events.ts';
import type { OwnLimits, Period } from '../../payments/spending.ts';
import type { Forgotten } from '../../store/port.ts';
import { emptied, keptUntil, sinceOf } from './account.ts';
import type { Account } from './account.ts';
import type { AccountRows } from './rows.ts';
import type { Hasher } from './hasher.ts';
import { isLocked, left, NO_TRIES, right, tried } from './tries.ts';
import { isPassword, isWeak } from './weak.ts';

/** What a viewer may know of his account; `rev` 0: he has none. */
export interface AccountView {
  rev: number;
  has_password: boolean;
  lock_fen?: number;
  limits: OwnLimits;
  /** Until then limits are not raised: a forgotten password was set anew. */
  kept_until_ms?: number;
  locked_until_ms?: number;
  /** Last four digits of the phone that is bound. */
  phone_tail?: string;
  /** None is: another viewer proved the phone when this one had not for long. */
  phone_lost?: true;
}

/** `stale`: the page knew another account; it shows this one first. `kept`, `close-kept`: limits are not raised now, and do not go with their account. */
export type AccountDone = { kind: 'done' | 'stale' | 'weak' | 'locked' | 'kept' | 'close-kept' } | { kind: 'wrong'; left: number };

/** A wish about an account as its page knew it (`rev`). `former`: absent where none was set. */
export type AccountWish = { rev: number } & (
  | { do: 'password'; password: Secret; former?: Secret }
  /** Without lock_fen: off. */
  | { do: 'lock'; password: Secret; lock_fen?: number }
  /** Without limit_fen: as the operator has it. */
  | { do: 'limit'; password: Secret; of: Period; limit_fen?: number }
  /** Everything goes. `password`: where one is set. */
  | { do: 'close'; password?: Secret; forget: Forgotten }
);

export interface ViewerAccounts {
  view(viewer: string): Promise<AccountView>;
  /** One try; `locked` also where there is no password to try. */
  check(viewer: string, password: Secret): Promise<CheckedPassword>;
  change(viewer: string, wish: AccountWish): Promise<AccountDone>;
  /** For what is no part of the account. Done: it is as the page knew it, and the password was right, where one is set. */
  prove(viewer: string, rev: number, password?: Secret): Promise<AccountDone>;
  /** An operator knows who it is: password, child lock and wrong tries are gone, limits stay. False: there was no password. */
  reset(viewer: string, by: string): Promise<boolean>;
}

export interface AccountsDeps {
  rows: AccountRows;
  hasher: Hasher;
  world: Pick<World, 'now'>;
}

export function viewerAccounts({ rows, hasher, world }: AccountsDeps): ViewerAccounts {
  const { load, changed } = rows;

  async function check(viewer: string, password: Secret): Promise<CheckedPassword> {
    // Counted only once it is this one's turn: what is turned away as too many is no try.
    const seen: { before?: Account; after?: Account } = {};
    const matches = await hasher.matches(password, async () => {
      const { before, after } = await changed(viewer, (account) => {
        const tries = account.password && tried(account.tries, world.now());
        return tries && { ...account, tries };
      });
      Object.assign(seen, { before, after });
      return after?.password;
    });
    const { after } = seen;
    const rev = seen.before?.rev ?? 0;
    if (!after) return { kind: 'locked', rev };
    if (matches) {
      await changed(viewer, (account) => (account.rev === rev ? { ...account, tries: right(account.tries) } : undefined));
      return { kind: 'right', rev };
    }
    return isLocked(after.tries, world.now()) ? { kind: 'locked', rev } : { kind: 'wrong', left: left(after.tries), rev };
  }

  /** Written only over the account that was looked at. */
  async function over(viewer: string, rev: number, to: (account: Account) => Account, forget?: Forgotten): Promise<AccountDone> {
    const same = (account: Account): Account | undefined => (account.rev === rev ? { ...to(account), rev: rev + 1 } : undefined);
    const { after } = await changed(viewer, same, forget);
    return { kind: after ? 'done' : 'stale' };
  }

  async function proved(viewer: string, account: Account, rev: number, given: Secret | undefined): Promise<AccountDone> {
    if (account.rev !== rev) return { kind: 'stale' };
    if (account.password === undefined) return { kind: 'done' };
    if (!given) return { kind: 'stale' };
    const checked = await check(viewer, given);
    // It was compared with another password than the page knew.
    if (checked.rev !== rev) return { kind: 'stale' };
    if (checked.kind === 'wrong') return { kind: 'wrong', left: checked.left };
    return { kind: checked.kind === 'locked' ? 'locked' : 'done' };
  }

  return {
    check,
    prove: async (viewer, rev, password) => proved(viewer, await load(viewer), rev, password),
    async view(viewer) {
      const account = await load(viewer);
      const { rev, password, lock_fen, limits = {}, tries, phone, phone_lost_ms } = account;
      const kept_until_ms = keptUntil(account, world.now());
      const locked = isLocked(tries, world.now()) ? { locked_until_ms: tries.locked_until_ms as number } : {};
      return {
        rev,
        has_password: password !== undefined,
        ...(lock_fen === undefined ? {} : { lock_fen }),
        limits,
        ...(kept_until_ms === undefined ? {} : { kept_until_ms }),
        ...locked,
        ...(phone ? { phone_tail: phone.tail } : {}),
        ...(!phone && phone_lost_ms !== undefined ? { phone_lost: true as const } : {}),
      };
    },
    async reset(viewer, by) {
      const { after } = await changed(viewer, ({ password, lock_fen: _lock, since_ms: _since, ...account }) =>
        password ? { ...account, rev: account.rev + 1, tries: NO_TRIES, reset: { by, at_ms: world.now() } } : undefined,
      );
      return after !== undefined;
    },
    async change(viewer, wish) {
      const account = await load(viewer);
      if (account.rev !== wish.rev) return { kind: 'stale' };
      const has = account.password !== undefined;
      if ((wish.do === 'lock' || wish.do === 'limit') && !has) return { kind: 'stale' };
      const wanted = wish.do === 'password' ? wish.password : undefined;
      if (wanted && (!isPassword(wanted.reveal()) || isWeak(wanted.reveal()))) return { kind: 'weak' };
      const done = await proved(viewer, account, wish.rev, wish.do === 'password' ? wish.former : wish.password);
      return done.kind === 'done' ? carryOut(viewer, account, wish) : done;
    },
  };

  /** Its password was right, or there was none. */
  async function carryOut(viewer: string, account: Account, wish: AccountWish): Promise<AccountDone> {
    switch (wish.do) {
      case 'password': {
        const password = await hasher.store(wish.password, world.now());
        // What an operator forgot is set anew by whoever holds the remote.
        const forgotten = account.password === undefined && account.reset ? { forgotten_ms: world.now() } : {};
        const since_ms = sinceOf(account) ?? password.set_ms;
        return over(viewer, wish.rev, (one) => ({ ...one, password, since_ms, ...forgotten }));
      }
      case 'lock': {
        const { lock_fen } = wish;
        return over(viewer, wish.rev, ({ lock_fen: _former, ...one }) => ({ ...one, ...(lock_fen === undefined ? {} : { lock_fen }) }));
      }
      case 'close': {
        // Else closing would be how a limit is raised.
        const kept = account.limits && (account.password === undefined || keptUntil(account, world.now()) !== undefined);
        return kept ? { kind: 'close-kept' } : over(viewer, wish.rev, (one) => emptied(one, world.now()), wish.forget);
      }
      case 'limit':
        if (raises(account.limits, wish.of, wish.limit_fen) && keptUntil(account, world.now()) !== undefined) return { kind: 'kept' };
        return over(viewer, wish.rev, (one) => withLimit(one, wish.of, wish.limit_fen));
    }
  }
}

function raises(limits: OwnLimits | undefined, of: Period, limit_fen: number | undefined): boolean {
  const present = limits?.[of];
  return present !== undefined && (limit_fen === undefined || limit_fen > present);
}

function withLimit({ limits, ...account }: Account, of: Period, limit_fen: number | undefined): Account {
  const { [of]: _former, ...others } = limits ?? {};
  const next = { ...others, ...(limit_fen === undefined ? {} : { [of]: limit_fen }) };
  return Object.keys(next).length === 0 ? account : { ...account, limits: next };
}
