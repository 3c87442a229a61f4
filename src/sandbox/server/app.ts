/** Builds the whole sandbox from what it is given; opens no port and reads no clock of its own. */
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { World } from '../../protocol/world.ts';
import { startRefunds as startAlipayRefunds } from '../banks/alipay/refund-job.ts';
import { alipayPostman } from '../banks/alipay/callback.ts';
import { buildAlipay } from '../banks/alipay/server.ts';
import { alipayWallet } from '../banks/alipay/wallet.ts';
import type { Channel } from '../channel.ts';
import type { Context } from './context.ts';
import { addControl } from '../control/routes.ts';
import { buildFaults } from './faults.ts';
import type { Keys } from '../keys/keys.ts';
import type { Addresses, SandboxManifest } from '../manifest.ts';
import { startNotifier } from './callback-sender.ts';
import { addPages } from '../phone/pages.ts';
import { buildPhone } from '../phone/phone.ts';
import type { Settings } from '../settings.ts';
import { unionpayPostman } from '../banks/unionpay/callback.ts';
import { buildUnionpay } from '../banks/unionpay/server.ts';
import { startSteps } from '../banks/unionpay/txn.ts';
import { wechatPostman } from '../banks/wechat/callback.ts';
import { startRefunds as startWechatRefunds } from '../banks/wechat/refund-job.ts';
import { buildWechat } from '../banks/wechat/server.ts';
import { wechatWallet } from '../banks/wechat/wallet.ts';
import { buildAgenda } from '../db/scheduler.ts';
import { openDb } from '../db/sqlite.ts';
import { buildTruth } from '../db/bank-db.ts';

export interface SandboxParts {
  world: World;
  fetch: typeof fetch;
  keys: Keys;
  settings: Settings;
  /** Path of the SQLite file, ":memory:" in tests. */
  db_path: string;
  describe(at: Addresses): SandboxManifest;
  /** Tells the world where the sandbox stands; GET /healthz says ok only afterwards. */
  announce(manifest: SandboxManifest): void;
}

export interface Sandbox {
  context: Context;
  /** Ports 0 mean free ones. Answers what clients have to know. */
  start(ports: Record<'phone' | Channel, number>): Promise<SandboxManifest>;
  stop(): Promise<void>;
}

export function buildSandbox(parts: SandboxParts): Sandbox {
  const db = openDb(parts.db_path);
  let settings = parts.settings;
  let manifest: SandboxManifest | undefined;
  const context: Context = {
    world: parts.world,
    keys: parts.keys,
    truth: buildTruth(db),
    agenda: buildAgenda(db, parts.world),
    faults: buildFaults(),
    settings: () => settings,
    fetch: parts.fetch,
  };
  startNotifier(context, { wechat: wechatPostman(context), alipay: alipayPostman(context), unionpay: unionpayPostman(context) });
  startSteps(context);
  startWechatRefunds(context);
  startAlipayRefunds(context);
  const phone = buildPhone(context, { wechat: wechatWallet(context), alipay: alipayWallet(context) });
  const front = fastify({ forceCloseConnections: true, routerOptions: { maxParamLength: 200 } });
  addControl(front, {
    context,
    phone,
    manifest: () => manifest,
    setSettings: (next) => void (settings = next),
  });
  addPages(front, context, phone);
  const wechat = buildWechat(context);
  const alipay = buildAlipay(context);
  const unionpay = buildUnionpay(context);
  const listen = (app: FastifyInstance, port: number): Promise<string> => app.listen({ host: '127.0.0.1', port });

  return {
    context,
    async start(ports) {
      const described = parts.describe({
        wechat: await listen(wechat, ports.wechat),
        alipay: await listen(alipay, ports.alipay),
        unionpay: await listen(unionpay, ports.unionpay),
        phone: await listen(front, ports.phone),
      });
      parts.announce(described);
      manifest = described;
      context.agenda.start();
      return described;
    },
    async stop() {
      await Promise.all([front.close(), wechat.close(), alipay.close(), unionpay.close()]);
      await context.agenda.stop();
      db.close();
    },
  };
}
