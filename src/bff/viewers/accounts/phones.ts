/**
 * A viewer's phone: bound by a code that was sent to it, and a forgotten password is set anew by one. A code lives five minutes,
 * takes five tries, and is good for what it was asked for. Source: docs/money.md 16.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Secret } from '../../../protocol/secret.ts';
import { randomText } from '../../../protocol/world.ts';
import type { World } from '../../../protocol/world.ts';
import type { SealedFacts } from '../../http/common/sealed-facts.ts';
import type { Limit, Store } from '../../store/port.ts';
import type { TextGateway } from '../sms/gateway.ts';
import type { Account, SentCode } from './account.ts';
import type { AccountDone, ViewerAccounts } from './accounts.ts';
import type { Hasher } from './hasher.ts';
import type { AccountRows } from './rows.ts';
import { NO_TRIES } from './tries.ts';
import { isPassword, isWeak } from './weak.ts';

/** too-often: this phone, viewer or merchant. phone-full: bound by as many viewers as may. card-phone: the viewer's cards are another phone's. code-over: none waits, or its time or tries are. */
export type PhoneDone =
  | AccountDone
  | { kind: 'sent'; tail: string }
  | { kind: 'phone-bad' | 'too-often' | 'not-sent' | 'card-phone' | 'phone-full' | 'code-over' }
  | { kind: 'code-wrong'; left: number };

export interface Asker {
  viewer: string;
  merchant_id: string;
  address?: string;
  box_id?: string;
  /** Phones of the viewer's remembered cards; none: he has no card. */
  cardPhones: () => Promise<readonly Secret[]>;
}

export interface ViewerPhones {
  /** Sends a code to this phone. `password`: where one is set. */
  askBind(asker: Asker, rev: number, phone: string, password?: Secret): Promise<PhoneDone>;
  bind(viewer: string, rev: number, code: string): Promise<PhoneDone>;
  /** Sends a code to the phone that is bound. */
  askReset(asker: Asker, rev: number): Promise<PhoneDone>;
  /** `box_id`: where it is typed; that one need not be told. */
  reset(viewer: string, rev: number, code: string, password: Secret, box_id?: string): Promise<PhoneDone>;
  /** The bound phone's last four, if a message may go to it now: three questions an hour. */
  mayAsk(asker: Omit<Asker, 'cardPhones'>): Promise<{ kind: 'none' | 'often' } | { kind: 'may'; tail: string }>;
  /** Sends the question of one order; `link` leads to it. False: it will not be sent. */
  askParent(viewer: string, about: { link: Secret; amount: string; subject: string; minutes: number }): Promise<boolean>;
}

export interface PhoneDeps {
  rows: AccountRows;
  accounts: Pick<ViewerAccounts, 'check'>;
  hasher: Hasher;
  store: Pick<Store, 'reserve'>;
  gateway: TextGateway;
  world: Pick<World, 'now' | 'random'>;
  /** Keyed, and never changes. */
  hash: (text: string) => string;
  facts: SealedFacts;
  /** Between two messages to one phone. */
  again_ms: number;
}

const MIN_MS = 60_000;
const DAY_MS = 24 * 60 * MIN_MS;
const CODE_MINUTES = 5;
const CODE_TRIES = 5;
const FOR_EVER_MS = 200 * 365 * DAY_MS;
const PHONE = /^1[3-9][0-9]{9}$/;

