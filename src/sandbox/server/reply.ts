/** Answers that are the same at every bank, and the record of a call. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { World } from '../../protocol/world.ts';
import type { BankDb } from '../db/bank-db.ts';
import type { BankWorld } from './bank-world.ts';
import type { FaultOutcome } from './fault-outcome.ts';

/** The order and refund a call is about, for its record. */
export interface About {
  number?: string;
  refund_no?: string;
  amount_fen?: number;
}

/** The connection breaks; the caller never learns the result of the call. */
export function hangUp(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

/** The page of a broken web server, with no word of the bank. */
export function serverError(reply: FastifyReply): FastifyReply {
  return reply.code(500).type('text/html').send('<html><body><h1>500 Internal Server Error</h1></body></html>');
}

/** RFC 9110 date of this moment. */
export function httpDate(world: BankWorld): string {
  return new Date(world.wall()).toUTCString();
}

/** `outcome` is the bank's word for the result. */
export function recordCall(
  { db, world }: { db: BankDb; world: World },
  call: string,
  { number = '', ...about }: About,
  outcome: string,
  fault: FaultOutcome,
): void {
  db.calls.add({ at_ms: world.now(), call, number, ...about, outcome, ...(fault === 'whole' ? {} : { fault }) });
}
