/** Who may send viewers here. */
import type { Lang } from '../../protocol/order.ts';
import type { SigningKey } from '../../protocol/paysign-v2.ts';

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
}

export type Merchants = ReadonlyMap<string, Merchant>;

/** Compared as parsed addresses, so that `https://good.example.evil.net` or `https://good@evil.net` never pass. */
export function isAllowed(url: string, allow: readonly string[]): boolean {
  const given = parse(url);
  if (!given || given.username || given.password) return false;
  return allow.some((one) => {
    const base = parse(one);
    if (!base || base.origin !== given.origin) return false;
    const path = base.pathname.endsWith('/') ? base.pathname : base.pathname + '/';
    return given.pathname === base.pathname || given.pathname.startsWith(path);
  });
}

function parse(url: string): URL | undefined {
  if (!/^https?:\/\//i.test(url) || /[\s\\]/.test(url) || !URL.canParse(url)) return undefined;
  return new URL(url);
}
