/**
 * Is a channel worth offering? Silence is counted; too much of it over two minutes marks the channel down, and probes alone
 * find out when it is back: among many calls, a few good ones in a row are only luck. A mark only greys the way on the cashier: what is under way is asked after as before.
 */
import type { Channel } from '../../channels/port.ts';
import { randomText } from '../../protocol/world.ts';
import type { World } from '../../protocol/world.ts';

export interface HealthRules {
  window_ms: number;
  /** Down when so much of the window's calls were silent ... */
  silent_share: number;
  /** ... of at least so many. */
  calls_min: number;
  probe_ms: number;
  /** So many answered probes in a row, and it is up. */
  good_min: number;
}

export const HEALTH: HealthRules = { window_ms: 120_000, silent_share: 0.5, calls_min: 10, probe_ms: 10_000, good_min: 3 };

export interface ChannelHealth {
  /** The same channel; what its calls come to is counted. */
  watch<C extends Channel>(channel: C): C;
  isDown(channel: string): boolean;
  stop(): void;
}

const COUNTED = [
  'prepay',
  'query',
  'close',
  'refund',
  'queryRefund',
  'sms',
  'consume',
  'status',
  'openSms',
  'openToken',
  'methods',
  'prepare',
  'confirm',
] as const;

interface State {
  heard: { at_ms: number; good: boolean }[];
  down: boolean;
  good_in_row: number;
  cancel?: () => void;
}

export function channelHealth(world: World, rules: HealthRules, tell: (channel: string, down: boolean) => void): ChannelHealth {
  const states = new Map<string, State>();
  let stopped = false;

  const stateOf = (id: string): State => {
    const known = states.get(id);
    if (known) return known;
    const fresh: State = { heard: [], down: false, good_in_row: 0 };
    states.set(id, fresh);
    return fresh;
  };

  function count(channel: Channel, good: boolean): void {
    const state = stateOf(channel.id);
    if (state.down) return;
    const now_ms = world.now();
    state.heard = state.heard.filter((one) => one.at_ms > now_ms - rules.window_ms);
    state.heard.push({ at_ms: now_ms, good });
    const silent = state.heard.filter((one) => !one.good).length;
    if (state.heard.length >= rules.calls_min && silent / state.heard.length >= rules.silent_share) mark(channel, state, true);
  }

  function mark(channel: Channel, state: State, down: boolean): void {
    state.down = down;
    state.heard = [];
    state.good_in_row = 0;
    state.cancel?.();
    tell(channel.id, down);
    if (down) probeLater(channel, state);
  }

  function probeLater(channel: Channel, state: State): void {
    if (stopped) return;
    state.cancel = world.after(rules.probe_ms, () => {
      // A number nobody has: "no such transaction" is a good answer.
      const number = 'PRB' + randomText(world.random, 25);
      const asked = channel.kind === 'card' ? channel.query(number, world.now()) : channel.query(number);
      void asked.then(({ kind }) => {
        state.good_in_row = kind === 'silent' ? 0 : state.good_in_row + 1;
        if (state.good_in_row >= rules.good_min) mark(channel, state, false);
        else probeLater(channel, state);
      });
    });
  }

  return {
    watch<C extends Channel>(channel: C): C {
      const watched = { ...channel };
      const calls = channel as unknown as {
        [name: string]: (...args: unknown[]) => Promise<{ kind: string; handover?: { kind: string } }>;
      };
      for (const name of COUNTED) {
        if (!calls[name]) continue;
        (watched as unknown as typeof calls)[name] = async (...args) => {
          const answer = await (calls[name] as (typeof calls)[string])(...args);
          // Made here, without a call.
          if (answer.handover?.kind !== 'form') count(channel, answer.kind !== 'silent');
          return answer;
        };
      }
      return watched;
    },
    isDown: (id) => states.get(id)?.down ?? false,
    stop() {
      stopped = true;
      for (const state of states.values()) state.cancel?.();
    },
  };
}
