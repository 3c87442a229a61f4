import { defineConfig } from 'vitest/config';
import { cashierProxy, devPage } from './scripts/dev-page.ts';

const BFF = process.env.BFF_URL ?? 'http://127.0.0.1:4000';
/** What the BFF answers; everything else is the page's sources. */
const OF_THE_BFF = ['/v2', '/callbacks', '/healthz', '/keys', '/keymaps', '/box', '/web-lezpay'];
const PAGES = ['/pay', '/c/'];

export default defineConfig({
  plugins: [devPage()],
  // Journeys are Playwright's, old engines have a command of their own.
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'e2e/{support,trials,bench,upgrade}/**/*.test.ts'],
    // By default one less than there are processors, which is one on a machine with two.
    maxWorkers: '100%',
    // A machine that does other things is slow; no test judges time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
  // Without development helpers, so that a bundle made inside a test is the bundle that is shipped.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      ...Object.fromEntries(OF_THE_BFF.map((path) => [path, BFF])),
      ...Object.fromEntries(PAGES.map((path) => [path, cashierProxy(BFF)])),
    },
  },
});
