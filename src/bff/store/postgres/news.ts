/**
 * Tells other processes of commits, and hears of theirs: NOTIFY after the commit, many orders in one message, from a line of its
 * own (inside a transaction it would make all writers of the cluster commit one after the other). A message that is lost is
 * healed by the next read of whoever waits.
 */
import type { Client } from 'pg';
import type { World } from '../../../protocol/world.ts';
import type { Dial } from './dial.ts';

export interface News {
  /** A payment was committed here. */
  tell(order_id: string): void;
  /** Facts about the database were changed here. */
  tellMeta(): void;
  close(): Promise<void>;
}

export interface NewsOptions {
  dial: Dial;
  /** This process: its own messages are passed over. */
  name: string;
  after: World['after'];
  /** Another process committed it. */
  onOrder: (order_id: string) => void;
  onMeta: () => void;
}

const CHANNEL = 'lezhong';
/** Commits of so long go in one message. */
const GATHER_MS = 5;
/** A payload has less than 8000 bytes: postgresql.org/docs/current/sql-notify.html. */
const PAYLOAD_MAX = 7_900;
const AGAIN_MS = 1_000;
/** Beyond it the oldest are forgotten while no line is there. */
const WAITING_MAX = 20_000;

export function news({ dial, name, after, onOrder, onMeta }: NewsOptions): News {
  let line: Client | undefined;
  let closed = false;
  let waiting: string[] = [];
  let gathering = false;
  let opening: Promise<void> | undefined;
  let cancel: (() => void) | undefined;

  async function open(): Promise<void> {
    if (closed) return;
    try {
      const fresh = await dial('news');
      const lost = (): void => {
        if (line !== fresh) return;
        line = undefined;
        again();
      };
      fresh.on('error', lost).on('end', lost);
      fresh.on('notification', ({ payload }) => heard(payload ?? ''));
      await fresh.query('LISTEN ' + CHANNEL);
      if (closed) return void (await fresh.end());
      line = fresh;
      // What was told while nobody listened here.
      onMeta();
    } catch {
      again();
    }
  }

  function again(): void {
    if (!closed) cancel = after(AGAIN_MS, () => void (opening = open()));
  }

  function heard(payload: string): void {
    const [from, ...words] = payload.split(' ');
    if (from === name) return;
    for (const word of words) {
      if (word === '!meta') onMeta();
      else onOrder(word);
    }
  }

  function send(): void {
    gathering = false;
    const words = [...new Set(waiting)];
    waiting = [];
    while (words.length > 0 && line) {
      let payload = name;
      while (words.length > 0 && payload.length + (words[0] as string).length + 1 < PAYLOAD_MAX) payload += ' ' + words.shift();
      line.query({ text: 'SELECT pg_notify($1, $2)', values: [CHANNEL, payload] }).catch(() => undefined);
    }
  }

  function say(word: string): void {
    if (closed || waiting.length >= WAITING_MAX) return;
    waiting.push(word);
    if (gathering) return;
    gathering = true;
    after(GATHER_MS, send);
  }

  opening = open();
  return {
    tell: say,
    tellMeta: () => say('!meta'),
    async close() {
      send();
      closed = true;
      cancel?.();
      await opening;
      const last = line;
      line = undefined;
      await last?.end().catch(() => undefined);
    },
  };
}
