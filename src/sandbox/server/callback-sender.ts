/** Sends notices and repeats them by the bank's list until they are accepted. */
import type { Channel } from '../channel.ts';
import type { Context } from './context.ts';
import { fraction } from './random.ts';
import type { Notice } from '../db/records.ts';

/** One HTTP request, ready to go. */
export interface Envelope {
  headers: Record<string, string>;
  body: string;
}

/** How one bank writes and judges notices. */
export interface Postman {
  /** Signed for this moment, spoilt by the knobs that are up. */
  write(notice: Notice): Envelope;
  accepted(status: number, body: string): boolean;
}

export const NOTICE_JOB = 'notice';
const REORDER_WAIT_MS = 10_000;

/** Puts a notice on the books; call it inside the change it tells about. */
export function addNotice(context: Context, notice: Omit<Notice, 'id' | 'sent' | 'state' | 'answers' | 'made_ms'>): void {
  const now = context.world.now();
  const id = context.truth.notices.add({ ...notice, made_ms: now, sent: 0, state: 'waiting', answers: [] });
  const wait_ms = context.settings()[notice.channel].notify_first_ms + context.faults.of(notice.channel).notify.delay_ms;
  context.agenda.add(NOTICE_JOB, String(id), now + wait_ms);
}

export function startNotifier(context: Context, postmen: Record<Channel, Postman>): void {
  const held: Record<Channel, (() => void)[]> = { wechat: [], alipay: [], unionpay: [] };

  async function post(notice: Notice, envelope: Envelope): Promise<{ ok: boolean; answer: string }> {
    const { notify_timeout_ms } = context.settings()[notice.channel];
    const stop = new AbortController();
    const cancel = context.world.after(notify_timeout_ms, () => stop.abort());
    try {
      const answer = await context.fetch(notice.url, {
        method: 'POST',
        redirect: 'manual',
        signal: stop.signal,
        ...envelope,
      });
      const body = await answer.text();
      return {
        ok: postmen[notice.channel].accepted(answer.status, body),
        answer: `${answer.status} ${body.slice(0, 60)}`.trim(),
      };
    } catch {
      return { ok: false, answer: 'no answer' };
    } finally {
      cancel();
    }
  }

  /** Waits until another notice of the channel has gone. */
  function overtaken(channel: Channel): Promise<void> {
    return new Promise((resolve) => {
      const cancel = context.world.after(REORDER_WAIT_MS, resolve);
      held[channel].push(() => {
        cancel();
        resolve();
      });
    });
  }

  async function deliver(notice: Notice): Promise<{ ok: boolean; answer: string }> {
    const { channel } = notice;
    const knobs = context.faults.of(channel).notify;
    if (context.faults.takeNotify(channel, 'drop') || (knobs.drop_rate > 0 && fraction(context.world.random) < knobs.drop_rate)) {
      return { ok: false, answer: 'lost by a knob' };
    }
    if (context.faults.takeNotify(channel, 'reorder')) await overtaken(channel);
    const envelope = postmen[channel].write(notice);
    const result = await post(notice, envelope);
    for (let copy = 0; copy < knobs.duplicate; copy++) await post(notice, envelope);
    for (const release of held[channel].splice(0)) release();
    return result;
  }

  context.agenda.on(NOTICE_JOB, async (ref) => {
    const notice = context.truth.notices.get(Number(ref));
    if (!notice) return undefined;
    const { ok, answer } = await deliver(notice);
    const gaps = context.settings()[notice.channel].notify_retry_ms;
    const gap_ms = gaps[notice.sent];
    const state = ok ? 'delivered' : gap_ms === undefined ? 'given up' : 'waiting';
    context.truth.notices.put({ ...notice, sent: notice.sent + 1, state, answers: [...notice.answers, answer] });
    return state === 'waiting' && gap_ms !== undefined ? context.world.now() + gap_ms : undefined;
  });
}
