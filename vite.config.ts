import { defineConfig } from 'vitest/config';
import type { Plugin } from 'vite';

const BFF = process.env.BFF_URL ?? 'http://127.0.0.1:4000';
/** What the BFF answers; everything else is the page's sources. */
const OF_THE_BFF = ['/pay', '/c/', '/v2', '/callbacks', '/healthz', '/keys', '/web-lezpay'];

/** The style sheet is written from the table of sizes; so is this one, for the development server. */
function pageCss(): Plugin {
  return {
    name: 'page-css',
    configureServer(server) {
      server.middlewares.use('/src/cashier/page.css', (_request, response) => {
        void server.ssrLoadModule('/src/cashier/css.ts').then((module) => {
          response.setHeader('content-type', 'text/css; charset=utf-8');
          response.end((module as { css: () => string }).css());
        });
      });
    },
  };
}

export default defineConfig({
  plugins: [pageCss()],
  // Journeys are Playwright's, old engines have a command of their own.
  test: { include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'e2e/support/**/*.test.ts'] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: Object.fromEntries(OF_THE_BFF.map((path) => [path, { target: BFF, changeOrigin: false }])),
  },
});
