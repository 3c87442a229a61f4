/** One signed call: sent, waited for, tried again while there is no certain answer. Every call of this cashier may be repeated. */
import { sign } from '../protocol/paysign-v2.ts';
import type { Fields, SigningKey } from '../protocol/paysign-v2.ts';
import type { RefusalBody } from '../protocol/refusal.ts';
import { hmac } from './crypto.ts';
import type { Fetch, FetchInit } from './options.ts';
import type { Failure, Unknown } from './result.ts';

export interface CallDeps {
  base_url: string;
  key: SigningKey;
  fetch: Fetch;
  now: () => number;
  nonce: () => string;
  sleep: (delay_ms: number) => Promise<void>;
  timeout_ms: number;
  retry_ms: readonly number[];
}

/** `ok` with whatever JSON came with a 200. */
export type CallResult = { ok: true; body: unknown } | Failure;

export async function call(deps: CallDeps, method: 'GET' | 'POST', path: string, fields: Fields): Promise<CallResult> {
  for (let tries = 1; ; tries++) {
    const answer = await once(deps, method, path, fields, tries);
    const wait_ms = deps.retry_ms[tries - 1];
    if (answer.ok || answer.kind === 'refused' || answer.why === 'unreadable' || wait_ms === undefined) return answer;
    await deps.sleep(wait_ms);
  }
}

/** Signed anew each time: a late try must not be refused for its age. */
async function once(deps: CallDeps, method: 'GET' | 'POST', path: string, fields: Fields, tries: number): Promise<CallResult> {
  const signed = sign(hmac, deps.key, method, path, fields, { now_ms: deps.now(), nonce: deps.nonce() });
  const signal = AbortSignal.timeout(deps.timeout_ms);
  const common = { method, signal, redirect: 'manual' } as const;
  const init: FetchInit =
    method === 'GET'
      ? { ...common, headers: { accept: 'application/json' } }
      : { ...common, headers: { accept: 'application/json', 'content-type': 'application/json' }, body: JSON.stringify(signed) };
  try {
    const answer = await deps.fetch(deps.base_url + path + (method === 'GET' ? '?' + queryOf(signed) : ''), init);
    return read(answer.status, await answer.text(), tries);
  } catch (error) {
    const why = signal.aborted ? 'timeout' : 'network';
    return {
      ok: false,
      kind: 'unknown',
      why,
      tries,
      message: why === 'timeout' ? 'no answer within ' + deps.timeout_ms + ' ms' : reasonOf(error),
    };
  }
}

/** "k=v&k=v" of the fields that are there, %20 for a space. */
export function queryOf(fields: Fields): string {
  const there = Object.keys(fields).filter((name) => fields[name]);
  return there.map((name) => encodeURIComponent(name) + '=' + encodeURIComponent(fields[name] as string)).join('&');
}

function read(status: number, text: string, tries: number): CallResult {
  const body = parse(text);
  if (status === 200 && body !== undefined) return { ok: true, body };
  const error = refusalIn(body);
  if (status === 429 || status >= 500) return unknown('busy', status, tries, error?.message);
  if (status < 400 || !error) return unknown('unreadable', status, tries);
  return {
    ok: false,
    kind: 'refused',
    code: error.code,
    ...(error.field ? { field: error.field } : {}),
    status,
    message: textIn(body, 'message') ?? error.message,
    ...also('limit', body),
    ...also('trace_id', body),
  };
}

export function unknown(why: Unknown['why'], status: number, tries: number, message = 'answered ' + status): Unknown {
  return { ok: false, kind: 'unknown', why, status, tries, message };
}

function textIn(body: unknown, name: string): string | undefined {
  const value = (body as { [name: string]: unknown } | null | undefined)?.[name];
  return typeof value === 'string' ? value : undefined;
}

function also<N extends string>(name: N, body: unknown): { [name in N]?: string } {
  const value = textIn(body, name);
  return value === undefined ? {} : ({ [name]: value } as { [name in N]?: string });
}

function refusalIn(body: unknown): RefusalBody['error'] | undefined {
  const error = (body as { error?: { code?: unknown; message?: unknown } } | null | undefined)?.error;
  return typeof error?.code === 'string' && typeof error.message === 'string' ? (error as RefusalBody['error']) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Node hides the useful word in `cause`: ECONNREFUSED, ENOTFOUND, UND_ERR_SOCKET. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: { code?: string } };
  return cause?.code ?? message ?? 'no connection';
}
