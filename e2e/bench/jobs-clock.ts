/** Loaded into a BFF by --import: its wall clock is CLOCK_AHEAD_MS ahead, so that work due in the future is due now. */
const ahead_ms = Number(process.env['CLOCK_AHEAD_MS'] ?? 0);
const real = Date.now;
Date.now = () => real() + ahead_ms;
