/** Remembered cards of a merchant's signed viewer: waiting until their first success, then offered; forgotten when it never comes. */
import { cardOf } from '../payments/card-of.ts';
import type { Lang } from '../../protocol/order.ts';
import type { CardTile } from '../../protocol/card.ts';
import type { Secret } from '../../protocol/secret.ts';
import { randomText } from '../../protocol/world.ts';
import type { World } from '../../protocol/world.ts';
import type { Payment } from '../payments/payment.ts';
import type { CardRow, Store } from '../store/port.ts';
import { faceOf } from './display.ts';
import type { CardFacts } from './display.ts';
import type { CardKeys, ViewerOrder } from './keys.ts';
import { scopeOlderCards } from './older-cards.ts';
import { lock, rowName, unlock } from './vault.ts';
import type { Remembered } from './vault.ts';

export interface RememberedCards {
  /** None of them is there on a box that its viewer removed; nor is one opened. */
  has(order: ViewerOrder): Promise<boolean>;
  tiles(order: ViewerOrder, lang: Lang): Promise<CardTile[]>;
  /** As the store names whose they are, all of them; undefined without a viewer. */
  ownerOf(order: ViewerOrder): Promise<string | undefined>;
  /** Where their banks send codes. */
  phones(order: ViewerOrder): Promise<Secret[]>;
  /** What could pay; undefined when it is not this viewer's or no longer opens. */
  open(order: ViewerOrder & { id: string }, id: string): Promise<{ row: CardRow; card: Remembered } | undefined>;
  /** Kept once this attempt succeeds. */
  wait(
    payment: Payment,
    attempt: number,
    facts: CardFacts,
    hash: string,
    phone_tail: string,
    card: Remembered,
  ): Promise<string | undefined>;
  /** A token that waits is paid with in its own order before it is kept. */
  waitFor(order_id: string, id: string, attempt: number): Promise<void>;
  /** The one that is offered first because its viewer said so. */
  preferred(order: ViewerOrder): Promise<string | undefined>;
  /** Offered first from now on; what is not this viewer's stays as it is. */
  prefer(order: ViewerOrder, id: string): Promise<void>;
  /** True for the one call that removed it. */
  remove(order: ViewerOrder, id: string): Promise<boolean>;
  /** Looks at what became of waiting cards. */
  settle(payment: Payment): Promise<void>;
  stop(): void;
}

export interface RememberDeps {
  store: Store;
  keys: CardKeys;
  world: World;
  max: number;
  /** A waiting card whose attempt has come to nothing for so long is forgotten. */
  wait_ms: number;
  /** Its viewer removed the order's box. */
  isRemoved: (order: ViewerOrder) => Promise<boolean>;
  onError: (error: unknown) => void;
}

export function rememberedCards({ store, keys, world, max, wait_ms, isRemoved, onError }: RememberDeps): RememberedCards {
  const { cards } = store;
  const leaving = new Set<string>();
  const bringOver = scopeOlderCards({ store, keys, world });

  async function list(order: ViewerOrder): Promise<CardRow[]> {
    const viewer = keys.viewerOf(order);
    if (viewer === undefined) return [];
    await bringOver(order, viewer);
    return cards.list(viewer);
  }

  async function offered(order: ViewerOrder): Promise<CardRow[]> {
    const rows = await list(order);
    return rows.length > 0 && (await isRemoved(order)) ? [] : rows;
  }

  /** Cards of before viewers were scoped are his own by then. */
  async function ownerOf(order: ViewerOrder): Promise<string | undefined> {
    await list(order);
    return keys.viewerOf(order);
  }

  async function settle(payment: Payment): Promise<void> {
    for (const row of await cards.waiting(payment.order.id)) {
      const attempt = payment.attempts[row.attempt - 1];
      if (attempt?.state === 'paid') await cards.keep(row, world.now(), max);
      // One that opened a token has not paid yet: the attempt after it will say.
      else if (attempt && !cardOf(attempt)?.open_by && (attempt.state === 'refused' || attempt.state === 'closed'))
        await cards.remove(row.id);
    }
    for (const { kind, state, card } of payment.attempts.filter((one) => one.kind === 'card'))
      if (kind === 'card' && state === 'paid' && card.card_id !== undefined && !card.quick && card.sent_ms !== undefined)
        await cards.proved(card.card_id, card.sent_ms);
  }

  // A crash before this leaves the row waiting; the next event of the payment, or the age, ends it.
  const forget = store.onCommit((payment) => {
    if (payment.attempts.some((a) => a.kind === 'card')) settle(payment).catch(onError);
  });

  return {
    has: async (order) => (await offered(order)).length > 0,
    tiles: async (order, lang) => (await offered(order)).map((row) => ({ id: row.id, ...faceOf(row, lang) })),
    ownerOf,
    phones: async (order) => (await list(order)).flatMap((row) => unlock(keys, rowName(row), row)?.phone ?? []),
    async open(order, id) {
      const isIt = (one: CardRow): boolean => one.id === id;
      const row = (await offered(order)).find(isIt) ?? (await cards.waiting(order.id)).find(isIt);
      const card = row && unlock(keys, rowName(row), row);
      return row && card && { row, card };
    },
    async wait(payment, attempt, facts, hash, phone_tail, card) {
      const viewer = keys.viewerOf(payment.order);
      if (viewer === undefined) return undefined;
      const now_ms = world.now();
      await cards.forgetPending(now_ms - wait_ms);
      const id = randomText(world.random, 20);
      const channel = payment.attempts[attempt - 1]?.channel ?? '';
      const locked = lock(keys, rowName({ id, viewer }), card, world.random);
      const { bank, bank_name, kind, tail } = facts;
      const about = { id, viewer, channel, hash, bank, bank_name, kind, tail, phone_tail };
      await cards.add({
        ...about,
        ...locked,
        state: 'pending',
        order_id: payment.order.id,
        attempt,
        created_ms: now_ms,
        used_ms: now_ms,
        default_ms: 0,
        proved_ms: 0,
      });
      return id;
    },
    async waitFor(order_id, id, attempt) {
      const row = (await cards.waiting(order_id)).find((one) => one.id === id);
      if (row) await cards.add({ ...row, attempt });
    },
    preferred: async (order) => (await offered(order)).find((row) => row.default_ms > 0)?.id,
    async prefer(order, id) {
      const viewer = await ownerOf(order);
      if (viewer !== undefined) await cards.prefer(viewer, id, world.now());
    },
    async remove(order, id) {
      if (leaving.has(id)) return false;
      leaving.add(id);
      try {
        const known = (await offered(order)).some((row) => row.id === id);
        if (known) await cards.remove(id);
        return known;
      } finally {
        leaving.delete(id);
      }
    },
    settle,
    stop: forget,
  };
}
