/** Times below which a promise of docs/money.md would break. Source: docs/money.md 3, 5, 7, 10. */
import { CHANNELS } from '../../channels/index.ts';
import { TIMES } from '../payments/schedules.ts';
import type { Times } from '../payments/schedules.ts';
import type { BffConfig } from './schema.ts';

interface Bound {
  name: keyof Times;
  min_ms?: number;
  max_ms?: number;
  /** What would break, after "or". */
  or: string;
}

const MIN_MS = 60_000;

const BOUNDS: readonly Bound[] = [
  { name: 'attempt_life_ms', min_ms: 5 * MIN_MS, max_ms: 15 * MIN_MS, or: 'codes end while viewers pay, or outlive their order' },
  { name: 'lapse_ms', min_ms: 2 * MIN_MS, or: 'a code could be taken for unpaid while its payment is still on its way' },
  { name: 'lost_ms', min_ms: 6 * MIN_MS, or: 'a payment that the bank still makes could be counted as lost and be asked for again' },
  { name: 'lost_again_ms', min_ms: MIN_MS, or: 'a payment that the bank still makes could be counted as lost by one late answer' },
  { name: 'claim_alone_ms', min_ms: 10 * MIN_MS, or: 'a notification would count before a query could confirm it' },
  { name: 'refund_lost_ms', min_ms: 10 * MIN_MS, or: 'a refund that the bank still makes could be made again under another number' },
  { name: 'refund_gap_ms', min_ms: MIN_MS, or: 'banks refuse refunds of one payment that follow each other faster' },
  { name: 'sent_query_every_ms', max_ms: 360 * MIN_MS, or: 'a payment without a result would be asked about too seldom' },
  { name: 'sent_flag_ms', min_ms: 72 * 60 * MIN_MS, or: 'an order could end before its card payment has a result' },
  { name: 'sms_again_ms', min_ms: MIN_MS, or: 'a phone gets codes faster than banks send them' },
  { name: 'card_late_ms', min_ms: 15_000, or: 'a card could be charged after its order has ended' },
  { name: 'pass_ms', max_ms: 15 * MIN_MS, or: 'a password is good for somebody else who comes to the television' },
  { name: 'keypad_ms', max_ms: 5 * MIN_MS, or: 'a phone that was put down could be typed on by somebody else' },
  { name: 'new_code_ms', min_ms: 90_000, or: 'a code could be shown that its bank cannot give a minute to' },
];

/** Between the end of the longest call and the end of its lease. */
const MARGIN_MS = 5_000;
const ORPHAN_MIN_MS = 10 * MIN_MS;

/** One sentence for each time out of bounds. */
export function floorProblems(config: BffConfig): string[] {
  const times = { ...TIMES, ...config.times } as Times;
  return [
    ...BOUNDS.flatMap((bound) => outOf(bound, times[bound.name] as number)),
    ...lease(config, times.lease_ms),
    ...orphan(config),
    ...rising(config),
  ];
}

function outOf({ name, min_ms = 0, max_ms = Infinity, or }: Bound, ms: number): string[] {
  if (ms >= min_ms && ms <= max_ms) return [];
  const side = ms < min_ms ? 'at least ' + min_ms : 'at most ' + max_ms;
  return ['"times/' + name + '" must be ' + side + ' ms, or ' + or];
}

/** While a call lasts nobody else may make it. */
function lease(config: BffConfig, lease_ms: number): string[] {
  const [longest] = [...timeouts(config.channels, 'channels'), { what: 'notice_timeout_ms', ms: config.notice_timeout_ms }].sort(
    (a, b) => b.ms - a.ms,
  );
  if (!longest || lease_ms >= longest.ms + MARGIN_MS) return [];
  return [
    '"times/lease_ms" must be at least ' +
      (longest.ms + MARGIN_MS) +
      ' ms, ' +
      MARGIN_MS / 1000 +
      ' s more than "' +
      longest.what +
      '", or one call could be made twice: raise the first or lower the second',
  ];
}

function timeouts(value: unknown, what: string): { what: string; ms: number }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = what + '/' + name;
    return typeof inner === 'number' && name.endsWith('timeout_ms') ? [{ what: path, ms: inner }] : timeouts(inner, path);
  });
}

/** Looks at what was sent once stand at times since the sending: one that does not rise is never made. Source: docs/money.md 10. */
function rising({ channels }: BffConfig): string[] {
  const once = CHANNELS.filter(({ products }) => Object.values(products).some(({ kind }) => kind !== 'scan'));
  return once.flatMap(({ id }) => {
    const ladder = (channels[id]?.['schedules'] as { query_ms?: readonly number[] } | undefined)?.query_ms ?? [];
    if (ladder.every((ms, i) => ms > (ladder[i - 1] ?? 0))) return [];
    return ['"channels/' + id + '/schedules/query_ms" must rise from one to the next: each is a time since the sending'];
  });
}

function orphan({ orphan_ms }: BffConfig): string[] {
  if (orphan_ms >= ORPHAN_MIN_MS) return [];
  return ['"orphan_ms" must be at least ' + ORPHAN_MIN_MS + " ms, or money could be booked as nobody's before its order is stored"];
}
