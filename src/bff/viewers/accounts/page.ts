/** A viewer's account as his own page shows and changes it: ready texts, passwords sealed. */
import { ME_BOUND } from '../../../protocol/me.ts';
import type { MeAccount, MeChanged } from '../../../protocol/me.ts';
import { fen, MAX_FEN, yuan } from '../../../protocol/money.ts';
import type { Lang } from '../../../protocol/order.ts';
import { openSealed } from '../../../protocol/seal.ts';
import { Secret } from '../../../protocol/secret.ts';
import { fill } from '../../../protocol/texts/fill.ts';
import { ME_TEXTS } from '../../../protocol/texts/me/index.ts';
import type { MeWords } from '../../../protocol/texts/me/index.ts';
import { PERIODS } from '../../payments/spending.ts';
import type { OwnLimits, Period } from '../../payments/spending.ts';
import type { Forgotten } from '../../store/port.ts';
import type { CardKeys } from '../../secret-entry/keys.ts';
import { isStep, NAMES, ownLimits } from '../limits-text.ts';
import type { ViewerBoxes } from '../boxes.ts';
import type { Asker, PhoneDone, ViewerPhones } from './phones.ts';
import type { AccountDone, AccountView, ViewerAccounts } from './accounts.ts';

export interface Sealed {
  version: number;
  key_id: string;
  page_key: string;
  sealed: string;
}

/** Whose page it is. */
export interface AccountViewer extends Asker {
  lang: Lang;
  /** What goes with his account. */
  forgotten: () => Promise<Forgotten>;
  /** The box was: nothing but admitting it is done. */
  is_removed: boolean;
}

export interface AccountPage {
  shown(viewer: string, lang: Lang): Promise<MeAccount>;
  /** What cannot be opened changes nothing: the answer has the key to seal to. */
  change(viewer: AccountViewer, sealed: Sealed): Promise<MeChanged>;
}

/** As a removed box may know it: what it takes to admit it again. */
export const closedAccount = ({ rev, has_password, seal }: MeAccount): MeAccount => ({
  rev,
  has_password,
  seal,
  password_text: '',
  lock_text: '',
  lock_about: '',
  is_locked: false,
  can_bind: false,
  phone_text: '',
  locks: [],
  limits: { lines: [], each: [] },
});

/** Yuan that child lock may begin at; 0: every payment. */
const FROM_FEN = [0, 30_00, 100_00] as const;

export interface AccountPageDeps {
  accounts: ViewerAccounts;
  /** Absent: no text message can be sent. */
  phones?: ViewerPhones;
  boxes: Pick<ViewerBoxes, 'remove' | 'admit'>;
  keys: Pick<CardKeys, 'seal'>;
  hotline: string;
  /** The operator's. */
  limits: OwnLimits;
}

export function accountPage({ accounts, phones, boxes, keys, hotline, limits }: AccountPageDeps): AccountPage {
  const nameOf = (viewer: string): string => 'me ' + viewer;

  async function shown(viewer: string, lang: Lang): Promise<MeAccount> {
    const key = keys.seal(nameOf(viewer));
    if (!key) throw new Error('there is no key to seal to');
    const view = await accounts.view(viewer);
    return {
      ...texts(view, lang),
      limits: ownLimits(limits, view.limits, view.kept_until_ms !== undefined, lang),
      can_bind: phones !== undefined,
      seal: { key_id: key.key_id, key: key.publicKey },
    };
  }

  return {
    shown,
    async change(asker, { version, ...body }) {
      const { viewer, lang } = asker;
      const key = keys.seal(nameOf(viewer), body.key_id);
      const opened = key && openSealed(key.secretKey, body, { token: ME_BOUND, version });
      const wish = wishOf(opened?.value);
      const done = wish ? await carriedOut(asker, version, wish) : STALE;
      const account = await shown(viewer, lang);
      const is_out = asker.is_removed && done.kind !== 'done';
      return { account: is_out ? closedAccount(account) : account, ...saidOf(done, lang, hotline) };
    },
  };

  async function carriedOut(asker: AccountViewer, rev: number, wish: Wish): Promise<PhoneDone | { kind: 'off' }> {
    const { viewer, box_id } = asker;
    if (asker.is_removed && wish.do !== 'admit-box') return STALE;
    if (wish.do === 'remove-box' || wish.do === 'admit-box') return ofBox(asker, rev, wish);
    if (wish.do === 'limit' && wish.limit_fen !== undefined && !isStep(limits, wish.of, wish.limit_fen)) return STALE;
    if (wish.do === 'password' || wish.do === 'lock' || wish.do === 'limit') return accounts.change(viewer, { ...wish, rev });
    if (wish.do === 'close') return accounts.change(viewer, { ...wish, rev, forget: await asker.forgotten() });
    if (!phones) return { kind: 'off' };
    switch (wish.do) {
      case 'ask-bind':
        return phones.askBind(asker, rev, wish.phone, wish.password);
      case 'bind':
        return phones.bind(viewer, rev, wish.code);
      case 'ask-reset':
        return phones.askReset(asker, rev);
      case 'reset':
        return phones.reset(viewer, rev, wish.code, wish.password, box_id);
    }
  }

  async function ofBox({ viewer, box_id }: AccountViewer, rev: number, wish: OfBox): Promise<AccountDone> {
    const done = await accounts.prove(viewer, rev, wish.password);
    if (done.kind !== 'done') return done;
    if (wish.do === 'remove-box') await boxes.remove(viewer, wish.id);
    else if (box_id) await boxes.admit(viewer, box_id);
    return done;
  }
}

