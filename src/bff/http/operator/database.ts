/** The database as a whole: a copy while it runs, its state after a restore, and the checks. */
import type { FastifyInstance } from 'fastify';
import { examine } from '../../operators/doctor.ts';
import { OperatorRefusal } from '../../operators/refusal.ts';
import { StoreRefused } from '../../store/errors.ts';
import type { CommandDeps } from './deps.ts';
import { ActorBody, FileBody } from './schemas.ts';

export function databaseCommands(app: FastifyInstance, deps: CommandDeps): void {
  const { store, standing } = deps;

  app.post<{ Body: FileBody }>('/backup', { schema: { body: FileBody } }, async ({ body: { file, actor } }) => {
    try {
      await store.backup(file);
    } catch (error) {
      throw new OperatorRefusal('BACKUP_REFUSED', sentenceOf(error, file));
    }
    deps.note('backup', actor, { file });
    return { file };
  });

  app.post<{ Body: ActorBody }>('/recovering/end', { schema: { body: ActorBody } }, async ({ body: { actor } }) => {
    if (!(await standing.end())) throw new OperatorRefusal('NOT_RECOVERING', 'The database is not recovering: there is nothing to end.');
    const { epoch, mode } = standing;
    deps.note('recovering-end', actor, { epoch });
    return { epoch, mode };
  });

  app.get('/doctor', async () => {
    const channels = deps.channels().map((one) => ({ ...one, paused: deps.pauses.isPaused(one.id) }));
    const { database, pid } = deps;
    const findings = await examine({
      store,
      standing,
      database,
      channels,
      certificates: deps.certificates(),
      now_ms: deps.world.now(),
      pid,
    });
    return { findings };
  });
}

function sentenceOf(error: unknown, file: string): string {
  if (error instanceof StoreRefused) return error.message + '.';
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) throw error;
  return 'The copy "' + file + '" cannot be written (' + code + '): look at its folder and at the disk.';
}
