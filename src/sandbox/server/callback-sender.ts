/** Sends callbacks and repeats them by the bank's list until they are accepted. */
import type { World } from '../../protocol/world.ts';
import type { Callback, OfBank } from '../db/records.ts';
import type { SandboxDb } from '../db/sandbox-db.ts';
import type { Scheduler } from '../db/scheduler.ts';
import type { BankContext, BankSettings } from './context.ts';
import type { AnyFaults, CallbackFaults } from './faults.ts';
import { fraction } from './random.ts';

/** One HTTP POST, ready to go. */
export interface CallbackRequest {
  headers: Record<string, string>;
  body: string;
}

/** One bank's form of callbacks, and its judgement of the merchant's answers. */
export interface CallbackWriter {
  /** Signed for this moment, spoilt by the faults that are set. */
  write(callback: Callback): CallbackRequest;
  accepted(status: number, body: string, callback: Callback): boolean;
}

/** A bank whose callbacks are sent. */
export interface CallingBank {
  id: string;
  callbacks: CallbackWriter;
  settings(): BankSettings;
  faults: {
    now(): { notify: CallbackFaults };
    takeCallback(name: 'drop' | 'reorder'): boolean;
  };
}

/** The kind of its jobs on disk. */
const CALLBACK_JOB = 'notice';
const REORDER_WAIT_MS = 10_000;
const ANSWER_KEPT = 60;

export type NewCallback = Omit<Callback, 'id' | 'sent' | 'state' | 'answers' | 'made_ms'>;

/** Keeps a callback and plans its first sending; call it inside the change it tells about. */
export function addCallback<S extends BankSettings, K, F extends AnyFaults>(context: BankContext<S, K, F>, callback: NewCallback): void {
  const now = context.world.now();
  const id = context.db.callbacks.add({ ...callback, made_ms: now, sent: 0, state: 'waiting', answers: [] });
  const wait_ms = context.settings().notify_first_ms + context.faults.now().notify.delay_ms;
  context.scheduler.add(CALLBACK_JOB, String(id), now + wait_ms);
}

export interface SenderParts {
  world: World;
  db: SandboxDb;
  scheduler: Scheduler;
  fetch: typeof fetch;
  banks: readonly CallingBank[];
}

interface Sent {
  ok: boolean;
  /** For people: status and the beginning of the body. */
  answer: string;
}

async function post(parts: SenderParts, bank: CallingBank, callback: Callback, request: CallbackRequest): Promise<Sent> {
  const stop = new AbortController();
  const cancel = parts.world.after(bank.settings().notify_timeout_ms, () => stop.abort());
  try {
    const answer = await parts.fetch(callback.url, { method: 'POST', redirect: 'manual', signal: stop.signal, ...request });
    const body = await answer.text();
    return {
      ok: bank.callbacks.accepted(answer.status, body, callback),
      answer: `${answer.status} ${body.slice(0, ANSWER_KEPT)}`.trim(),
    };
  } catch {
    return { ok: false, answer: 'no answer' };
  } finally {
    cancel();
  }
}

export function startCallbackSender(parts: SenderParts): void {
  const { world, db, scheduler, banks } = parts;
  /** Sendings that wait to be overtaken, by bank. */
  const held = new Map<string, (() => void)[]>(banks.map(({ id }) => [id, []]));

  /** Waits until another callback of the bank has gone. */
  function overtaken(bank: CallingBank): Promise<void> {
    return new Promise((resolve) => {
      const cancel = world.after(REORDER_WAIT_MS, resolve);
      held.get(bank.id)?.push(() => {
        cancel();
        resolve();
      });
    });
  }

  async function deliver(bank: CallingBank, callback: Callback): Promise<Sent> {
    const faults = bank.faults.now().notify;
    const lost = bank.faults.takeCallback('drop') || (faults.drop_rate > 0 && fraction(world.random) < faults.drop_rate);
    if (lost) return { ok: false, answer: 'lost by a fault' };
    if (bank.faults.takeCallback('reorder')) await overtaken(bank);
    const request = bank.callbacks.write(callback);
    const sent = await post(parts, bank, callback, request);
    for (let copy = 0; copy < faults.duplicate; copy++) await post(parts, bank, callback, request);
    for (const release of held.get(bank.id)?.splice(0) ?? []) release();
    return sent;
  }

  function keep(bank: CallingBank, callback: OfBank<Callback>, { ok, answer }: Sent): number | undefined {
    const gap_ms = bank.settings().notify_retry_ms[callback.sent];
    const state = ok ? 'delivered' : gap_ms === undefined ? 'given up' : 'waiting';
    db.callbacks.put({ ...callback, sent: callback.sent + 1, state, answers: [...callback.answers, answer] });
    return state === 'waiting' && gap_ms !== undefined ? world.now() + gap_ms : undefined;
  }

  scheduler.on(CALLBACK_JOB, async (ref) => {
    const callback = db.callbacks.get(Number(ref));
    const bank = banks.find(({ id }) => id === callback?.channel);
    // A bank that was taken out of the list sends nothing any more.
    if (!callback || !bank) return undefined;
    return keep(bank, callback, await deliver(bank, callback));
  });
}
