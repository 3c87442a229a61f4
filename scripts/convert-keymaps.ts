/**
 * Turns a list of device tables into public/keymaps/<platform>.json, one file a platform:
 *   node scripts/convert-keymaps.ts <tables.json>
 * The input is an array of { platform, source, confidence, notes?, keys: { name: code | codes } }. Tables kept by hand
 * are left alone; tables without arrows or Back are of no use on their own and are named at the end.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { keymapProblems } from '../src/tv/keymaps.ts';
import { REMOTE_KEYS } from '../src/protocol/keymap.ts';

interface Table {
  platform: string;
  source: string;
  confidence: string;
  notes?: string;
  keys: { [name: string]: number | number[] };
}

/** Names in the tables for keys we call otherwise; the colours only where a table has no colours of its own. */
const ALIASES: { [name: string]: string } = { Backspace: 'Delete', F1: 'Red', F2: 'Green', F3: 'Yellow', F4: 'Blue' };
const BY_HAND = new Set(['gxcatv', 'pc']);
/** They send colours only to pages that ask (src/tv/box/register.ts), and blue is not asked for: the footer must not name it. */
const NO_BLUE = new Set(['tizen', 'hbbtv-cehtml']);
const DIGITS = '0123456789';

function list(codes: number | number[] | undefined): number[] {
  return codes === undefined ? [] : Array.isArray(codes) ? codes : [codes];
}

function convert(table: Table) {
  const keys: { [name: string]: number[] } = {};
  const assumed: string[] = [];
  const hasColours = 'Red' in table.keys;
  for (const [name, codes] of Object.entries(table.keys)) {
    if (hasColours && /^F[1-4]$/.test(name)) continue;
    const key = ALIASES[name] || name;
    if (key === 'Blue' && NO_BLUE.has(table.platform)) continue;
    if ((REMOTE_KEYS as readonly string[]).includes(key)) keys[key] = (keys[key] || []).concat(list(codes));
  }
  if (!DIGITS.split('').some((digit) => keys[digit])) {
    for (const digit of DIGITS) keys[digit] = [48 + Number(digit)];
    assumed.push('The digits were not in its source: 48-57 are assumed, as nearly everywhere.');
  }
  const ordered = REMOTE_KEYS.filter((key) => keys[key]).map((key) => {
    const codes = keys[key] || [];
    return [key, codes.length === 1 ? codes[0] : codes] as const;
  });
  const notes = [table.notes?.replace(/([^.])$/, '$1.'), ...assumed].filter(Boolean).join(' ');
  const source = table.source
    .replace(/ from porting enum \[code index id \d+\]/, ' from a porting header')
    .replace(/^\[code index id \d+\]/, 'a public page')
    .replace(/ \[code index id \d+\]/g, '');
  return { platform: table.platform, source, ...(notes ? { notes } : {}), keys: Object.fromEntries(ordered) };
}

const [input] = process.argv.slice(2);
if (!input) throw new Error('usage: node scripts/convert-keymaps.ts <tables.json>');
for (const table of JSON.parse(readFileSync(input, 'utf8')) as Table[]) {
  if (BY_HAND.has(table.platform)) continue;
  const keymap = convert(table);
  const problems = keymapProblems(keymap);
  if (problems.length > 0) {
    console.log(`left out ${table.platform}: ${problems.join('; ')}`);
    continue;
  }
  const file = new URL(`../public/keymaps/${table.platform}.json`, import.meta.url);
  writeFileSync(
    file,
    JSON.stringify(keymap, null, 2).replace(/\[\s+(\d+(?:,\s+\d+)*)\s+\]/g, (_, codes) => `[${codes.replace(/\s+/g, ' ')}]`) + '\n',
  );
}
