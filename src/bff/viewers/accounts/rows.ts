/** Loads an account, changes it, saves it over the revision it was loaded as. */
import { randomText } from '../../../protocol/world.ts';
import type { World } from '../../../protocol/world.ts';
import { viewerAccount } from '../../payments/guarding.ts';
import { Conflict } from '../../store/errors.ts';
import type { AccountRow, Forgotten, Store } from '../../store/port.ts';
import { newAccount, readAccount } from './account.ts';
import type { Account } from './account.ts';

export interface AccountRows {
  /** A new one where there is none; nothing is stored by it. */
  load(viewer: string): Promise<Account>;
  /** Loads, changes, saves; again where another was faster. Undefined from `to`: nothing is written, and `after` is absent. */
  changed(viewer: string, to: (account: Account) => Account | undefined, forget?: Forgotten): Promise<{ before: Account; after?: Account }>;
}

/** Two BFFs and a hundred televisions write one account at most so often between a load and its save. */
const AGAIN_MAX = 200;

export function accountRows({ accounts }: Pick<Store, 'accounts'>, world: Pick<World, 'now' | 'random'>): AccountRows {
  const find = async (viewer: string): Promise<{ row: AccountRow | undefined; account: Account }> => {
    const row = await accounts.of(viewerAccount(viewer));
    return { row, account: row ? readAccount(row.body) : newAccount(world.now()) };
  };
  const save = (row: AccountRow | undefined, viewer: string, account: Account, forget?: Forgotten): Promise<boolean> => {
    const body = JSON.stringify(account);
    const gone = forget ? { forget } : {};
    if (row) return accounts.save({ id: row.id, revision: row.revision + 1, body }, gone);
    return accounts.save({ id: randomText(world.random, 20), revision: 1, body }, { add: [viewerAccount(viewer)], ...gone });
  };
  return {
    load: async (viewer) => (await find(viewer)).account,
    async changed(viewer, to, forget) {
      for (let again = 0; again < AGAIN_MAX; again++) {
        const { row, account } = await find(viewer);
        const after = to(account);
        if (!after) return { before: account };
        if (await save(row, viewer, after, forget)) return { before: account, after };
      }
      throw new Conflict('version', 'a viewer’s account');
    },
  };
}
