/** A person's word on a top-up that the carrier cannot tell about: node src/apps/topup/settle.ts --config FILE ORDER_NO done|refund */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeBook } from '../server/book.ts';
import { readAppConfig } from '../server/config.ts';
import { openDb } from '../server/db.ts';
import { makeJobs } from '../server/jobs.ts';
import { makeTopups, SCHEDULE, TOPUP_TABLES } from './topups.ts';

const HELP = `A person's word on a top-up that waits for one (state "unknown"), after asking the carrier:
  node src/apps/topup/settle.ts --config FILE ORDER_NO done|refund
  node src/apps/topup/settle.ts --config FILE            lists those that wait
The running server sees it at once and gives the money back where it is "refund".`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { config: { type: 'string' }, help: { type: 'boolean', default: false } },
});
const [order_no, as] = positionals;
if (values.help || !values.config || (order_no !== undefined && as !== 'done' && as !== 'refund')) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}
const config = readAppConfig(values.config, process.env);
const db = openDb(join(config.data_dir, 'topup.sqlite'), TOPUP_TABLES);
const silent = {
  send: () => Promise.resolve('silent' as const),
  query: () => Promise.resolve('silent' as const),
  file: () => Promise.resolve(undefined),
};
// Nothing is started here: what is planned is the running server's work.
const jobs = makeJobs(db, { now: Date.now, after: () => () => undefined, log: () => undefined });
const book = makeBook(db, jobs, { paid: () => undefined });
const topups = makeTopups({ db, book, jobs, carrier: silent, schedule: SCHEDULE, now: Date.now });
if (order_no === undefined) {
  for (const one of topups.all().filter(({ state }) => state === 'unknown'))
    console.log(one.order_no, one.phone, one.face_fen, one.sent_at_ms);
} else {
  const before = topups.find(order_no);
  const after = topups.commit(order_no, { type: 'settled', as: as as 'done' | 'refund' });
  console.log(order_no + ': ' + (before?.state ?? 'no such top-up') + ' -> ' + (after?.state ?? '-'));
  if (before?.state !== 'unknown') process.exitCode = 1;
}
db.close();
