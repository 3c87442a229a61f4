/** Facts about the database itself, by name, and operators' acts. */
import type { Act } from '../../operators/acts.ts';
import type { OperatorStore } from '../operator-port.ts';
import type { Reader } from './readers.ts';
import { statement } from './statement.ts';
import type { Asked } from './writer-line.ts';

const GET = statement('SELECT value FROM meta WHERE name = $1');
const ALL = statement('SELECT name, value FROM meta ORDER BY name');
const SET = statement('INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value');
const DROP = statement('DELETE FROM meta WHERE name = $1');
const ACT = statement('SELECT body FROM acts WHERE id = $1');
const LAST = statement('SELECT body FROM acts ORDER BY proposed_ms DESC, id DESC LIMIT $1');
const OPEN = statement("SELECT body FROM acts WHERE state = 'proposed' ORDER BY proposed_ms DESC, id DESC LIMIT $1");

export function metaRows(
  reader: Reader,
  write: (asked: readonly Asked[]) => Promise<unknown>,
): Pick<OperatorStore, 'meta' | 'metas' | 'setMeta' | 'act' | 'acts'> {
  const read = (rows: readonly { body: string }[]): Act[] => rows.map((row) => JSON.parse(row.body) as Act);
  return {
    meta: async (name) => (await reader.all<{ value: string }>(GET, name))[0]?.value,
    async metas() {
      const rows = await reader.all<{ name: string; value: string }>(ALL);
      return Object.fromEntries(rows.map((row) => [row.name, row.value]));
    },
    async setMeta(name, value) {
      await write([value === undefined ? { asked: DROP, values: [name] } : { asked: SET, values: [name, value] }]);
    },
    act: async (id) => read(await reader.all(ACT, id))[0],
    acts: async (wanted) => read(await reader.all(wanted.open ? OPEN : LAST, wanted.limit)).reverse(),
  };
}
