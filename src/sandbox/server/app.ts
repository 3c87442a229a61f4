/** Builds the whole sandbox from what it is given; opens no port and reads no clock of its own. */
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { World } from '../../protocol/world.ts';
import { BANKS } from '../banks/index.ts';
import type { BankSimulator, LiveBank } from '../banks/port.ts';
import { makeCarrier } from '../carrier/carrier.ts';
import { addCarrierRoutes } from '../carrier/routes.ts';
import { addClock } from '../control/clock.ts';
import { addControl } from '../control/routes.ts';
import { buildBankDb } from '../db/bank-db.ts';
import { buildKv } from '../db/kv.ts';
import { buildMoved } from '../db/moved.ts';
import { buildSandboxDb } from '../db/sandbox-db.ts';
import { buildScheduler } from '../db/scheduler.ts';
import { openDb } from '../db/sqlite.ts';
import { bankKeysDir } from '../keys/keys.ts';
import type { Addresses, SandboxManifest } from '../manifest.ts';
import { BROWSER_PORT_OFFSET, buildBrowser } from '../phone/browser.ts';
import { addPages } from '../phone/pages.ts';
import { addTextGateway } from '../phone/text-gateway.ts';
import { buildPhone } from '../phone/phone.ts';
import type { Settings } from '../settings.ts';
import { bankWorld } from './bank-world.ts';
import { startCallbackSender } from './callback-sender.ts';

export interface SandboxParts {
  world: World;
  fetch: typeof fetch;
  /** DIR/keys, made already. */
  keys_dir: string;
  settings: Settings;
  /** Path of the SQLite file, ":memory:" in tests. */
  db_path: string;
  describe(at: Addresses): SandboxManifest;
  /** Tells the world where the sandbox stands; GET /healthz says ok only afterwards. */
  announce(manifest: SandboxManifest): void;
}

export interface Sandbox {
  /** The phone's port; each bank's is this plus its offset. 0 means free ports. Answers the manifest. */
  start(port_base: number): Promise<SandboxManifest>;
  stop(): Promise<void>;
}

export function buildSandbox(parts: SandboxParts): Sandbox {
  let settings = parts.settings;
  const sqlite = openDb(parts.db_path);
  const kv = buildKv(sqlite);
  const moved = buildMoved(kv);
  const off_ms = (): number => settings.clock_off_ms;
  /** The banks' time, which may be another one than the BFF's. */
  const world = bankWorld(parts.world, { off_ms, moved_ms: moved.ms });
  const db = buildSandboxDb(sqlite);
  const scheduler = buildScheduler(sqlite, world);
  let manifest: SandboxManifest | undefined;

  function startBank(about: BankSimulator): LiveBank {
    const common = { db: buildBankDb(sqlite, about.id), settings: () => settings[about.id as keyof Settings] as BankSimulator['settings'] };
    const merchantName = (): string => settings.merchant_name;
    const phoneUrl = (): string => manifest?.phone_url ?? '';
    const running = about.start({ ...common, world, scheduler, merchantName, phoneUrl, keys_dir: bankKeysDir(parts.keys_dir, about.id) });
    return { ...common, ...running, id: about.id, about };
  }

  const banks = BANKS.map(startBank);
  startCallbackSender({ world, db, scheduler, fetch: parts.fetch, banks });
  const phone = buildPhone(db, banks);
  const front = fastify({ forceCloseConnections: true, routerOptions: { maxParamLength: 200 } });
  addControl(front, {
    world,
    db,
    banks,
    phone,
    manifest: () => manifest,
    settings: () => settings,
    setSettings(next) {
      const moved = next.clock_off_ms !== settings.clock_off_ms;
      settings = next;
      if (moved) scheduler.look();
    },
  });
  addClock(front, { world, moved, off_ms, scheduler });
  addPages(front, {
    db,
    banks,
    phone,
    browserUrl: () => manifest?.browser_url ?? '',
    load: parts.fetch,
    clockOffMs: off_ms,
  });
  addTextGateway(front, { world, kv, texts: db.texts });
  addCarrierRoutes(front, makeCarrier({ world, kv, texts: db.texts, scheduler, fetch: parts.fetch }), world);
  const browser = buildBrowser({ banks, phone, phoneUrl: () => manifest?.phone_url ?? '', load: parts.fetch });
  const listen = (app: FastifyInstance, port: number): Promise<string> => app.listen({ host: '127.0.0.1', port });

  return {
    async start(port_base) {
      const port = (offset: number): number => (port_base === 0 ? 0 : port_base + offset);
      const at: { [id: string]: string } = {};
      for (const { about, server } of banks) at[about.id] = await listen(server, port(about.port_offset));
      const browser_url = await listen(browser, port(BROWSER_PORT_OFFSET));
      manifest = parts.describe({ phone_url: await listen(front, port(0)), browser_url, banks: at });
      parts.announce(manifest);
      scheduler.start();
      return manifest;
    },
    async stop() {
      await Promise.all([front.close(), browser.close(), ...banks.map(({ server }) => server.close())]);
      await scheduler.stop();
      sqlite.close();
    },
  };
}
