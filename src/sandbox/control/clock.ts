/** The clock of the sandbox, as the conductor of `lezhong clock` asks and moves it. */
import type { FastifyInstance } from 'fastify';
import { OFFSET_MAX_MS } from '../../protocol/sandbox-clock.ts';
import type { ClockMove, ClockState } from '../../protocol/sandbox-clock.ts';
import type { Moved } from '../db/moved.ts';
import type { Scheduler } from '../db/scheduler.ts';
import type { BankWorld } from '../server/bank-world.ts';

export interface ClockParts {
  world: BankWorld;
  moved: Moved;
  /** The banks' own error, which is no part of the sandbox's clock. */
  off_ms: () => number;
  scheduler: Scheduler;
}

export function addClock(app: FastifyInstance, { world, moved, off_ms, scheduler }: ClockParts): void {
  function state(): ClockState {
    const { busy, begun, next_due_ms } = scheduler.state();
    return {
      now_ms: world.now() - off_ms(),
      offset_ms: moved.ms(),
      next_due_ms: next_due_ms === undefined ? null : next_due_ms - off_ms(),
      busy,
      begun,
    };
  }

  app.get('/control/clock', state);
  app.post('/control/clock', (request, reply) => {
    const { offset_ms, hold = false } = (request.body ?? {}) as Partial<ClockMove>;
    if (!Number.isSafeInteger(offset_ms) || offset_ms === undefined || offset_ms > OFFSET_MAX_MS)
      return reply.code(400).send({ error: 'offset_ms is a whole number of milliseconds, ' + OFFSET_MAX_MS + ' at most' });
    if (offset_ms < moved.ms()) return reply.code(409).send({ error: 'the clock never goes back' });
    moved.set(offset_ms);
    if (!hold) scheduler.look();
    return state();
  });
}
