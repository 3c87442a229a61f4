/** What stands in a download address: which file, until when, and a seal, so that nothing has to be kept. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context } from '../server/context.ts';

export interface Ticket {
  day: string;
  type: string;
  gzip: boolean;
  until_ms: number;
}

function seal(context: Context, text: string): string {
  return createHmac('sha256', context.keys.wechat.api_v3_key).update(text).digest('hex');
}

export function writeTicket(context: Context, ticket: Ticket): string {
  const text = Buffer.from(JSON.stringify(ticket)).toString('base64url');
  return `${text}.${seal(context, text)}`;
}

/** Undefined when it is forged or too old. */
export function readTicket(context: Context, token: string): Ticket | undefined {
  const [text = '', given = ''] = token.split('.');
  const [mine, theirs] = [Buffer.from(seal(context, text)), Buffer.from(given)];
  if (mine.length !== theirs.length || !timingSafeEqual(mine, theirs)) return undefined;
  const ticket = JSON.parse(Buffer.from(text, 'base64url').toString()) as Ticket;
  return context.world.now() <= ticket.until_ms ? ticket : undefined;
}
