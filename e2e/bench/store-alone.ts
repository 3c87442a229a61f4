/** Rates of the store alone, and of the least any store must do: append the same bytes and fdatasync once a group. 64 callers each. */
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { createPayment } from '../../src/bff/payments/create.ts';
import type { Rules } from '../../src/bff/payments/events.ts';
import { TIMES } from '../../src/bff/payments/schedules.ts';
import type { Decision } from '../../src/bff/payments/payment.ts';
import { fen } from '../../src/protocol/money.ts';
import { openSqlite } from '../../src/bff/store/sqlite/sqlite.ts';

const RULES: Rules = {
  times: TIMES,
  prefix: 'BEN',
  channels: {},
  derive: (text) => text,
  attempts_max: 1,
  attempts_hour_max: 1,
  phone_attempts_max: 30,
  hidesCode: () => false,
  feesOf: () => ({ fee_bp: 0, fee_min_fen: 0 }),
  creditOf: () => 0,
  recovering: false,
};
let made = 0;

/** A new order; none is made twice. */
export function order(): Decision {
  made += 1;
  const fields = {
    merchant_id: 'bench',
    order_no: 'S' + process.pid + '-' + made,
    amount_fen: '1990',
    subject: '综艺会员 3 个月',
    return_url: 'http://shop.example/back',
    notify_url: 'http://shop.example/notices',
  };
  // As the program's own (src/bff/payments/ids.ts): each stands behind the one before.
  const id = String(made).padStart(20, '0');
  return createPayment(fields, fen(1990), { id, token: id.padEnd(32, 't') }, Date.now(), RULES);
}

/** How many orders are under way at a time. */
export const CALLERS = 64;

export async function rate(callers: number, for_ms: number, one: (decision: Decision) => Promise<unknown>): Promise<number> {
  // Taken from the end, first made first: new rows go to the right edge of an index.
  const prepared = Array.from({ length: for_ms * 60 }, order).toReversed();
  const started = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      for (let next = prepared.pop(); next && performance.now() - started < for_ms; next = prepared.pop()) {
        await one(next);
        done += 1;
      }
    }),
  );
  return done / ((performance.now() - started) / 1000);
}

export async function storeRate(file: string, for_ms: number): Promise<number> {
  const store = openSqlite({ file, now: Date.now });
  const perSecond = await rate(CALLERS, for_ms, (decision) =>
    store.change({ merchant_id: 'bench', order_no: decision.payment.order.order_no }, {}, () => ({ decision, value: undefined })),
  );
  await store.close();
  return perSecond;
}

export async function appendRate(file: string, for_ms: number): Promise<number> {
  const fd = openSync(file, 'a');
  let group: { bytes: Buffer; done: () => void }[] = [];
  const flush = (): void => {
    const now = group;
    group = [];
    writeSync(fd, Buffer.concat(now.map((one) => one.bytes)));
    fdatasyncSync(fd);
    for (const one of now) one.done();
  };
  const perSecond = await rate(
    CALLERS,
    for_ms,
    (decision) =>
      new Promise<void>((done) => {
        if (group.length === 0) setImmediate(flush);
        group.push({ bytes: Buffer.from(JSON.stringify(decision.payment) + '\n'), done });
      }),
  );
  closeSync(fd);
  return perSecond;
}
