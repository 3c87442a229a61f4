/** What an operator reads of each commit: who, what about, and the bank's word, cut and free of secrets. */
import { expect, it } from 'vitest';
import { askSms, typeCode } from '../testing/card-viewer.ts';
import { makeRig } from '../testing/rig.ts';
import type { Cause } from './journal.ts';
import { journalRow } from './journal.ts';
import { draftOf } from './draft.ts';
import { JOURNAL_ROW_MAX } from './journal-row.ts';

const BY = { name: 'lan', via: 'test' };
const AT = { now_ms: 5, fresh: '' };
const PAID = { kind: 'paid', txn: 'T', amount_fen: 1990, currency: 'CNY' } as const;
const REFUSED = { kind: 'refused', reason: 'declined', code: 'C'.repeat(40) } as const;

async function bench() {
  const rig = makeRig();
  await rig.open();
  await rig.answer({ kind: 'choose', channel: 'wechat' });
  await rig.work();
  rig.banks.wechat.pay(rig.number(1));
  await rig.callback('wechat', 1);
  await rig.payments.refund({ id: rig.id }, { refund_no: 'R1', amount_fen: 500 as never, reason: '' });
  const p = rig.now();
  const row = (cause: object) => {
    const { order_id, version, at_ms, ...rest } = journalRow(draftOf(p.order.id, p, AT, rig.rules), { ...AT, ...cause } as Cause, {
      kind: 'paid',
    });
    expect({ order_id, version, at_ms }).toEqual({ order_id: p.order.id, version: p.version, at_ms: 5 });
    return rest;
  };
  return { rig, row };
}

it.each<[object, object]>([
  [{ type: 'tick' }, { actor: 'clock' }],
  [{ type: 'created', merchant_id: 'other' }, { actor: 'merchant:other' }],
  [
    { type: 'refund-asked', refund_no: 'R9' },
    { actor: 'merchant:shop', about: 'refund R9' },
  ],
  [{ type: 'close-asked' }, { actor: 'merchant:shop' }],
  [
    { type: 'notice-result', n: 3 },
    { actor: 'merchant:shop', about: 'notice 3' },
  ],
  [
    { type: 'answer', answer: { kind: 'change' } },
    { actor: 'viewer', kind: 'change' },
  ],
  [{ type: 'card-known' }, { actor: 'viewer' }],
  [{ type: 'card-note' }, { actor: 'viewer' }],
  [{ type: 'card-refused' }, { actor: 'viewer' }],
  [{ type: 'sms-asked' }, { actor: 'viewer' }],
  [
    { type: 'code', attempt: 1 },
    { actor: 'viewer', about: 'attempt 1' },
  ],
  [
    { type: 'open-code', attempt: 1 },
    { actor: 'viewer', about: 'attempt 1' },
  ],
  [
    { type: 'sms-answered', attempt: 1, answer: { kind: 'sent' } },
    { actor: 'bank:wechat', about: 'attempt 1', source: 'answer', kind: 'sent' },
  ],
  [
    { type: 'open-failed', attempt: 1 },
    { actor: 'bank:wechat', about: 'attempt 1' },
  ],
  [
    { type: 'prepaid', attempt: 1, answer: REFUSED },
    { actor: 'bank:wechat', about: 'attempt 1', source: 'answer', kind: 'refused', code: 'C'.repeat(32) },
  ],
  [
    { type: 'evidence', attempt: 1, evidence: { source: 'query', ...PAID } },
    { actor: 'bank:wechat', about: 'attempt 1', source: 'query', kind: 'paid' },
  ],
  [
    { type: 'evidence', attempt: 9, evidence: { source: 'callback', ...PAID } },
    { actor: 'bank:', about: 'attempt 9', source: 'callback', kind: 'paid' },
  ],
  [
    { type: 'refund-sending', refund: 'm-R1' },
    { actor: 'bank:wechat', about: 'refund m-R1' },
  ],
  [
    { type: 'refund-sending-on', refund: 'm-R1' },
    { actor: 'bank:wechat', about: 'refund m-R1' },
  ],
  [
    { type: 'refund-evidence', refund: 'm-R1', evidence: { source: 'query', kind: 'done' } },
    { actor: 'bank:wechat', about: 'refund m-R1', source: 'query', kind: 'done' },
  ],
  [
    { type: 'refund-evidence', refund: 'none', evidence: { source: 'query', kind: 'done' } },
    { actor: 'bank:', about: 'refund none', source: 'query', kind: 'done' },
  ],
  [
    { type: 'held', txn: 'T'.repeat(40), by: BY },
    { actor: 'operator:lan@test', about: 'receipt ' + 'T'.repeat(24) },
  ],
  [
    { type: 'refund-by-hand', refund: 'R'.repeat(40), by: BY },
    { actor: 'operator:lan@test', about: 'refund ' + 'R'.repeat(25) },
  ],
  [{ type: 'restored', by: { name: 'x'.repeat(40), via: 'y' } }, { actor: ('operator:' + 'x'.repeat(40) + '@y').slice(0, 52) }],
])('%o', async (cause, expected) => {
  const { row } = await bench();
  expect(row(cause)).toEqual({ event: (cause as { type: string }).type, question: 'paid:', ...expected });
});

it('is stored with every commit, in order', async () => {
  const rig = makeRig();
  await rig.open();
  const n = await askSms(rig);
  await typeCode(rig, n);
  const events = (await rig.store.journal(rig.id)).map((one) => one.event);
  expect(events).toEqual(['created', 'answer', 'sms-asked', 'sms-answered', 'code']);
});

it.each(['x', '"', '\\', '\n', '\ud800', '退', '😀'])('a row has at most 300 bytes, whatever its texts are made of: %j', async (letter) => {
  const long = letter.repeat(200);
  const { rig } = await bench();
  const p = { ...rig.now(), version: 99_999_999 };
  const at = { now_ms: 9_999_999_999_999, fresh: '' };
  const refused = { source: 'callback', kind: 'refused', reason: 'declined', code: long } as const;
  for (const cause of [
    { type: 'refund-evidence', refund: long, evidence: refused },
    { type: 'evidence', attempt: 1, evidence: refused },
    { type: 'job-set-aside', key: long, why: long },
    { type: 'refund-by-hand', refund: long, by: { name: long, via: long } },
  ]) {
    const row = journalRow(draftOf(p.order.id, p, at, rig.rules), { ...at, ...cause } as unknown as Cause, { kind: 'paid' });
    expect(Buffer.byteLength(JSON.stringify({ ...row, question: 'q'.repeat(32) }))).toBeLessThanOrEqual(JOURNAL_ROW_MAX);
  }
});
