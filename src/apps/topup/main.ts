/** 充值话费: node src/apps/topup/main.ts --config FILE */
import { runApp } from '../server/run.ts';
import { secretOf } from '../server/config.ts';
import { topupKind } from './shop.ts';
import { readSchedule } from './schedule.ts';

await runApp({
  app: 'topup',
  title: '充值话费',
  kind(config, file) {
    const given = (config.own['carrier'] ?? {}) as { [name: string]: unknown };
    const text = (name: string): string => {
      const value = given[name];
      if (typeof value !== 'string' || value === '') throw new Error(file + ': carrier.' + name + ' must be a text');
      return value;
    };
    return topupKind({
      carrier: {
        base_url: text('base_url').replace(/\/+$/, ''),
        partner: text('partner'),
        secret: secretOf(file, 'carrier.secret', given['secret'], process.env),
        notify_url: config.public_url + '/carrier',
      },
      fetch: globalThis.fetch,
      schedule: readSchedule(config.own['schedule'], config.test_knobs, file),
    });
  },
});
