/** WebKit before 2019 has no queueMicrotask. @preact/signals, which the cashier's bundle does without, names it. */
if (!window.queueMicrotask) window.queueMicrotask = (run) => void setTimeout(run, 0);

export {};
