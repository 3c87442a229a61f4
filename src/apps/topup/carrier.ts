/** The supplier of top-ups, over HTTP: signed requests, answers that are read strictly. docs/apps.md has the wire. */
import { createHmac } from 'node:crypto';
import type { Heard, Topup } from './machine.ts';

export interface CarrierOptions {
  /** "http://127.0.0.1:4100/carrier" */
  base_url: string;
  partner: string;
  secret: string;
  /** Where the carrier tells of ends; a hint to ask, never believed by itself. */
  notify_url: string;
  fetch: typeof fetch;
  now: () => number;
}

export interface FileRow {
  request_no: string;
  state: 'success' | 'failed';
}

export interface Carrier {
  /** May be called once for a top-up. Not sent at all when it comes later than its mark allows. */
  send(topup: Topup): Promise<Heard>;
  query(request_no: string): Promise<Heard>;
  /** The file of a day in Beijing, "2026-11-26"; undefined while there is none. */
  file(day: string): Promise<FileRow[] | undefined>;
}

/** A call gets so long. */
const TIMEOUT_MS = 10_000;
/** The carrier refuses a request that reaches it later than this after its mark. */
export const VALID_MS = 60_000;

const WORDS = new Map<string, Heard>([
  ['SUCCESS', 'success'],
  ['FAILED', 'failed'],
  ['PROCESSING', 'pending'],
]);

type Fields = { readonly [name: string]: string };

/** name=value pairs in the order of names, under the secret. */
export function carrierSignature(secret: string, fields: Fields): string {
  const text = Object.keys(fields)
    .filter((name) => name !== 'sign')
    .sort()
    .map((name) => name + '=' + fields[name])
    .join('&');
  return createHmac('sha256', secret).update(text).digest('hex');
}

export function makeCarrier(options: CarrierOptions): Carrier {
  const signed = (fields: Fields): { [name: string]: string } => {
    const all = { ...fields, partner: options.partner, timestamp: String(options.now()) };
    return { ...all, sign: carrierSignature(options.secret, all) };
  };
  async function call(path: string, init: { method: string; body?: string }): Promise<{ status: number; body: unknown } | undefined> {
    try {
      const headers = init.body === undefined ? {} : { 'content-type': 'application/json' };
      const answer = await options.fetch(options.base_url + path, { ...init, headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
      return { status: answer.status, body: (await answer.json()) as unknown };
    } catch {
      return undefined;
    }
  }
  const get = (path: string) => call(path + '?' + new URLSearchParams(signed({ path })).toString(), { method: 'GET' });

  return {
    async send(topup) {
      const { order_no, phone, carrier, face_fen, sent_at_ms } = topup;
      const until_ms = (sent_at_ms ?? 0) + VALID_MS;
      if (options.now() >= until_ms) return 'silent';
      const fields = {
        request_no: order_no,
        phone,
        carrier,
        face_fen: String(face_fen),
        valid_until_ms: String(until_ms),
        notify_url: options.notify_url,
      };
      const answer = await call('/topups', { method: 'POST', body: JSON.stringify(signed(fields)) });
      return read(answer, order_no);
    },
    query: async (request_no) => read(await get('/topups/' + request_no), request_no),
    async file(day) {
      const answer = await get('/files/' + day);
      const rows = answer?.status === 200 ? (answer.body as { rows?: unknown } | null)?.rows : undefined;
      return Array.isArray(rows) && rows.every(isRow) ? rows : undefined;
    },
  };
}

/** Anything but a whole, fitting answer is silence. */
function read(answer: { status: number; body: unknown } | undefined, request_no: string): Heard {
  const body = (answer?.body ?? {}) as { request_no?: unknown; state?: unknown; error?: unknown };
  if (answer?.status === 404 && body.error === 'REQUEST_NOT_FOUND') return 'absent';
  if (answer?.status !== 200 || body.request_no !== request_no) return 'silent';
  return WORDS.get(String(body.state)) ?? 'silent';
}

function isRow(row: unknown): row is FileRow {
  const { request_no, state } = (row ?? {}) as { request_no?: unknown; state?: unknown };
  return typeof request_no === 'string' && (state === 'success' || state === 'failed');
}
