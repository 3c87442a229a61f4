/** 电视门市: node src/apps/hall/main.ts --config FILE */
import { secretOf } from '../server/config.ts';
import { runApp } from '../server/run.ts';
import { hallKind } from './shop.ts';
import type { HallSettings } from './shop.ts';

await runApp({
  app: 'hall',
  title: '电视门市',
  kind: ({ own, public_url }, file) =>
    hallKind({
      public_url,
      card_secret: secretOf(file, 'card_secret', own['card_secret'], process.env),
      cards: list(file, 'cards', own['cards']) as unknown as HallSettings['cards'],
      accounts: list(file, 'accounts', own['accounts']) as unknown as HallSettings['accounts'],
    }),
});

function list(file: string, name: string, given: unknown): object[] {
  if (given === undefined) return [];
  if (!Array.isArray(given) || !given.every((one) => typeof one === 'object' && one !== null))
    throw new Error(file + ': ' + name + ' must be a list');
  return given as object[];
}
