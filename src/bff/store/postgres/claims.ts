/** Due work by lanes, leased in the rows themselves: one UPDATE a sweep, past what other processes are claiming. */
import { BACKGROUND } from '../../payments/urgency.ts';
import type { Claim, DueJob, Store } from '../port.ts';
import type { GroupCommit } from './group-commit.ts';
import type { Reader } from './readers.ts';
import { put } from './sheet.ts';
import { statement } from './statement.ts';
import type { Writer } from './writer.ts';

/** Lanes through the index, one look each: "loose index scan", wiki.postgresql.org/wiki/Loose_indexscan. */
const LANES = `lanes AS (
  (SELECT lane FROM jobs WHERE due_ms IS NOT NULL ORDER BY lane LIMIT 1)
  UNION ALL
  SELECT (SELECT j.lane FROM jobs j WHERE j.due_ms IS NOT NULL AND j.lane > lanes.lane ORDER BY j.lane LIMIT 1) FROM lanes WHERE lanes.lane IS NOT NULL
)`;

/** $7: the time that leases go by; null: the database's own clock. A merchant's lane is one for all processes: theirs count too. */
const CLAIM = statement(`
WITH RECURSIVE ${LANES},
clock AS MATERIALIZED (SELECT coalesce($7::bigint, (extract(epoch FROM clock_timestamp()) * 1000)::bigint) AS now_ms),
mine AS (
  SELECT j.lane, count(*) AS held, count(*) FILTER (WHERE j.lease_background) AS held_background
  FROM jobs j, clock WHERE j.owner IS NOT NULL AND (j.owner = $1 OR j.lane LIKE 'notice:%') AND j.lease_end_ms > clock.now_ms GROUP BY j.lane
),
rooms AS MATERIALIZED (
  SELECT l.lane,
    least(coalesce(($4::jsonb ->> l.lane)::bigint, $3) - coalesce(m.held, 0), ($6::jsonb -> l.lane ->> 'all')::bigint) AS room,
    least($5::bigint - coalesce(m.held_background, 0), ($6::jsonb -> l.lane ->> 'background')::bigint) AS background
  FROM lanes l LEFT JOIN mine m USING (lane) WHERE l.lane IS NOT NULL
),
awaited AS MATERIALIZED (
  SELECT f.* FROM rooms r CROSS JOIN clock CROSS JOIN LATERAL (
    SELECT u.order_id, u.key, u.lane FROM (VALUES (0::smallint), (1::smallint)) v(urgency) CROSS JOIN LATERAL (
      SELECT j.order_id, j.key, j.lane, j.urgency, j.due_ms FROM jobs j
      WHERE j.lane = r.lane AND j.urgency = v.urgency AND j.due_ms <= $2
        AND (j.owner IS NULL OR j.lease_end_ms <= clock.now_ms) AND (j.rest_until_ms IS NULL OR j.rest_until_ms <= $2)
      ORDER BY j.due_ms, j.order_id, j.key LIMIT greatest(r.room, 0) FOR UPDATE SKIP LOCKED
    ) u ORDER BY u.urgency, u.due_ms, u.order_id, u.key LIMIT greatest(r.room, 0)
  ) f
),
others AS MATERIALIZED (
  SELECT f.* FROM rooms r CROSS JOIN clock CROSS JOIN LATERAL (
    SELECT j.order_id, j.key, j.lane FROM jobs j
    WHERE j.lane = r.lane AND j.urgency = 2 AND j.due_ms <= $2
      AND (j.owner IS NULL OR j.lease_end_ms <= clock.now_ms) AND (j.rest_until_ms IS NULL OR j.rest_until_ms <= $2)
    ORDER BY j.due_ms, j.order_id, j.key
    LIMIT greatest(least(r.room - (SELECT count(*) FROM awaited a WHERE a.lane = r.lane), r.background), 0) FOR UPDATE SKIP LOCKED
  ) f
)
UPDATE jobs j SET owner = $1, lease_end_ms = clock.now_ms + $8, lease_background = (j.urgency = 2), rest_until_ms = NULL
FROM (SELECT * FROM awaited UNION ALL SELECT * FROM others) p, clock
WHERE j.order_id = p.order_id AND j.key = p.key
RETURNING j.order_id, j.key, j.lane, j.due_ms, j.urgency`);

