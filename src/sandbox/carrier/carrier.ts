/** How the carrier's side of a top-up goes: taken, ended, told; with the ways in which such suppliers go wrong. */
import type { World } from '../../protocol/world.ts';
import type { Kv } from '../db/kv.ts';
import type { SandboxDb } from '../db/sandbox-db.ts';
import type { Scheduler } from '../db/scheduler.ts';
import { fraction } from '../server/random.ts';
import { NO_FAULTS, PORTED, VIRTUAL } from './records.ts';
import type { CarrierFaults, CarrierRequest, Course } from './records.ts';
import { signed } from './sign.ts';

export interface CarrierParts {
  world: World;
  kv: Kv;
  texts: SandboxDb['texts'];
  scheduler: Scheduler;
  fetch: typeof fetch;
}

type Counted = 'lose_answer' | 'failed' | 'wavers' | 'silent_success' | 'silent_failed' | 'twice' | 'untold';

export interface Carrier {
  faults: CarrierFaults;
  /** True once for each time it was set. */
  takes(name: Counted): boolean;
  find(request_no: string): CarrierRequest | undefined;
  all(): CarrierRequest[];
  /** A new request; a known number changes nothing. */
  take(asked: Pick<CarrierRequest, 'request_no' | 'phone' | 'carrier' | 'face_fen' | 'notify_url'>): void;
}

const KIND = 'carrier-request';
const END = 'carrier-end';
const WAVER = 'carrier-waver';
const TELL = 'carrier-tell';
const TELL_TIMEOUT_MS = 5_000;

export const NAMES: ReadonlyMap<string, string> = new Map([
  ['broadcast', '中国广电'],
  ['mobile', '中国移动'],
  ['unicom', '中国联通'],
  ['telecom', '中国电信'],
]);

/** How a new request will go. */
function courseOf(phone: string, carrier: string, takes: Carrier['takes']): { course: Course; code: string } {
  if (VIRTUAL.test(phone)) return { course: 'failed', code: 'NUMBER_NOT_SERVED' };
  if ((PORTED.get(phone) ?? carrier) !== carrier) return { course: 'failed', code: 'NUMBER_PORTED' };
  if (takes('failed')) return { course: 'failed', code: 'CARRIER_REFUSED' };
  if (takes('wavers')) return { course: 'wavers', code: '' };
  if (takes('silent_success')) return { course: 'silent-success', code: '' };
  return takes('silent_failed') ? { course: 'silent-failed', code: '' } : { course: 'success', code: '' };
}

export function makeCarrier(parts: CarrierParts): Carrier {
  const { world, kv, scheduler } = parts;
  const carrier: Carrier = {
    faults: { ...NO_FAULTS },
    takes: (name) => carrier.faults[name] > 0 && carrier.faults[name]-- > 0,
    find: (request_no) => kv.get<CarrierRequest>(KIND, request_no),
    all: () => kv.all<CarrierRequest>(KIND),
    take(asked) {
      const known = carrier.find(asked.request_no);
      if (known) return kv.put(KIND, asked.request_no, { ...known, sends: known.sends + 1 });
      const { least_ms, most_ms } = carrier.faults;
      const wait_ms = least_ms + Math.floor(fraction(world.random) * Math.max(0, most_ms - least_ms));
      const now = world.now();
      const course = courseOf(asked.phone, asked.carrier, carrier.takes);
      kv.put(KIND, asked.request_no, {
        ...asked,
        made_ms: now,
        state: 'PROCESSING',
        settled: 'PROCESSING',
        ...course,
        credited: 0,
        callbacks: 0,
        sends: 1,
      });
      scheduler.add(END, asked.request_no, now + wait_ms);
    },
  };
  addJobs(parts, carrier);
  return carrier;
}

function addJobs(parts: CarrierParts, carrier: Carrier): void {
  const { world, kv, texts, scheduler } = parts;
  const put = (request: CarrierRequest): void => kv.put(KIND, request.request_no, request);

  function credit(request: CarrierRequest): CarrierRequest {
    const { phone, face_fen } = request;
    texts.add(world.now(), phone, `【${NAMES.get(request.carrier)}】您的号码 ${phone} 已成功充值 ${(face_fen / 100).toFixed(2)} 元。`);
    return { ...request, credited: request.credited + 1, settled: 'SUCCESS' };
  }

  function tell({ request_no }: CarrierRequest): void {
    if (carrier.takes('untold')) return;
    for (let copy = carrier.takes('twice') ? 2 : 1; copy > 0; copy--) scheduler.add(TELL, request_no, world.now());
  }

  function end(request: CarrierRequest): CarrierRequest {
    switch (request.course) {
      case 'success':
        return { ...credit(request), state: 'SUCCESS' };
      case 'failed':
        return { ...request, state: 'FAILED', settled: 'FAILED' };
      case 'wavers':
        return { ...request, state: 'FAILED' };
      case 'silent-success':
        return credit(request);
      case 'silent-failed':
        return { ...request, settled: 'FAILED' };
    }
  }

  scheduler.on(END, (request_no) => {
    const request = carrier.find(request_no);
    if (!request || request.settled !== 'PROCESSING') return undefined;
    const ended = end(request);
    put(ended);
    if (ended.course === 'wavers') scheduler.add(WAVER, request_no, world.now() + carrier.faults.waver_ms);
    if (ended.state !== 'PROCESSING') tell(ended);
    return undefined;
  });
  scheduler.on(WAVER, (request_no) => {
    const request = carrier.find(request_no);
    if (request?.settled !== 'PROCESSING') return undefined;
    put({ ...credit(request), state: 'SUCCESS' });
    tell(request);
    return undefined;
  });
  scheduler.on(TELL, async (request_no) => {
    const request = carrier.find(request_no);
    if (!request) return undefined;
    put({ ...request, callbacks: request.callbacks + 1 });
    const body = JSON.stringify(signed({ request_no, state: request.state, timestamp: String(world.now()) }));
    const stop = new AbortController();
    const cancel = world.after(TELL_TIMEOUT_MS, () => stop.abort());
    try {
      await parts.fetch(request.notify_url, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: stop.signal });
    } catch {
      // Told once: whoever missed it asks.
    }
    cancel();
    return undefined;
  });
}
