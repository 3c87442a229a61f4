/** Who may send viewers here. */
import type { Lang } from '../../protocol/order.ts';
import type { Fees } from '../payments/payment.ts';
import type { SigningKey } from '../../protocol/paysign-v2.ts';

/** What the house agreed with a merchant. */
export interface Contract extends Fees {
  /** Refunds may take the merchant's account so far below nothing. */
  credit_limit_fen: number;
}

/** Switched on for the protocol of 2014. Source: docs/paysign.md 5. */
export interface OldApp {
  dev_id: string;
  app_id: string;
  app_key: string;
}

export interface Merchant {
  id: string;
  name: string;
  /** What the viewer goes back to: "返回芒果TV". */
  app_name: string;
  enabled: boolean;
  /** One or two live keys; the first signs. */
  keys: SigningKey[];
  /** Addresses viewers may be sent back to: same scheme, host and port, path at or below. */
  return_allow: string[];
  /** Addresses notices may go to, read alike. */
  notify_allow: string[];
  lang?: Lang;
  /** No new orders; everything else goes on. */
  on_hold?: boolean;
  contract?: Contract;
  /** Whose ids its viewer_ids are: its own, or the operator's, which are the same at all such merchants. Absent: own. */
  viewers?: 'own' | 'operator';
  /** May open a viewer's own page (/me): what was paid, cards, refund requests. Absent: no. */
  portal?: boolean;
  v1?: OldApp;
}

/** Nobody's are nothing. */
export function feesOf(merchant: Pick<Merchant, 'contract'> | undefined): Fees {
  const { fee_bp = 0, fee_min_fen = 0, fee_cap_fen } = merchant?.contract ?? {};
  return { fee_bp, fee_min_fen, ...(fee_cap_fen === undefined ? {} : { fee_cap_fen }) };
}

/** Nobody's have none. */
export function creditOf(merchant: Pick<Merchant, 'contract'> | undefined): number {
  return merchant?.contract?.credit_limit_fen ?? 0;
}

/** Viewers of one scope meet: by their cards, and in their limits. No merchant's id is empty. Source: docs/money.md 16. */
export function viewerScope(merchants: Pick<Merchants, 'get'>): (merchant_id: string) => string {
  return (merchant_id) => (merchants.get(merchant_id)?.viewers === 'operator' ? '' : merchant_id);
}

export type Merchants = ReadonlyMap<string, Merchant>;

/** Compared as parsed addresses, so that `https://good.example.evil.net` or `https://good@evil.net` never pass. */
export function isAllowed(url: string, allow: readonly string[]): boolean {
  const given = parse(url);
  if (!given || given.username || given.password) return false;
  const { origin, pathname } = given;
  return placesOf(allow).some((one) => one.origin === origin && (pathname === one.pathname || pathname.startsWith(one.below)));
}

/** An address of a list: itself, and what lies below it. */
interface Place {
  readonly origin: string;
  readonly pathname: string;
  /** `pathname` with a slash at its end. */
  readonly below: string;
}

/** By the list, which is never changed but replaced. */
const parsed = new WeakMap<readonly string[], readonly Place[]>();

function placesOf(allow: readonly string[]): readonly Place[] {
  let places = parsed.get(allow);
  if (!places) {
    places = allow.flatMap((one) => {
      const { origin, pathname } = parse(one) ?? {};
      return origin === undefined || pathname === undefined
        ? []
        : [{ origin, pathname, below: pathname.endsWith('/') ? pathname : pathname + '/' }];
    });
    parsed.set(allow, places);
  }
  return places;
}

function parse(url: string): URL | undefined {
  if (!/^https?:\/\//i.test(url) || /[\s\\]/.test(url) || !URL.canParse(url)) return undefined;
  return new URL(url);
}
