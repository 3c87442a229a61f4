/** Loads an account, changes it, saves it over the revision it was loaded as. Its phone's place comes and goes in the same commit. */
import { randomText } from '../../../protocol/world.ts';
import type { World } from '../../../protocol/world.ts';
import { viewerAccount } from '../../payments/guarding.ts';
import { Conflict } from '../../store/errors.ts';
import type { AccountRow, AlongAccount, Forgotten, Store } from '../../store/port.ts';
import { newAccount, readAccount, withoutPhone } from './account.ts';
import type { Account, KeptPhone } from './account.ts';
import { mayBeAnothers, placesOf } from './places.ts';

/** `after` is absent where nothing was written; `full`: because its phone has no place left. */
export interface Written {
  before: Account;
  after?: Account;
  full?: true;
}

export interface AccountRows {
  /** A new one where there is none; nothing is stored by it. */
  load(viewer: string): Promise<Account>;
  /** Loads, changes, saves; again where another was faster. Undefined from `to`: nothing is written. */
  changed(viewer: string, to: (account: Account) => Account | undefined, forget?: Forgotten): Promise<Written>;
}

/** Two BFFs and a hundred televisions write one account at most so often between a load and its save. */
const AGAIN_MAX = 200;

export function accountRows({ accounts }: Pick<Store, 'accounts'>, world: Pick<World, 'now' | 'random'>): AccountRows {
  const find = async (viewer: string): Promise<{ row: AccountRow | undefined; account: Account }> => {
    const row = await accounts.of(viewerAccount(viewer));
    return { row, account: row ? readAccount(row.body) : newAccount(world.now()) };
  };
  const save = (row: AccountRow | undefined, viewer: string, account: Account, { add = [], ...also }: AlongAccount): Promise<boolean> => {
    const body = JSON.stringify(account);
    if (row) return accounts.save({ id: row.id, revision: row.revision + 1, body }, { add, ...also });
    return accounts.save({ id: randomText(world.random, 20), revision: 1, body }, { add: [viewerAccount(viewer), ...add], ...also });
  };

  /** A place that is free now. Whoever has one and did not prove the phone for long loses it to the one who just did. */
  async function placeFor(phone: KeptPhone): Promise<string | undefined> {
    let free: string | undefined;
    for (const place of placesOf(phone)) {
      const row = await accounts.of(place);
      if (!row || (await gaveUp(row, phone))) free ??= place;
    }
    return free;
  }
  /** False also where it was proved, or changed, in this moment. */
  async function gaveUp(row: AccountRow, phone: KeptPhone): Promise<boolean> {
    const account = readAccount(row.body);
    if (account.phone?.hash === phone.hash && !mayBeAnothers(account.phone, world.now())) return false;
    const body = JSON.stringify(account.phone?.hash === phone.hash ? withoutPhone(account, world.now()) : account);
    return accounts.save({ id: row.id, revision: row.revision + 1, body }, { remove: placesOf(phone) });
  }

  return {
    load: async (viewer) => (await find(viewer)).account,
    async changed(viewer, to, forget) {
      for (let again = 0; again < AGAIN_MAX; again++) {
        const { row, account } = await find(viewer);
        const after = to(account);
        if (!after) return { before: account };
        const [was, is] = [account.phone, after.phone];
        const moves = was?.hash !== is?.hash;
        const place = moves && is ? await placeFor(is) : undefined;
        if (moves && is && place === undefined) return { before: account, full: true };
        const also = {
          ...(place === undefined ? {} : { add: [place] }),
          ...(moves && was ? { remove: placesOf(was) } : {}),
          ...(forget ? { forget } : {}),
        };
        if (await save(row, viewer, after, also)) return { before: account, after };
      }
      throw new Conflict('version', 'a viewer’s account');
    },
  };
}