const STALE = { kind: 'stale' } as const;

type OfBox = { do: 'remove-box'; id: string; password?: Secret } | { do: 'admit-box'; password?: Secret };

type Wish =
  | { do: 'password'; password: Secret; former?: Secret }
  | { do: 'lock'; password: Secret; lock_fen?: number }
  | { do: 'limit'; password: Secret; of: Period; limit_fen?: number }
  | { do: 'close'; password?: Secret }
  | { do: 'ask-bind'; phone: string; password?: Secret }
  | { do: 'bind'; code: string }
  | { do: 'ask-reset' }
  | { do: 'reset'; code: string; password: Secret }
  | OfBox;

/** Undefined for what our page does not say. */
function wishOf(value: unknown): Wish | undefined {
  const said = (value ?? {}) as { [name: string]: unknown };
  const text = (name: string): string | undefined => (typeof said[name] === 'string' ? (said[name] as string).slice(0, 40) : undefined);
  const secret = (name: string): Secret | undefined => {
    const given = text(name);
    return given === undefined ? undefined : new Secret(given);
  };
  const [password, former, phone, code, id] = [secret('password'), secret('former'), text('phone'), text('code'), text('id')];
  switch (said['do']) {
    case 'password':
      return password && { do: 'password', password, ...(former ? { former } : {}) };
    case 'lock':
      return password && lockOf(password, said['lock_fen']);
    case 'limit':
      return password && limitOf(password, said['of'], said['limit_fen']);
    case 'close':
      return { do: 'close', ...(password ? { password } : {}) };
    case 'ask-bind':
      return phone === undefined ? undefined : { do: 'ask-bind', phone, ...(password ? { password } : {}) };
    case 'bind':
      return code === undefined ? undefined : { do: 'bind', code };
    case 'ask-reset':
      return { do: 'ask-reset' };
    case 'reset':
      return code === undefined || !password ? undefined : { do: 'reset', code, password };
    case 'remove-box':
      return id === undefined ? undefined : { do: 'remove-box', id, ...(password ? { password } : {}) };
    case 'admit-box':
      return { do: 'admit-box', ...(password ? { password } : {}) };
    default:
      return undefined;
  }
}

function lockOf(password: Secret, lock_fen: unknown): Wish | undefined {
  if (lock_fen === undefined) return { do: 'lock', password };
  const whole = Number.isInteger(lock_fen) && (lock_fen as number) >= 0 && (lock_fen as number) <= MAX_FEN;
  return whole ? { do: 'lock', password, lock_fen: lock_fen as number } : undefined;
}

function limitOf(password: Secret, name: unknown, limit_fen: unknown): Wish | undefined {
  const of = PERIODS.find((one) => NAMES[one] === name);
  if (of === undefined) return undefined;
  if (limit_fen === undefined) return { do: 'limit', password, of };
  return typeof limit_fen === 'number' ? { do: 'limit', password, of, limit_fen } : undefined;
}

function saidOf(done: PhoneDone | { kind: 'off' }, lang: Lang, hotline: string): Omit<MeChanged, 'account'> {
  const words = ME_TEXTS[lang];
  switch (done.kind) {
    case 'done':
      return {};
    case 'sent':
      return { sent: fill(words.phone_sent, { tail: done.tail }) };
    case 'wrong':
      return { problem: fill(words.pass_wrong, { n: done.left }) };
    case 'code-wrong':
      return done.left > 0 ? { problem: fill(words.code_wrong, { n: done.left }), again: true } : { problem: words.code_over };
    case 'off':
      return { problem: fill(words.phone_off, { hotline }) };
    default:
      return { problem: words[PROBLEMS[done.kind]] };
  }
}

type Plain = Exclude<PhoneDone['kind'], 'done' | 'sent' | 'wrong' | 'code-wrong'>;
const PROBLEMS = {
  locked: 'pass_locked',
  weak: 'pass_weak',
  kept: 'limits_kept',
  'close-kept': 'close_kept',
  stale: 'pass_stale',
  'phone-bad': 'phone_bad',
  'too-often': 'phone_often',
  'not-sent': 'phone_refused',
  'card-phone': 'phone_card',
  'phone-full': 'phone_full',
  'code-over': 'code_over',
} as const satisfies { readonly [kind in Plain]: keyof MeWords };

function texts(
  { rev, has_password, lock_fen, phone_tail, phone_lost }: AccountView,
  lang: Lang,
): Omit<MeAccount, 'seal' | 'can_bind' | 'limits'> {
  const words = ME_TEXTS[lang];
  const said = (from_fen: number): string =>
    from_fen === 0 ? words.lock_all : fill(words.lock_from, { yuan: yuan(fen(from_fen)).replace(/\.00$/, '') });
  return {
    rev,
    has_password,
    is_locked: lock_fen !== undefined,
    ...(phone_tail === undefined ? {} : { phone_tail }),
    phone_text:
      phone_tail === undefined ? (phone_lost ? words.phone_lost : words.phone_none) : fill(words.phone_tail, { tail: phone_tail }),
    password_text: has_password ? words.pass_set : words.pass_none,
    lock_text: lock_fen === undefined ? words.lock_off : words.lock_on,
    lock_about: lock_fen === undefined ? '' : said(lock_fen),
    locks: FROM_FEN.map((from_fen) => ({ lock_fen: from_fen, text: said(from_fen) })),
  };
}
