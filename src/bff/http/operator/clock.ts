/** The clock of a sandbox: what it says, and moving it. */
import Type from 'typebox';
import type { Static } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { OFFSET_MAX_MS } from '../../../protocol/sandbox-clock.ts';
import type { ClockState } from '../../../protocol/sandbox-clock.ts';
import { OperatorRefusal } from '../../operators/refusal.ts';
import type { ClockParts, CommandDeps } from './deps.ts';
import { Actor } from './schemas.ts';

const Body = Type.Object(
  { offset_ms: Type.Integer({ minimum: 0, maximum: OFFSET_MAX_MS }), hold: Type.Boolean({ default: false }), actor: Actor },
  { additionalProperties: false },
);
type Body = Static<typeof Body>;

export function clockCommands(app: FastifyInstance, deps: Pick<CommandDeps, 'clock' | 'store' | 'world'>): void {
  const parts = (): ClockParts => {
    if (deps.clock) return deps.clock;
    throw new OperatorRefusal('CLOCK_NOT_SANDBOX', 'This BFF is no sandbox: its clock is the system’s, and cannot be moved.');
  };

  async function state({ clock, workers, calling }: ClockParts): Promise<ClockState> {
    const now_ms = deps.world.now();
    const stored_ms = (await deps.store.nextDue(now_ms)) ?? Infinity;
    const { busy, begun, wait_ms } = workers.state();
    const due_ms = Math.min(stored_ms, wait_ms, clock.timer_ms());
    return {
      now_ms,
      offset_ms: clock.offset_ms(),
      next_due_ms: due_ms === Infinity ? null : due_ms,
      busy: busy || calling() > 0,
      begun,
    };
  }

  app.get('/clock', () => state(parts()));

  app.post<{ Body: Body }>('/clock', { schema: { body: Body } }, async ({ body: { offset_ms, hold } }) => {
    const all = parts();
    await all.clock.move(offset_ms, hold);
    return state(all);
  });
}
