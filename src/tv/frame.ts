/** The part of a browser window that knows about frames; old WebKit has neither name. */
export interface FrameWindow {
  requestAnimationFrame?(run: () => void): unknown;
  webkitRequestAnimationFrame?(run: () => void): unknown;
  setTimeout(run: () => void, ms: number): unknown;
}

/** One frame at 60 Hz, for engines that cannot tell. */
const FRAME_MS = 16;

/** Returns a function that runs `run` once before the next paint, or about a frame later where the engine cannot say. */
export function frames(win: FrameWindow): (run: () => void) => void {
  const has = win.requestAnimationFrame || win.webkitRequestAnimationFrame;
  return (run) => void (has ? has.call(win, run) : win.setTimeout(run, FRAME_MS));
}