/** What ended its lease by time and has no work any more. */
const SWEEP = statement(
  'DELETE FROM jobs WHERE due_ms IS NULL AND (owner IS NULL OR lease_end_ms <= coalesce($1::bigint, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)) AND (rest_until_ms IS NULL OR rest_until_ms <= $2)',
);

const NEXT = statement(`
WITH RECURSIVE ${LANES}
SELECT least(
  (SELECT min(due) FROM lanes l, LATERAL (
    SELECT min(first) AS due FROM (VALUES (0::smallint), (1::smallint), (2::smallint)) v(urgency), LATERAL (
      SELECT min(j.due_ms) AS first FROM jobs j WHERE j.lane = l.lane AND j.urgency = v.urgency AND j.due_ms > $1
    ) f
  ) d WHERE l.lane IS NOT NULL),
  (SELECT min(lease_end_ms) FROM jobs WHERE owner IS NOT NULL AND due_ms IS NOT NULL AND lease_end_ms > $1),
  (SELECT min(rest_until_ms) FROM jobs WHERE rest_until_ms > $1)
) AS next_ms`);

/** A stopping process frees what it holds at once. */
const FREE = statement('UPDATE jobs SET owner = NULL, lease_end_ms = NULL WHERE owner = ANY ($1::text[])');

/** How many claims go between two looks at what ended by time. */
const SWEEP_EVERY = 50;

export interface ClaimOptions {
  reader: Reader;
  writer: Writer;
  group: GroupCommit;
  /** Leases go by the database's clock; false: by the claim's, in tests. */
  database_clock: boolean;
}

export function claims({ reader, writer, group, database_clock }: ClaimOptions): Pick<Store, 'claim' | 'release' | 'nextDue'> & {
  freeAll(): Promise<void>;
} {
  const owners = new Set<string>();
  let count = 0;
  /** Infinity is no JSON and no bigint. */
  const bounded = (n: number): number => Math.min(n, 1_000_000_000);
  const clock = (now_ms: number): number | null => (database_clock ? null : now_ms);

  function startsJson(starts: Claim['starts']): string {
    const entries = Object.entries(starts ?? {}).map(([lane, may]) => [
      lane,
      { all: bounded(may.all), background: bounded(may.background) },
    ]);
    return JSON.stringify(Object.fromEntries(entries));
  }

  return {
    async claim(claim) {
      const { now_ms, owner, lease_ms, per_lane, lanes = {}, background = Infinity, starts } = claim;
      owners.add(owner);
      const values = [
        owner,
        now_ms,
        bounded(per_lane),
        JSON.stringify(lanes),
        bounded(background),
        startsJson(starts),
        clock(now_ms),
        lease_ms,
      ];
      count += 1;
      if (count % SWEEP_EVERY === 0) await writer.lightly([{ asked: SWEEP, values: [clock(now_ms), now_ms] }]);
      const [result] = await writer.lightly([{ asked: CLAIM, values }]);
      return sorted((result?.rows ?? []) as DueJob[]);
    },
    async release(owner, jobs) {
      if (jobs.length === 0) return;
      await group.add({
        wanted: {},
        compute: (_found, sheet) => {
          for (const { order_id, key, rest_until_ms } of jobs) put(sheet, 'released', owner, order_id, key, rest_until_ms ?? null);
        },
      });
    },
    async nextDue(after_ms) {
      const [row] = await reader.all<{ next_ms: number | null }>(NEXT, after_ms);
      return row?.next_ms ?? undefined;
    },
    async freeAll() {
      if (owners.size > 0) await writer.lightly([{ asked: FREE, values: [[...owners]] }]);
    },
  };
}

/** By lane; in each what viewers wait for first, then the oldest. */
function sorted(jobs: DueJob[]): DueJob[] {
  const rank = ({ urgency }: DueJob): number => urgency ?? BACKGROUND;
  const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return jobs.sort(
    (a, b) => text(a.lane, b.lane) || rank(a) - rank(b) || a.due_ms - b.due_ms || text(a.order_id, b.order_id) || text(a.key, b.key),
  );
}
