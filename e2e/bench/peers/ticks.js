/** Calls `show` with the time left, once a second: every contestant counts down as the page does. */
export function ticks(remaining_ms, show) {
  const end = performance.now() + remaining_ms;
  setInterval(() => {
    const left = Math.ceil((end - performance.now()) / 1000);
    const s = left % 60;
    show((left - s) / 60 + ':' + (s < 10 ? '0' : '') + s);
  }, 1000);
}
