/** What `npm start` sets that a test's stack does not. */
import type { Overrides } from './configs.ts';

/** Limits a hundred times higher, so that everything can be tried again and again. */
export const DEMO: Overrides = {
  attempts_max: 3_000,
  attempts_hour_max: 1_000,
  cards: {
    limits: {
      ...Object.fromEntries(['sms_card', 'sms_phone', 'guess_card', 'guess_phone', 'guess_viewer', 'guess_box'].map((name) => [name, 500])),
      ...Object.fromEntries(['sms_viewer', 'sms_box'].map((name) => [name, 1_000])),
      ...Object.fromEntries(['number_viewer', 'number_box', 'number_order'].map((name) => [name, 2_000])),
    },
  },
};

/** Who watches in the demo: without a viewer no card is remembered. */
export const DEMO_VIEWER = { viewer: 'demo-viewer', box: 'demo-box' };

/** Of `npm start -- --short-times`: the waits of minutes, in seconds. Schedules of an order's own life stay as they are. */
export const SHORT: Overrides = {
  times: {
    sms_again_ms: 4_000,
    lost_ms: 4_000,
    lost_again_ms: 2_000,
  },
};
