/** A viewer's account as his own page shows and changes it: ready texts, passwords sealed. */
import { ME_BOUND } from '../../../protocol/me.ts';
import type { MeAccount, MeChanged } from '../../../protocol/me.ts';
import { fen, MAX_FEN, yuan } from '../../../protocol/money.ts';
import type { Lang } from '../../../protocol/order.ts';
import { openSealed } from '../../../protocol/seal.ts';
import { Secret } from '../../../protocol/secret.ts';
import { fill } from '../../../protocol/texts/fill.ts';
import { ME_TEXTS } from '../../../protocol/texts/me/index.ts';
import type { CardKeys } from '../../secret-entry/keys.ts';
import type { AccountDone, AccountView, AccountWish, ViewerAccounts } from './accounts.ts';

export interface Sealed {
  version: number;
  key_id: string;
  page_key: string;
  sealed: string;
}

export interface AccountPage {
  shown(viewer: string, lang: Lang): Promise<MeAccount>;
  /** What cannot be opened changes nothing: the answer has the key to seal to. */
  change(viewer: string, lang: Lang, sealed: Sealed): Promise<MeChanged>;
}

/** Yuan that child lock may begin at; 0: every payment. */
const FROM_FEN = [0, 30_00, 100_00] as const;

export function accountPage(deps: { accounts: ViewerAccounts; keys: Pick<CardKeys, 'seal'> }): AccountPage {
  const { accounts, keys } = deps;
  const nameOf = (viewer: string): string => 'me ' + viewer;

  async function shown(viewer: string, lang: Lang): Promise<MeAccount> {
    const key = keys.seal(nameOf(viewer));
    if (!key) throw new Error('there is no key to seal to');
    return { ...texts(await accounts.view(viewer), lang), seal: { key_id: key.key_id, key: key.publicKey } };
  }

  return {
    shown,
    async change(viewer, lang, { version, ...body }) {
      const key = keys.seal(nameOf(viewer), body.key_id);
      const opened = key && openSealed(key.secretKey, body, { token: ME_BOUND, version });
      const wish = wishOf(opened?.value, version);
      const problem = problemOf(wish ? await accounts.change(viewer, wish) : { kind: 'stale' }, lang);
      return { account: await shown(viewer, lang), ...(problem === undefined ? {} : { problem }) };
    },
  };
}

/** Undefined for what our page does not say. */
function wishOf(value: unknown, rev: number): AccountWish | undefined {
  const said = (value ?? {}) as { [name: string]: unknown };
  const { password, former, lock_fen } = said;
  if (typeof password !== 'string') return undefined;
  if (said['do'] === 'password') {
    if (former !== undefined && typeof former !== 'string') return undefined;
    return { do: 'password', rev, password: new Secret(password), ...(former === undefined ? {} : { former: new Secret(former) }) };
  }
  if (said['do'] !== 'lock') return undefined;
  if (lock_fen === undefined) return { do: 'lock', rev, password: new Secret(password) };
  const whole = Number.isInteger(lock_fen) && (lock_fen as number) >= 0 && (lock_fen as number) <= MAX_FEN;
  return whole ? { do: 'lock', rev, password: new Secret(password), lock_fen: lock_fen as number } : undefined;
}

function problemOf(done: AccountDone, lang: Lang): string | undefined {
  const words = ME_TEXTS[lang];
  switch (done.kind) {
    case 'done':
      return undefined;
    case 'wrong':
      return fill(words.pass_wrong, { n: done.left });
    case 'locked':
      return words.pass_locked;
    case 'weak':
      return words.pass_weak;
    case 'stale':
      return words.pass_stale;
  }
}

function texts({ rev, has_password, lock_fen }: AccountView, lang: Lang): Omit<MeAccount, 'seal'> {
  const words = ME_TEXTS[lang];
  const said = (from_fen: number): string =>
    from_fen === 0 ? words.lock_all : fill(words.lock_from, { yuan: yuan(fen(from_fen)).replace(/\.00$/, '') });
  return {
    rev,
    has_password,
    is_locked: lock_fen !== undefined,
    password_text: has_password ? words.pass_set : words.pass_none,
    lock_text: lock_fen === undefined ? words.lock_off : words.lock_on,
    lock_about: lock_fen === undefined ? '' : said(lock_fen),
    locks: FROM_FEN.map((from_fen) => ({ lock_fen: from_fen, text: said(from_fen) })),
  };
}
