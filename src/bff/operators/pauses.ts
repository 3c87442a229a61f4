/** Channels that an operator paused: not offered, still settled. Kept in the store, so that a restart changes nothing. */
import type { OperatorStore } from '../store/operator-port.ts';

export interface Pauses {
  isPaused(channel: string): boolean;
  /** Resolves once it is durable. */
  set(channel: string, paused: boolean): Promise<void>;
}

const PREFIX = 'paused:';

export async function loadPauses(store: OperatorStore): Promise<Pauses> {
  const read = async (): Promise<Set<string>> => {
    const names = Object.keys(await store.metas()).filter((name) => name.startsWith(PREFIX));
    return new Set(names.map((name) => name.slice(PREFIX.length)));
  };
  let paused = await read();
  // What cannot be read now is read at the next word.
  store.onMeta(
    () =>
      void read().then(
        (now) => (paused = now),
        () => undefined,
      ),
  );
  return {
    isPaused: (channel) => paused.has(channel),
    async set(channel, on) {
      await store.setMeta(`paused:${channel}`, on ? 'yes' : undefined);
      if (on) paused.add(channel);
      else paused.delete(channel);
    },
  };
}
