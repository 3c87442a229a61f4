/** Compares our clock with the Date header of each bank's answers: txnTime must be "now" for a card, and evidence is ordered by our clock. */
import type { Send } from '../../channels/port.ts';

export interface ClockWatch {
  watch(channel: string, send: Send): Send;
  /** The channel's clock less ours at its last answer; positive: it is ahead. */
  off_ms(channel: string): number | undefined;
  isOff(channel: string): boolean;
}

/** A channel that is not offered is not asked: after so long it is offered again, and its next answer tells. */
const GOOD_FOR_MS = 5 * 60_000;

export function clockWatch(now: () => number, limit_ms: number, alert: (channel: string, off_ms: number) => void): ClockWatch {
  const last = new Map<string, { off_ms: number; at_ms: number }>();
  const isOff = (channel: string): boolean => {
    const one = last.get(channel);
    return one !== undefined && Math.abs(one.off_ms) > limit_ms && now() - one.at_ms < GOOD_FOR_MS;
  };
  return {
    watch: (channel, send) => async (request) => {
      const sent_ms = now();
      const answer = await send(request);
      const heard_ms = now();
      const at_ms = Date.parse(answer.headers['date'] ?? '');
      if (isNaN(at_ms)) return answer;
      // Taken somewhere between sending and hearing, cut to whole seconds.
      const early_ms = at_ms - heard_ms;
      const late_ms = at_ms + 999 - sent_ms;
      const was = isOff(channel);
      const off_ms = early_ms > 0 ? early_ms : late_ms < 0 ? late_ms : 0;
      last.set(channel, { off_ms, at_ms: heard_ms });
      if (isOff(channel) && !was) alert(channel, off_ms);
      return answer;
    },
    off_ms: (channel) => last.get(channel)?.off_ms,
    isOff,
  };
}
