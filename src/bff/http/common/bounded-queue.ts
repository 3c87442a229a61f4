/** So many at a time, so many waiting, and no more; between two of them other requests get their turn. */
export interface BoundedQueue {
  /** Undefined, and nothing run, when too many wait. `first`: may use the whole of the room that waits, others half of it. */
  run<T>(work: () => Promise<T>, first: boolean): Promise<{ value: T } | undefined>;
}

export interface QueueLimits {
  at_once: number;
  waiting: number;
}

export function boundedQueue({ at_once, waiting }: QueueLimits): BoundedQueue {
  let running = 0;
  const line: (() => void)[] = [];

  async function turn(): Promise<void> {
    if (running < at_once) return void (running += 1);
    // Whoever ends hands its place over.
    await new Promise<void>((go) => line.push(go));
  }

  function end(): void {
    // Verifying a signature holds the processor: what has arrived meanwhile comes before the next one.
    setImmediate(() => {
      const next = line.shift();
      if (next) next();
      else running -= 1;
    });
  }

  return {
    async run(work, first) {
      if (running >= at_once && line.length >= (first ? waiting : waiting / 2)) return undefined;
      await turn();
      try {
        return { value: await work() };
      } finally {
        end();
      }
    },
  };
}
