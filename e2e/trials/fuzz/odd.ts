/** Mutated and malformed values. */
import { pickOf } from '../../support/random.ts';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

const ODD: readonly Json[] = [
  '',
  ' ',
  '0',
  '-1',
  '1e9',
  '99999999999999999999',
  'null',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  '\u0000',
  '\ud800',
  '😀'.repeat(40),
  'a'.repeat(600),
  'javascript:alert(1)',
  0,
  -1,
  1.5,
  1e308,
  true,
  false,
  null,
  [],
  {},
  [[[[]]]],
  { toString: 1 },
];
const NO_JSON = ['', 'null', '0', '"', '{', '{"a":', '\u0000', '<xml/>', 'a=1&b=2', '{"version":1,"version":2}'];

/** As what is signed and what stands in an address can say it. */
export function asText(value: Json): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed();
}

export interface Odd {
  chance: () => number;
  pick: <T>(list: readonly T[]) => T;
  /** True once in so many. */
  once: (in_so_many: number) => boolean;
  /** One thing changed, taken away, doubled or added; now and then several, and a quarter of the time nothing. */
  mutated: (value: Json) => Json;
  /** The same for what is signed: names and values stay texts. */
  fields: (given: { [name: string]: string }) => { [name: string]: string };
  /** JSON, mostly whole. */
  text: (value: Json) => string;
  /** Some bytes flipped, doubled, taken away or put in. */
  bytes: (text: string) => Buffer;
}

export function oddities(chance: () => number): Odd {
  const pick = pickOf(chance);
  const upTo = (n: number): number => Math.floor(chance() * n);

  function mutated(value: Json): Json {
    if (chance() < 0.25) return value;
    if (typeof value !== 'object' || value === null) return pick(ODD);
    if (Array.isArray(value)) return chance() < 0.5 ? [...value, pick(ODD)] : value.slice(1);
    const copy: { [name: string]: Json } = { ...value };
    for (let i = 0; i < 1 + upTo(3); i++) {
      const name = pick([...Object.keys(copy), 'extra', '__proto__', 'x'.repeat(50)]);
      const dice = chance();
      if (dice < 0.3) delete copy[name];
      else if (dice < 0.5) copy[name] = mutated(copy[name] ?? {});
      else copy[name] = pick(ODD);
    }
    return copy;
  }

  return {
    chance,
    pick,
    once: (in_so_many) => chance() * in_so_many < 1,
    mutated,
    fields(given) {
      const copy = { ...given };
      const name = pick([
        ...Object.keys(given),
        'extra',
        'lang',
        'mode',
        'expires_at',
        'viewer_id',
        'lines',
        'period_text',
        'invoice_url',
        'starts_at',
      ]);
      copy[name] = asText(pick(ODD));
      return copy;
    },
    text(value) {
      const whole = JSON.stringify(value);
      const dice = chance();
      if (dice < 0.85) return whole;
      if (dice < 0.9) return whole.slice(0, upTo(whole.length));
      if (dice < 0.93) return whole.replace(/"/g, "'");
      if (dice < 0.96) return '['.repeat(2_000) + whole;
      return pick(NO_JSON);
    },
    bytes(text) {
      const all = [...Buffer.from(text, 'latin1')];
      for (let i = 0; i < 1 + upTo(4); i++) all.splice(upTo(all.length), upTo(3), ...Array.from({ length: upTo(3) }, () => upTo(256)));
      return Buffer.from(all);
    },
  };
}
