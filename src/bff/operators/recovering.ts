/** After a restore the database is "recovering" until a person has compared the lists of the banks. Source: docs/money.md 17. */
import type { OperatorStore } from '../store/operator-port.ts';

export type Mode = 'normal' | 'recovering';

/** As this process knows it; another process's end of it is heard of. */
export interface Standing {
  /** Counts restores, from 1. */
  readonly epoch: number;
  readonly mode: Mode;
  /** Normal work from now on; false when it was normal already. */
  end(): Promise<boolean>;
}

export async function loadStanding(store: OperatorStore): Promise<Standing> {
  const epoch = Number((await store.meta('epoch')) ?? 1);
  const read = async (): Promise<Mode> => ((await store.meta('mode')) === 'recovering' ? 'recovering' : 'normal');
  let mode = await read();
  store.onMeta(
    () =>
      void read().then(
        (now) => (mode = now),
        () => undefined,
      ),
  );
  return {
    epoch,
    get mode() {
      return mode;
    },
    async end() {
      if (mode === 'normal') return false;
      await store.setMeta('mode', 'normal');
      mode = 'normal';
      return true;
    },
  };
}
