/** Calls of a fake bank: counted, and failed where a test asked for it. */
import type { AnyChannel } from '../../channels/port.ts';

/** before: the bank never hears it. after: it acts, the answer is lost. */
export type Fault = 'before' | 'after';

export interface FakeCalls<Call extends string> {
  readonly calls: { call: Call; number: string; at_ms: number }[];
  /** The next calls of a kind fail so. */
  fail(call: Call, fault: Fault, times?: number): void;
  act<T>(call: Call, number: string, source: 'answer' | 'query' | 'close', effect: () => object): Promise<T>;
}

/** `lost`: after a call whose answer nobody got. */
export function fakeCalls<Call extends string>(
  now: () => number,
  lost: (call: Call, number: string, fault: Fault) => void = () => undefined,
): FakeCalls<Call> {
  const calls: FakeCalls<Call>['calls'] = [];
  const faults: { call: Call; fault: Fault }[] = [];
  return {
    calls,
    fail(call, fault, times = 1) {
      for (let i = 0; i < times; i++) faults.push({ call, fault });
    },
    act<T>(call: Call, number: string, source: 'answer' | 'query' | 'close', effect: () => object): Promise<T> {
      const asked_at_ms = now();
      calls.push({ call, number, at_ms: asked_at_ms });
      const at = faults.findIndex((f) => f.call === call);
      const fault = at >= 0 ? faults.splice(at, 1)[0]?.fault : undefined;
      const answer = fault === 'before' ? undefined : effect();
      if (fault) lost(call, number, fault);
      return Promise.resolve({ ...(fault ? { kind: 'silent', why: 'lost' } : answer), source, asked_at_ms } as T);
    },
  };
}

/** What of a channel needs a wire or keys. */
export const NO_WIRE: Pick<AnyChannel, 'readCallback' | 'reply' | 'certificates' | 'warnings' | 'stop'> = {
  readCallback: () => Promise.resolve({ kind: 'rejected', why: 'no wire here', alert: false }),
  reply: () => ({ status: 200, content_type: 'text/plain', body: '' }),
  certificates: () => [],
  warnings: [],
  stop: () => Promise.resolve(),
};
