/** Download addresses: the file, its end, and a signature, so that nothing has to be kept. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { World } from '../../protocol/world.ts';

export interface Ticket {
  day: string;
  type: string;
  gzip: boolean;
  until_ms: number;
}

function mac(secret: string | Buffer, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}

export function writeTicket(secret: string | Buffer, ticket: Ticket): string {
  const text = Buffer.from(JSON.stringify(ticket)).toString('base64url');
  return `${text}.${mac(secret, text)}`;
}

/** Undefined when it is forged or too old. */
export function readTicket(world: World, secret: string | Buffer, token: string): Ticket | undefined {
  const [text = '', given = ''] = token.split('.');
  const [mine, theirs] = [Buffer.from(mac(secret, text)), Buffer.from(given)];
  if (mine.length !== theirs.length || !timingSafeEqual(mine, theirs)) return undefined;
  const ticket = JSON.parse(Buffer.from(text, 'base64url').toString()) as Ticket;
  return world.now() <= ticket.until_ms ? ticket : undefined;
}
