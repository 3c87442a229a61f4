/** The wire of the supplier of top-ups (docs/apps.md 3), and the faults that tests switch on. */
import type { FastifyInstance } from 'fastify';
import type { World } from '../../protocol/world.ts';
import { NAMES } from './carrier.ts';
import type { Carrier } from './carrier.ts';
import { NO_FAULTS } from './records.ts';
import type { CarrierFaults, CarrierRequest } from './records.ts';
import { verified } from './sign.ts';

const DAY_MS = 24 * 3_600_000;
const BEIJING_MS = 8 * 3_600_000;
/** From the day's end in Beijing to its file. */
const FILE_AFTER_MS = 2 * 3_600_000;

type Fields = Record<string, unknown>;
type Topup = Pick<CarrierRequest, 'request_no' | 'phone' | 'carrier' | 'face_fen' | 'notify_url'>;

export function addCarrierRoutes(app: FastifyInstance, carrier: Carrier, world: World): void {
  app.addHook('onRequest', async (request, reply) => {
    if (carrier.faults.down && request.url.startsWith('/carrier/')) return reply.code(503).send({ error: 'DOWN' });
    return undefined;
  });
  app.post('/carrier/topups', async (asked, reply) => {
    const fields = (asked.body ?? {}) as Fields;
    if (!verified(fields)) return reply.code(401).send({ error: 'SIGN_BAD' });
    const topup = readTopup(fields);
    if (!topup) return reply.code(400).send({ error: 'REQUEST_BAD' });
    if (!(Number(fields['valid_until_ms']) > world.now())) return reply.code(400).send({ error: 'REQUEST_LATE' });
    carrier.take(topup);
    if (carrier.takes('lose_answer')) return reply.code(504).send({ error: 'TIMEOUT' });
    return answerOf(carrier.find(topup.request_no) as CarrierRequest);
  });
  app.get('/carrier/topups/:request_no', async (asked, reply) => {
    if (!verified(asked.query as Fields)) return reply.code(401).send({ error: 'SIGN_BAD' });
    const known = carrier.find((asked.params as { request_no: string }).request_no);
    return known ? answerOf(known) : reply.code(404).send({ error: 'REQUEST_NOT_FOUND' });
  });
  app.get('/carrier/files/:day', async (asked, reply) => {
    if (!verified(asked.query as Fields)) return reply.code(401).send({ error: 'SIGN_BAD' });
    const { day } = asked.params as { day: string };
    const start_ms = Date.parse(day + 'T00:00:00Z') - BEIJING_MS;
    if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(start_ms)) return reply.code(400).send({ error: 'DAY_BAD' });
    if (!carrier.faults.file_now && world.now() < start_ms + DAY_MS + FILE_AFTER_MS) return reply.code(404).send({ error: 'NO_FILE_YET' });
    return { day, rows: fileOf(carrier.all(), start_ms) };
  });
  addCarrierControl(app, carrier);
}

const answerOf = ({ request_no, state, code }: CarrierRequest): object => ({ request_no, state, code });

function readTopup(fields: Fields): Topup | undefined {
  const { request_no = '', phone = '', carrier = '', face_fen = '', notify_url = '' } = fields as Record<string, string>;
  const good = /^[0-9A-Za-z_-]{1,64}$/.test(request_no) && /^1\d{10}$/.test(phone) && NAMES.has(carrier) && /^[1-9]\d{2,6}$/.test(face_fen);
  return good ? { request_no, phone, carrier, face_fen: Number(face_fen), notify_url } : undefined;
}

function fileOf(requests: CarrierRequest[], start_ms: number): object[] {
  return requests
    .filter(({ made_ms, settled }) => made_ms >= start_ms && made_ms < start_ms + DAY_MS && settled !== 'PROCESSING')
    .map(({ request_no, settled }) => ({ request_no, state: settled === 'SUCCESS' ? 'success' : 'failed' }));
}

function addCarrierControl(app: FastifyInstance, carrier: Carrier): void {
  const facts = (): object => ({ requests: carrier.all(), faults: carrier.faults });
  app.get('/control/carrier', facts);
  app.delete('/control/carrier', () => {
    carrier.faults = { ...NO_FAULTS };
    return facts();
  });
  app.post('/control/carrier', (asked, reply) => {
    const given = (asked.body ?? {}) as Fields;
    const wrong = Object.entries(given).find(([name, value]) => {
      const now: unknown = Object.hasOwn(NO_FAULTS, name) ? NO_FAULTS[name as keyof CarrierFaults] : undefined;
      return now === undefined || typeof value !== typeof now || (typeof value === 'number' && !(value >= 0));
    });
    if (wrong) return reply.code(400).send({ error: wrong[0] + ' is no fault of the carrier, or has a bad value' });
    carrier.faults = { ...carrier.faults, ...given };
    return facts();
  });
}
