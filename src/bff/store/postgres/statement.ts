/** A prepared statement: its name is made from its text, so that every line knows it by the same one. */
import { createHash } from 'node:crypto';
import type { QueryConfig } from 'pg';

export interface Statement {
  readonly name: string;
  readonly text: string;
}

export function statement(text: string): Statement {
  return { name: 's' + createHash('sha256').update(text).digest('hex').slice(0, 16), text };
}

/** What a parameter may be; lists become PostgreSQL's arrays. */
export type Value = string | number | boolean | null | Uint8Array | readonly (string | number | boolean | null)[];

export function withValues({ name, text }: Statement, values: readonly Value[]): QueryConfig<unknown[]> {
  return { name, text, values: values.map(storable) };
}

/** PostgreSQL's texts have no zero character. */
function storable(value: Value): Value {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
  return Array.isArray(value) ? (value as Value[]).map(storable as (one: Value) => never) : value;
}
