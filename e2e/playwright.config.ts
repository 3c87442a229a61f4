import { defineConfig } from '@playwright/test';

/** Headless Chromium as root needs no sandbox; the rest keeps it from calling home. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: './journeys',
  outputDir: '../test-results/browser',
  timeout: 60_000,
  retries: 0,
  workers: 2,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: '../test-results/browser.json' }]],
  use: { launchOptions: { executablePath, args }, locale: 'zh-CN', trace: 'off' },
  projects: [
    { name: 'hd', use: { viewport: { width: 1280, height: 720 } } },
    // The same page times 1.5: what is drawn differently is looked at, what is decided the same is not tried twice.
    {
      name: 'fhd',
      testIgnore:
        /(cards|alignment|limits|windows|look|tokens|network|line|trouble|time|health|icbc|icbc-direct|apps|one-code|keypad|me|child-lock|boxes|quick-pay)\.spec/,
      use: { viewport: { width: 1920, height: 1080 } },
    },
  ],
});
