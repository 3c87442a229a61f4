/**
 * Who is watching, as the operator's portal says it: an account, a box, and the portal's signature. Apps believe no box
 * number that a page tells them. Good for a day; the portal makes a new one each time its page is opened.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface Viewer {
  account: string;
  box: string;
}

const LIFE_S = 24 * 3600;
const SHAPE = /^([0-9A-Za-z]{1,20})\.([0-9A-Za-z]{1,20})\.([0-9]{9,11})\.([0-9a-f]{32})$/;

/** 128 of the 256 bits: short enough for every address. */
const signature = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex').slice(0, 32);

export function makeTicket(secret: string, { account, box }: Viewer, now_ms: number): string {
  const text = account + '.' + box + '.' + (Math.floor(now_ms / 1000) + LIFE_S);
  return text + '.' + signature(secret, text);
}

export function readTicket(secret: string, ticket: string, now_ms: number): Viewer | undefined {
  const [, account, box, until_s, given] = SHAPE.exec(ticket) ?? [];
  if (!account || !box || !until_s || !given) return undefined;
  const good = signature(secret, account + '.' + box + '.' + until_s);
  if (!timingSafeEqual(Buffer.from(good), Buffer.from(given))) return undefined;
  return Number(until_s) * 1000 > now_ms ? { account, box } : undefined;
}
