/**
 * Settings that the demo writes at every start, and a person edits in between: what the person changed stays, the rest
 * follows the demo. Lists of things with an id (or key_id) are merged thing by thing; any other list is one value.
 */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
type Members = { [name: string]: Json };

/** `before` is what the demo wrote last, `edited` what stands there now, `fresh` what it would write today. */
export function withEdits(before: Json | undefined, edited: Json | undefined, fresh: Json | undefined): Json | undefined {
  if (same(before, edited)) return fresh;
  const [b, e, f] = [before, edited, fresh].map(membersOf);
  if (!e || !f || Array.isArray(edited) !== Array.isArray(fresh)) return edited;
  const names = [...new Set([...Object.keys(f), ...Object.keys(e)])];
  const merged = names.flatMap((name): [string, Json][] => {
    const value = withEdits(own(b, name), own(e, name), own(f, name));
    return value === undefined ? [] : [[name, value]];
  });
  return Array.isArray(edited) && Array.isArray(fresh) ? merged.map(([, value]) => value) : Object.fromEntries(merged);
}

/** Not what every object has, such as `toString`. */
const own = (members: Members | undefined, name: string): Json | undefined =>
  members && Object.hasOwn(members, name) ? members[name] : undefined;

/** An object, or a list of things with ids by their ids. */
function membersOf(value: Json | undefined): Members | undefined {
  if (!Array.isArray(value)) return typeof value === 'object' && value !== null ? value : undefined;
  const pairs = value.map((one): [string | undefined, Json] => [idOf(one), one]);
  const named = pairs.every(([id]) => id !== undefined) && new Set(pairs.map(([id]) => id)).size === pairs.length;
  return named ? Object.fromEntries(pairs as [string, Json][]) : undefined;
}

function idOf(value: Json): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const id = value['id'] ?? value['key_id'];
  return typeof id === 'string' ? id : undefined;
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  const [x, y] = [membersOf(a), membersOf(b)];
  if (x && y && Array.isArray(a) === Array.isArray(b)) {
    const names = Object.keys(x);
    return names.length === Object.keys(y).length && names.every((name) => Object.hasOwn(y, name) && same(x[name], y[name]));
  }
  return JSON.stringify(a) === JSON.stringify(b);
}
