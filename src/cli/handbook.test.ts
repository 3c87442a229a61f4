/** docs/operate.md, walked: every `lezhong` line of its sh blocks, in order and as written, against one BFF. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { fen } from '../protocol/money.ts';
import { viewerAccount } from '../bff/payments/guarding.ts';
import { newAccount } from '../bff/viewers/accounts/account.ts';
import { decideOrphan, orphanId } from '../bff/payments/money/orphans.ts';
import { cardPage, DEBIT } from '../bff/testing/card-page.ts';
import { operatorApp } from '../bff/testing/operators.ts';

const HANDBOOK = join(import.meta.dirname, '../../docs/operate.md');
const blocks = [...readFileSync(HANDBOOK, 'utf8').matchAll(/^```sh\n([^]*?)^```/gm)].map((match) => match[1] ?? '');
const lines = blocks.flatMap((block) => block.split('\n')).filter((line) => line !== '');

// Processes and sockets: slow on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let ops: Awaited<ReturnType<typeof operatorApp>>;
let merchant_takes = true;

beforeAll(async () => {
  ops = await operatorApp({ two_persons_over_fen: 10_000, takes: () => merchant_takes });
  await ops.paid('A1001');
  await ops.paid('A1002', 1);
  await unsure('A1003');
  await ops.paid('A1004', 20_000);
  await ops.paid('A1005', 30_000);
  await ops.stuck('A1006');
  await owed('A1007');
  merchant_takes = false;
  const { order } = await ops.paid('A1008');
  await ops.until(order.id, (payment) => payment.notices[0]?.tries === 1);
  merchant_takes = true;
  await paidByCard('A1009');
  await withPassword('A1010');
  await orphan('4200001234');
  mkdirSync(join(ops.folder, 'backups'));
  writeFileSync(join(ops.folder, 'lezhong.json'), JSON.stringify(settings()));
}, 30_000);

afterAll(() => ops.end());

/** The bank took the money and does not know how it stands. */
async function unsure(order_no: string): Promise<void> {
  const { order, attempts } = await ops.withCode(order_no);
  const channel_no = attempts[0]?.channel_no ?? '';
  ops.bank().pay(channel_no);
  const evidence = { ...ops.bank().news(channel_no), kind: 'defect', defect: 'unclear', code: '75' } as ReturnType<
    ReturnType<typeof ops.bank>['news']
  >;
  await ops.app().bff.payments.commit({ id: order.id }, { type: 'evidence', attempt: 1, evidence });
}

/** Held, given back, and the bank refuses the refund for good. */
async function owed(order_no: string): Promise<void> {
  ops.bank().refundMode = 'refused-final';
  const { order, receipts } = await ops.paid(order_no, 7);
  await ops.lezhong('held', 'give-back', order.id + '/' + receipts[0]?.txn);
  const { refunds } = await ops.read(order.id);
  const { id: refund, tries } = refunds[0] as (typeof refunds)[number];
  const key = { id: order.id };
  const tell = (kind: object) =>
    ops.app().bff.payments.commit(key, {
      type: 'refund-evidence',
      refund,
      channel_no: tries[0]?.channel_no ?? '',
      evidence: { source: 'query', asked_at_ms: Date.now(), ...kind } as never,
    });
  await tell({ kind: 'refused', code: 'WINDOW_OVER', final: true });
  await tell({ kind: 'absent' });
  await ops.until(order.id, (payment) => payment.refunds[0]?.state === 'failed');
}

async function paidByCard(order_no: string): Promise<void> {
  const { FIELDS } = await import('../bff/testing/rig.ts');
  const { order } = await ops.app().bff.payments.open({ ...FIELDS, order_no }, fen(1990));
  const page = cardPage(ops.app().bff.app, order.token);
  await page.toCode(DEBIT);
  await page.secret({ kind: 'sms-code', code: '111111', ...page.typed(DEBIT) });
  await ops.until(order.id, (payment) => payment.order.state === 'paid');
}

/** Of a viewer who forgot his payment password. */
async function withPassword(order_no: string): Promise<void> {
  const { FIELDS } = await import('../bff/testing/rig.ts');
  const { order } = await ops.app().bff.payments.open({ ...FIELDS, order_no, viewer_id: 'parent' }, fen(1990));
  const password = { salt: '', hash: '', set_ms: 0 };
  const account = { ...newAccount(0), rev: 1, password, lock_fen: 0 };
  const row = { id: 'account', revision: 1, body: JSON.stringify(account) };
  await ops.app().store.accounts.save(row, { add: [viewerAccount(order.viewer_key ?? '')] });
}

