/** A BFF with its operators' socket in this process, and `lezhong`, which speaks to it through the socket. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printed } from '../../cli/outcome.ts';
import { run } from '../../cli/run.ts';
import { fen } from '../../protocol/money.ts';
import type { Payment } from '../payments/payment.ts';
import { testApp } from './app.ts';
import { FIELDS } from './rig.ts';

const CLI = join(import.meta.dirname, '../../cli/main.ts');

export interface Said {
  exit: number;
  out: string;
  err: string;
}

/** As a process of its own. LEZHONG_CWD: the person's folder. */
export function runLezhong(args: readonly string[], folder: string, env: { [name: string]: string } = {}): Promise<Said> {
  return new Promise((resolve) => {
    const options = {
      env: { ...process.env, LEZHONG_CONFIG: '', LEZHONG_DATABASE: '', ...env, LEZHONG_CWD: folder },
      encoding: 'utf8' as const,
    };
    execFile(process.execPath, [CLI, ...args], options, (error, out, err) => {
      resolve({ exit: error ? Number(error.code) : 0, out, err });
    });
  });
}

export async function operatorApp(options: { two_persons_over_fen?: number; takes?: () => boolean } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'ops-'));
  const database = join(folder, 'lezhong.db');
  const socket = database + '.sock';
  const open = async () => {
    const app = await testApp({ file: database, viewers: { shop: { portal: true } }, ...options });
    await app.bff.operators.listen(socket);
    return app;
  };
  let app = await open();

  const ops = {
    folder,
    database,
    socket,
    app: () => app,
    bank: () => app.banks.wechat,
    /** Without naming the socket: by the settings file in the person's folder. */
    async walk(args: readonly string[]): Promise<Said> {
      const env = { LEZHONG_CONFIG: join(folder, 'lezhong.json') };
      const outcome = await run(args, { around: { env, folder, platform: process.platform }, user: 'tester', now: Date.now });
      return { exit: outcome.exit, ...printed(outcome, args.includes('--json')) };
    },
    /** In this process; the server sees no difference. */
    async lezhong(...args: string[]): Promise<Said> {
      const around = { env: {}, folder, platform: process.platform };
      const outcome = await run([...args, '--socket', socket], { around, user: 'tester', now: Date.now });
      return { exit: outcome.exit, ...printed(outcome, args.includes('--json')) };
    },
    /** The answer of a command with --json. */
    async json<T = { [name: string]: unknown }>(...args: string[]): Promise<T> {
      return JSON.parse((await ops.lezhong(...args, '--json')).out) as T;
    },
    read: async (id: string): Promise<Payment> => (await app.bff.payments.read({ id })) as Payment,
    until: async (id: string, done: (payment: Payment) => boolean): Promise<Payment> => {
      for (;;) {
        const payment = await ops.read(id);
        if (done(payment)) return payment;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    /** An order with a code on screen. */
    async withCode(order_no: string): Promise<Payment> {
      const { order, dialogue } = await app.bff.payments.open({ ...FIELDS, order_no }, fen(1990));
      const key = { id: order.id };
      await app.bff.payments.commit(key, { type: 'answer', version: dialogue.version, answer: { kind: 'choose', channel: 'wechat' } });
      return ops.until(order.id, (payment) => payment.attempts[0]?.state === 'ready');
    },
    /** `amount_fen` other than 1990 is held. */
    async paid(order_no: string, amount_fen = 1990): Promise<Payment> {
      const { order, attempts } = await ops.withCode(order_no);
      const channel_no = attempts[0]?.channel_no ?? '';
      ops.bank().pay(channel_no, amount_fen);
      await app.bff.payments.commit({ id: order.id }, { type: 'evidence', attempt: 1, evidence: ops.bank().news(channel_no) });
      return ops.read(order.id);
    },
    /** A merchant's refund of 10.00 that the bank calls stuck. */
    async stuck(order_no: string): Promise<Payment> {
      const { order } = await ops.paid(order_no);
      ops.bank().refundMode = 'stuck';
      await app.bff.payments.refund({ id: order.id }, { refund_no: 'R-' + order_no, amount_fen: fen(1000), reason: 'x' });
      return ops.until(order.id, (payment) => payment.refunds[0]?.state === 'stuck');
    },
    async restart(): Promise<void> {
      await app.bff.stop();
      app = await open();
    },
    stop: () => app.bff.stop(),
    async end(): Promise<void> {
      await app.bff.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return ops;
}
