/** Checks a JSON body against the fields a call knows. */
import { fail } from './answer.ts';
import type { WechatAnswer } from './answer.ts';

export type Field = { required?: true } & (
  | { type: 'text'; max: number; min?: number; pattern?: RegExp }
  /** Counted in bytes of UTF-8. Source: docs/channels.md 6. */
  | { type: 'prose'; bytes: number }
  | { type: 'integer'; min: number }
  | { type: 'yes-no' }
  | { type: 'word'; words: readonly string[] }
  | { type: 'object'; fields: Fields }
  | { type: 'list'; item: Field }
);
export type Fields = { readonly [name: string]: Field };

export interface Problem {
  field: string;
  issue: string;
  unknown?: true;
}

function textProblem(value: unknown, field: Field & { type: 'text' }): string | undefined {
  if (typeof value !== 'string') return 'not a string';
  const length = [...value].length;
  if (length > field.max) return `longer than ${field.max}`;
  if (length < (field.min ?? (field.required ? 1 : 0))) return 'too short';
  return field.pattern && !field.pattern.test(value) ? 'wrong format' : undefined;
}

function proseProblem(value: unknown, field: Field & { type: 'prose' }): string | undefined {
  if (typeof value !== 'string') return 'not a string';
  if (new TextEncoder().encode(value).length > field.bytes) return `longer than ${field.bytes} bytes`;
  return field.required && value === '' ? 'too short' : undefined;
}

function problemOf(value: unknown, field: Field, path: string): Problem | undefined {
  const issue = (text: string | undefined): Problem | undefined => (text ? { field: path, issue: text } : undefined);
  switch (field.type) {
    case 'text':
      return issue(textProblem(value, field));
    case 'prose':
      return issue(proseProblem(value, field));
    case 'integer':
      return issue(
        typeof value === 'number' && Number.isSafeInteger(value) && value >= field.min ? undefined : `not a whole number from ${field.min}`,
      );
    case 'yes-no':
      return issue(typeof value === 'boolean' ? undefined : 'not a boolean');
    case 'word':
      return issue(typeof value === 'string' && field.words.includes(value) ? undefined : 'not an allowed value');
    case 'list':
      if (!Array.isArray(value)) return issue('not a list');
      return value.map((item, at) => problemOf(item, field.item, `${path}/${at}`)).find(Boolean);
    case 'object':
      return findProblem(value, field.fields, path);
  }
}

/** The first thing wrong, with its path as WeChat writes it ("/amount/total"). null counts as absent: see Order.sick. */
export function findProblem(body: unknown, fields: Fields, path = ''): Problem | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { field: path || '/', issue: 'not an object' };
  const given = body as Record<string, unknown>;
  for (const name of Object.keys(given))
    if (!Object.hasOwn(fields, name)) return { field: `${path}/${name}`, issue: 'unknown field', unknown: true };
  for (const [name, field] of Object.entries(fields)) {
    const value = given[name];
    if (value === undefined || value === null) {
      if (field.required) return { field: `${path}/${name}`, issue: 'missing' };
      continue;
    }
    const problem = problemOf(value, field, `${path}/${name}`);
    if (problem) return problem;
  }
  return undefined;
}

/** Numeric code of unknown fields. Source: docs/channels.md 1.2. */
const UNKNOWN_FIELD = 270924358;

export function paramError(problem: Problem, about: WechatAnswer['about'] = {}, location = 'body'): WechatAnswer {
  const { field, issue } = problem;
  return fail('PARAM_ERROR', `参数错误: ${field} ${issue}`, about, {
    detail: { field, issue, location },
    ...(problem.unknown ? { number: UNKNOWN_FIELD } : {}),
  });
}

export function hasNull(value: unknown): boolean {
  if (value === null) return true;
  return typeof value === 'object' && Object.values(value as object).some(hasNull);
}

/** The same text for the same contents, whatever order the keys came in. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([name, part]) => `${JSON.stringify(name)}:${canonicalJson(part)}`).join(',')}}`;
}

export const OUT_TRADE_NO = /^[0-9A-Za-z_\-|*]{6,32}$/;