/** Reported, and once more after its order was waited for. */
async function orphan(txn: string): Promise<void> {
  const money = {
    channel: 'wechat',
    acquirer_id: ops.bank().acquirer_id,
    txn,
    channel_no: 'TST9',
    amount_fen: 700,
    currency: 'CNY',
    ours: true,
  };
  const event = { type: 'reported', now_ms: Date.now(), fresh: 'x'.repeat(80), wait_ms: 0, money } as const;
  await ops.app().store.changeOrphan({ id: orphanId(money) }, (known) => ({
    decision: decideOrphan(known, event, ops.app().bff.rules),
    value: undefined,
  }));
}

function settings(): object {
  const secret = join(ops.folder, 'secret');
  writeFileSync(secret, 'a secret of thirty-two characters', { mode: 0o600 });
  return {
    public_url: 'http://127.0.0.1:4000',
    database: ops.database,
    number_key: { file: secret },
    page_dir: ops.app().page_dir,
    merchants: [
      {
        id: 'shop',
        name: 'shop',
        app_name: 'shop',
        keys: [{ key_id: 'k1', secret: { file: secret } }],
        return_allow: ['http://127.0.0.1/'],
        notify_allow: ['http://127.0.0.1/'],
      },
    ],
    channels: {},
  };
}

/** Acts of a person or a merchant between two lines. */
const BEFORE: { readonly [line: string]: () => Promise<unknown> } = {
  'lezhong restore backups/monday.db': () => ops.stop(),
  'lezhong refund list --waiting': async () => {
    const [found] = (await ops.json<{ orders: { id: string }[] }>('order', 'find', 'A1009')).orders;
    const id = found?.id ?? '';
    await ops.app().bff.payments.refund({ id }, { refund_no: 'R1009', amount_fen: fen(1990), reason: 'x' });
    await ops.until(id, (payment) => payment.flags.some((flag) => flag.code === 'refund-waits-after-restore'));
  },
};
const AFTER: { readonly [line: string]: () => Promise<unknown> } = { 'lezhong restore backups/monday.db': () => ops.restart() };

/** A piece of the answer, where the line alone does not say what it must be. */
const SAYS: { readonly [line: string]: RegExp } = {
  'lezhong order find A1001': /A1001/,
  'lezhong flags': /refund-stuck/,
  'lezhong held list': /A1002[^]*A1003[^]*A1004/,
  'lezhong held give-back A1002 --as lan': /Proposed and approved by lan/,
  'lezhong held give-back A1004 --as lan': /Another person approves it/,
  'lezhong proposal approve A1004 --as wei': /Approved by wei, proposed by lan/,
  'lezhong orphan list': /4200001234/,
  'lezhong orphan give-back 4200001234 --as lan': /Proposed and approved by lan: give back money without an order: 7\.00/,
  'lezhong refund list --stuck': /A1006/,
  'lezhong refund list --owed': /A1007/,
  'lezhong notice list': /A1008/,
  'lezhong notice resend A1008': /took the notice/,
  'lezhong merchant add mango --name Mango --return https://tv.example/ --notify https://tv.example/notices --fee-bp 60':
    /whsec_[A-Za-z0-9+/]{43}=/,
  'lezhong merchant list': /mango[^]*own[^]*portal[^]*operator, portal[^]*shop/,
  'lezhong merchant hold mango': /mango is on hold/,
  'lezhong merchant rotate-key mango': /key_id {7}k2/,
  'lezhong merchant rotate-key mango --finish': /k2 alone/,
  'lezhong merchant disable mango': /mango is disabled/,
  'lezhong refund list --waiting': /A1009/,
  'lezhong recovering end --as lan': /epoch 2/,
  'lezhong settings check lezhong.json': /right/,
  'lezhong secret new secrets/mango': /readable by you alone/,
  'lezhong secret new': /^whsec_[A-Za-z0-9+/]{43}=\n?$/,
};

it('has lines to walk, and each expectation is about one of them', () => {
  expect(lines.length).toBeGreaterThan(30);
  expect([...Object.keys(SAYS), ...Object.keys(BEFORE)].filter((line) => !lines.includes(line))).toEqual([]);
  expect(lines.filter((line) => !line.startsWith('lezhong '))).toEqual([]);
});

it.each(lines.map((line, n) => [n + 1, line] as const))('%i: %s', async (_n, line) => {
  await BEFORE[line]?.();
  const { exit, out, err } = await ops.walk(line.split(' ').slice(1));
  await AFTER[line]?.();
  expect([exit, err]).toEqual([0, '']);
  expect(out).toMatch(SAYS[line] ?? /./);
});

it('every command is in the handbook', async () => {
  const { COMMANDS } = await import('./commands.ts');
  const text = readFileSync(HANDBOOK, 'utf8');
  expect(COMMANDS.map((one) => 'lezhong ' + one.name).filter((name) => !text.includes(name))).toEqual([]);
});

it('every flag is in the handbook', async () => {
  const { FLAGS } = await import('../bff/operators/flags.ts');
  const text = readFileSync(HANDBOOK, 'utf8');
  expect(Object.keys(FLAGS).filter((code) => !text.includes('`' + code + '`'))).toEqual([]);
});
