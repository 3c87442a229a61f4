/** Lets things through one a frame. */
export interface FrameQueue {
  /** Runs now if nothing waits and no move ran in this frame, else later, in order. Moves use up a frame. */
  add(run: () => void, isMove: boolean): void;
  /** Whether a move would run at once. */
  isFree(): boolean;
}

/** Moves beyond this many waiting things are lost, for nobody presses that fast; an OK, a digit or Back never is. */
const LONGEST = 32;

/** `frame` runs its argument once before the next paint. */
export function createFrameQueue(frame: (run: () => void) => void): FrameQueue {
  const waiting: { run: () => void; isMove: boolean }[] = [];
  let moved = false;

  function next(): void {
    moved = false;
    for (let first = waiting[0]; first && !(moved && first.isMove); first = waiting[0]) {
      waiting.shift();
      start(first.run, first.isMove);
    }
  }

  function start(run: () => void, isMove: boolean): void {
    if (isMove) {
      moved = true;
      frame(next);
    }
    run();
  }

  return {
    isFree: () => !moved && waiting.length === 0,
    add(run, isMove) {
      if (waiting.length === 0 && !(moved && isMove)) start(run, isMove);
      else if (!isMove || waiting.length < LONGEST) waiting.push({ run, isMove });
    },
  };
}
