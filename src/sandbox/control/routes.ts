/** The interface by which tests drive the sandbox and read its facts. */
import type { FastifyInstance } from 'fastify';
import type { World } from '../../protocol/world.ts';
import type { LiveBank } from '../banks/port.ts';
import type { SandboxDb } from '../db/sandbox-db.ts';
import type { SandboxManifest } from '../manifest.ts';
import type { Phone } from '../phone/phone.ts';
import { allFaults, resetFaults, setFaults } from '../server/fault-board.ts';
import type { FaultyBank } from '../server/fault-board.ts';
import { withSettings } from '../settings.ts';
import type { Settings, SomeSettings } from '../settings.ts';

export interface Controls {
  world: World;
  db: SandboxDb;
  banks: readonly LiveBank[];
  phone: Phone;
  /** Undefined until it is announced. */
  manifest(): SandboxManifest | undefined;
  settings(): Settings;
  setSettings(settings: Settings): void;
}

type Query = Record<string, string | undefined>;

function limitOf(query: Query, usual: number): number {
  const limit = Number(query['limit'] ?? usual);
  return Number.isInteger(limit) && limit > 0 ? Math.min(limit, 100_000) : usual;
}

function phoneRoutes(app: FastifyInstance, { phone, db, world }: Controls): void {
  app.get('/control/codes', (request) => phone.codes(limitOf(request.query as Query, 20)));
  for (const operation of ['scan', 'pay', 'decline'] as const) {
    app.post(`/control/${operation}`, (request, reply) => {
      const { code, user } = (request.body ?? {}) as { code?: unknown; user?: unknown };
      const result = phone[operation](String(code ?? ''), String(user ?? 'lele'));
      return reply.code(result ? 200 : 400).send(result ?? { error: 'no such user' });
    });
  }
  app.get('/control/texts', (request) => db.texts.lately(limitOf(request.query as Query, 50)));
  app.post('/control/texts', (request, reply) => {
    const { phone: to, text } = (request.body ?? {}) as { phone?: unknown; text?: unknown };
    if (typeof to !== 'string' || typeof text !== 'string') return reply.code(400).send({ error: 'phone and text are wanted' });
    db.texts.add(world.now(), to, text);
    return { ok: true };
  });
}

/** Without what is only of interest for a single order. */
function briefly(bank: LiveBank, number: string): object[] {
  const facts = bank.order(number);
  if (!facts) return [];
  const { codes: _codes, calls: _calls, notices: _notices, ...brief } = facts;
  return [brief];
}

function factRoutes(app: FastifyInstance, { db, banks }: Controls): void {
  const find = (id: unknown): LiveBank | undefined => banks.find((bank) => bank.id === id);
  app.get('/control/orders/:channel/:number', (request, reply) => {
    const { channel, number } = request.params as { channel: string; number: string };
    return find(channel)?.order(number) ?? reply.code(404).send({ error: 'never heard of' });
  });
  app.get('/control/orders', (request) => {
    const only = find((request.query as Query)['channel']);
    return (only ? [only] : banks).flatMap((bank) => bank.numbers().flatMap((number) => briefly(bank, number)));
  });
  app.get('/control/balance/:channel', (request, reply) => {
    const bank = find((request.params as { channel: string }).channel);
    return bank ? { channel: bank.id, ...bank.db.entries.balance() } : reply.code(404).send({ error: 'no such channel' });
  });
  app.get('/control/calls', (request) => {
    const query = request.query as Query;
    const [bank, number] = [find(query['channel']), query['number']];
    if (bank && number) return bank.db.calls.of(number);
    return (bank?.db ?? db).calls.lately(limitOf(query, 1000));
  });
  app.get('/control/notices', (request) => {
    const { channel, number } = request.query as Query;
    const bank = find(channel);
    if (bank && number) return bank.db.callbacks.of(number);
    return db.callbacks.all().filter((callback) => !bank || callback.channel === bank.id);
  });
  app.post('/control/refunds/:channel/:number/:refund_no', (request, reply) => {
    const { channel, number, refund_no } = request.params as { channel: string; number: string; refund_no: string };
    const state = (request.body as { state?: unknown } | undefined)?.state;
    const ended = find(channel)?.endRefund(number, refund_no, typeof state === 'string' ? state : undefined);
    return ended ? { ok: true } : reply.code(409).send({ error: 'no such refund under way' });
  });
}

function settingRoutes(app: FastifyInstance, { banks, settings, setSettings }: Controls): void {
  const faulty: FaultyBank[] = banks.map(({ id, faults, about }) => ({ id, faults, fault_words: about.fault_words }));
  app.get('/control/faults', () => allFaults(faulty));
  app.post('/control/faults', (request, reply) => {
    const wrong = setFaults(faulty, request.body);
    return wrong ? reply.code(400).send({ error: wrong }) : allFaults(faulty);
  });
  app.delete('/control/faults', () => {
    resetFaults(faulty);
    return allFaults(faulty);
  });
  app.get('/control/settings', () => settings());
  app.post('/control/settings', (request, reply) => {
    const off_ms = (request.body as SomeSettings | undefined)?.clock_off_ms ?? 0;
    if (!Number.isSafeInteger(off_ms)) return reply.code(400).send({ error: 'clock_off_ms is a whole number of milliseconds' });
    setSettings(withSettings(settings(), request.body as SomeSettings));
    return settings();
  });
}

export function addControl(app: FastifyInstance, controls: Controls): void {
  app.get('/healthz', (_request, reply) => reply.code(controls.manifest() ? 200 : 503).send({ ok: controls.manifest() !== undefined }));
  app.get('/control/manifest', () => controls.manifest() ?? {});
  phoneRoutes(app, controls);
  factRoutes(app, controls);
  settingRoutes(app, controls);
  for (const bank of controls.banks) bank.addRoutes?.(app);
}