export function viewerPhones(deps: PhoneDeps): ViewerPhones {
  const { rows, accounts, hasher, store, gateway, world, hash, facts } = deps;
  const codeHash = (viewer: string, code: string): string =>
    createHmac('sha256', hash('code of ' + viewer))
      .update(code)
      .digest('hex');

  const limit = (by: string, who: string, max: number, window_ms: number): Limit => ({ scope: 'text ' + by, who, max, window_ms });

  function limitsOf({ viewer, merchant_id, address, box_id }: Omit<Asker, 'cardPhones'>, phone: string): Limit[] {
    return [
      limit('phone a while', hash('phone ' + phone), 1, deps.again_ms),
      limit('phone a day', hash('phone ' + phone), 5, DAY_MS),
      limit('viewer a day', viewer, 10, DAY_MS),
      ...(box_id === undefined ? [] : [limit('box a day', hash('box ' + box_id), 20, DAY_MS)]),
      ...(address === undefined ? [] : [limit('address an hour', hash('address ' + address), 300, 60 * MIN_MS)]),
      limit('merchant an hour', merchant_id, 3_000, 60 * MIN_MS),
    ];
  }

  async function send(asker: Asker, rev: number, why: SentCode['why'], phone: string): Promise<PhoneDone> {
    const now_ms = world.now();
    const id = randomText(world.random, 20);
    const full = await store.reserve({ limits: limitsOf(asker, phone), slot: 'text ' + id, at_ms: now_ms });
    if (full) return { kind: 'too-often' };
    const code = sixDigits(world.random);
    const sealed = facts.seal('phone', { phone }, now_ms, FOR_EVER_MS);
    const to = { hash: hash('phone ' + phone), tail: phone.slice(-4), sealed };
    const sent: SentCode = { why, to, hash: codeHash(asker.viewer, code), until_ms: now_ms + CODE_MINUTES * MIN_MS, tries: 0 };
    const { after } = await rows.changed(asker.viewer, (account) => (account.rev === rev ? { ...account, code: sent } : undefined));
    if (!after) return { kind: 'stale' };
    const template = why === 'bind' ? 'bind-phone' : 'reset-password';
    const params = { code: new Secret(code), minutes: CODE_MINUTES };
    const outcome = await gateway.send({ id, phone: new Secret(phone), template, params });
    // Silence may be a message under way: its code is waited for.
    return outcome === 'refused' ? { kind: 'not-sent' } : { kind: 'sent', tail: to.tail };
  }

  /** One try at the code, counted before it is looked at. */
  async function tryCode(viewer: string, why: SentCode['why'], code: string): Promise<PhoneDone | SentCode> {
    const { after } = await rows.changed(viewer, (account) => {
      const waits = account.code;
      if (!waits || waits.why !== why || world.now() >= waits.until_ms || waits.tries >= CODE_TRIES) return undefined;
      return { ...account, code: { ...waits, tries: waits.tries + 1 } };
    });
    if (!after?.code) return { kind: 'code-over' };
    const same = timingSafeEqual(Buffer.from(codeHash(viewer, code)), Buffer.from(after.code.hash));
    return same ? after.code : { kind: 'code-wrong', left: CODE_TRIES - after.code.tries };
  }

  async function boundPhone(viewer: string): Promise<string | undefined> {
    const { phone } = await rows.load(viewer);
    return phone && facts.open<{ phone: string }>('phone', phone.sealed, world.now())?.phone;
  }

  /** The code is used up with what it was for. */
  async function end(viewer: string, rev: number, used: SentCode, to: (account: Account) => Account): Promise<PhoneDone> {
    const { after, full } = await rows.changed(viewer, (account) => {
      if (account.rev !== rev || account.code?.hash !== used.hash) return undefined;
      const { code: _used, ...rest } = to(account);
      return { ...rest, rev: rev + 1 };
    });
    return { kind: after ? 'done' : full ? 'phone-full' : 'stale' };
  }

  return {
    async askBind(asker, rev, phone, password) {
      if (!PHONE.test(phone)) return { kind: 'phone-bad' };
      const account = await rows.load(asker.viewer);
      if (account.rev !== rev || (account.password && !password)) return { kind: 'stale' };
      if (account.password && password) {
        const checked = await accounts.check(asker.viewer, password);
        if (checked.kind !== 'right') return checked;
      }
      const of_cards = await asker.cardPhones();
      if (of_cards.length > 0 && !of_cards.some((one) => one.reveal() === phone)) return { kind: 'card-phone' };
      return send(asker, rev, 'bind', phone);
    },
    async bind(viewer, rev, code) {
      const used = await tryCode(viewer, 'bind', code);
      if ('kind' in used) return used;
      return end(viewer, rev, used, ({ phone_lost_ms: _found, ...account }) => ({
        ...account,
        phone: { ...used.to, since_ms: world.now() },
      }));
    },
    async askReset(asker, rev) {
      const { phone, rev: now } = await rows.load(asker.viewer);
      const known = phone && facts.open<{ phone: string }>('phone', phone.sealed, world.now());
      if (!known || now !== rev) return { kind: 'stale' };
      return send(asker, rev, 'reset', known.phone);
    },
    async mayAsk(asker) {
      const phone = await boundPhone(asker.viewer);
      if (phone === undefined) return { kind: 'none' };
      const limits = [limit('question an hour', asker.viewer, 3, 60 * MIN_MS), ...limitsOf(asker, phone)];
      const slot = 'question ' + randomText(world.random, 20);
      return (await store.reserve({ limits, slot, at_ms: world.now() })) ? { kind: 'often' } : { kind: 'may', tail: phone.slice(-4) };
    },
    async askParent(viewer, params) {
      const phone = await boundPhone(viewer);
      if (phone === undefined) return false;
      const id = randomText(world.random, 20);
      return (await gateway.send({ id, phone: new Secret(phone), template: 'ask-parent', params })) !== 'refused';
    },
    async reset(viewer, rev, code, password, box_id) {
      if (!isPassword(password.reveal()) || isWeak(password.reveal())) return { kind: 'weak' };
      const used = await tryCode(viewer, 'reset', code);
      if ('kind' in used) return used;
      const stored = await hasher.store(password, world.now());
      return end(viewer, rev, used, ({ phone, ...account }) => ({
        ...account,
        // Whoever read the code has the phone.
        ...(phone ? { phone: { ...phone, since_ms: world.now() } } : {}),
        password: stored,
        since_ms: stored.set_ms,
        tries: NO_TRIES,
        forgotten_ms: stored.set_ms,
        sms_reset: { at_ms: world.now(), seen: box_id ? [box_id] : [] },
      }));
    },
  };
}

/** Evenly of a million. */
function sixDigits(random: (length: number) => Uint8Array): string {
  for (;;) {
    const value = Buffer.from(random(3)).readUIntBE(0, 3);
    if (value < 16_000_000) return String(value % 1_000_000).padStart(6, '0');
  }
}
