/** Who issued a mobile number, by its first digits; the longest prefix that fits counts. The table is data/prefixes.json. */
export interface CarrierName {
  id: string;
  name: string;
  short: string;
}

export interface PrefixTable {
  carriers: readonly CarrierName[];
  prefixes: { readonly [carrier: string]: readonly string[] };
  /** Numbers that are not topped up here. */
  refused: { readonly [kind: string]: readonly string[] };
  /** Listed under a carrier and as machine cards: the viewer is asked. */
  ask: readonly string[];
}

export type Guess =
  | { kind: 'short' }
  /** Eleven digits that begin with 1 are a mobile number; nothing else is. */
  | { kind: 'not-mobile' }
  | { kind: 'carrier'; carrier: string }
  | { kind: 'ask' }
  | { kind: 'refused'; why: string };

const WHOLE = 11;

/** Whether a number begins with one of a range: "1340-1348", or with a single prefix. */
function fits(phone: string, range: string): number {
  const [first = '', last = first] = range.split('-');
  const head = phone.slice(0, first.length);
  return head.length === first.length && head >= first && head <= last ? first.length : 0;
}

export function guessCarrier(table: PrefixTable, phone: string): Guess {
  if (phone !== '' && !/^1\d*$/.test(phone)) return { kind: 'not-mobile' };
  let best: Guess = { kind: 'ask' };
  let length = 0;
  const see = (ranges: readonly string[], guess: Guess): void => {
    for (const range of ranges) {
      const fit = fits(phone, range);
      if (fit > length) {
        length = fit;
        best = guess;
      }
    }
  };
  // Object.entries is not among what a box of 2011 has, and this runs in the page too.
  for (const carrier of Object.keys(table.prefixes)) see(table.prefixes[carrier] ?? [], { kind: 'carrier', carrier });
  for (const why of Object.keys(table.refused)) see(table.refused[why] ?? [], { kind: 'refused', why });
  see(table.ask, { kind: 'ask' });
  if (phone.length > WHOLE) return { kind: 'not-mobile' };
  // Three digits name a carrier only where no longer prefix begins with them.
  return phone.length < 4 || (phone.length < WHOLE && length === 0) ? { kind: 'short' } : best;
}

/** A prefix that two lists claim, or a range that is none; empty when the table can be used. */
export function tableProblems(table: PrefixTable): string[] {
  const ids = new Set(table.carriers.map(({ id }) => id));
  const problems = Object.keys(table.prefixes)
    .filter((id) => !ids.has(id))
    .map((id) => 'no such carrier: ' + id);
  const owner = new Map<string, string>();
  const lists: [string, readonly string[]][] = [...Object.entries(table.prefixes), ...Object.entries(table.refused), ['ask', table.ask]];
  for (const [name, ranges] of lists) {
    for (const range of ranges) {
      const [, first = '', last = first] = /^(1\d{2,3})(?:-(1\d{2,3}))?$/.exec(range) ?? [];
      if (!first || first.length !== last.length || first > last) problems.push('not a range: ' + range);
      for (let one = Number(first); first && one <= Number(last); one++) {
        const other = owner.get(String(one));
        if (other) problems.push(one + ' is ' + other + ' and ' + name);
        owner.set(String(one), name);
      }
    }
  }
  return problems;
}
