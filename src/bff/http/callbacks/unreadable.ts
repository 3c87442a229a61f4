/**
 * Genuine news of money that the books cannot take: an amount that cannot be read, a refund that we do not know. The bank is
 * told "again" until a person can see it: for `wait_ms`, and then until a flag about it is stored.
 */
export interface UnbookedNews {
  channel: string;
  acquirer_id: string;
  channel_no: string;
  callback_id: string;
  what: 'unreadable-money' | 'unknown-refund';
  /** For the operator, free of secrets. */
  detail: string;
}

/** Stores a flag about the news where an operator looks; false when it could not. May be asked again for the same news. */
export type FlagNews = (news: UnbookedNews) => Promise<boolean>;

/** More news of this kind at a time than this means that something else is wrong; the oldest are then waited for again. */
const KEPT_MAX = 10_000;

/** True once the news is flagged and may be acknowledged. Without a place for flags nothing ever is. */
export function unbooked(wait_ms: number, now: () => number, flag: FlagNews | undefined): (news: UnbookedNews) => Promise<boolean> {
  const first_ms = new Map<string, number>();
  return async (news) => {
    const key = [news.channel, news.acquirer_id, news.callback_id].join(' ');
    const since = first_ms.get(key);
    if (since === undefined) {
      const [oldest] = first_ms.keys();
      if (first_ms.size >= KEPT_MAX && oldest !== undefined) first_ms.delete(oldest);
      first_ms.set(key, now());
      return false;
    }
    if (!flag || now() - since < wait_ms) return false;
    const flagged = await flag(news);
    if (flagged) first_ms.delete(key);
    return flagged;
  };
}
