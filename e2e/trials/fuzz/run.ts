/**
 * npm run fuzz -- [--seed 1] [--requests 100000] [--only 'POST /v2/orders']
 * Sends every route of a real BFF valid, mutated and malformed requests: fields changed before or after signing and sealing,
 * broken JSON, huge bodies, odd headers and addresses, raw bytes. No answer may be a 5xx, leak internals or lack the security
 * headers, and memory must stay flat. The last line is JSON.
 */
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Agent } from 'undici';
import { sign } from '../../../src/protocol/paysign-v2.ts';
import { cardBank } from '../../support/bank-cards.ts';
import { startStack } from '../../support/stack.ts';
import type { Stack } from '../../support/stack.ts';
import { answersIn, faults } from './check.ts';
import type { Received } from './check.ts';
import { measurable, judgeMemory, measure } from './memory.ts';
import type { Sample } from './memory.ts';
import { oddities } from './odd.ts';
import { rawBytes, sendBytes } from './raw.ts';
import { MAKERS, requestTo } from './requests.ts';
import type { RequestContext, OddRequest } from './requests.ts';
import { consentCodes, keypadCodes, scanCodes } from '../../../src/bff/payments/scan-codes.ts';
import { targetOf } from './target.ts';
import type { Target } from './target.ts';
import { seeded } from '../../support/random.ts';
import { bffSettings } from '../support/settings.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    requests: { type: 'string', default: '100000' },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log("npm run fuzz -- [--seed 1] [--requests 100000] [--only 'POST /v2/orders']");
  process.exit(0);
}

/** The live heap is about 30 MB. */
const HEAP_MAX_MB = 96;
const SAMPLES = 40;
/** With fewer requests the whole run is warming up, and memory is not judged. */
const MEMORY_MIN = 5_000;
const WORKERS = 24;
/** One of each kind of check. */
const CARDS = ['pingan-debit', 'cmb-debit', 'pingan-credit'];
/** An order is open for 15 s: each is fuzzed for a while, so that there is always one that is. */
const TARGET_MS = 1_500;

async function makeContext(stack: Stack): Promise<RequestContext & { renew(): Promise<void> }> {
  const odd = oddities(seeded(Number(values.seed)));
  const hmac = (secret: string, what: string): string => createHmac('sha256', secret).update(what).digest('hex');
  const signed: RequestContext['signed'] = (method, path, fields) =>
    sign(hmac, stack.key, method, path, fields, { now_ms: Date.now(), nonce: 'n' + Math.floor(odd.chance() * 1e9) }) as {
      [name: string]: string;
    };
  const order: RequestContext['order'] = (order_no) => ({
    merchant_id: 'demo',
    order_no,
    amount_fen: '1990',
    subject: 'fuzz',
    return_url: stack.merchant.url + '/return',
    notify_url: stack.merchant.url + '/notices',
    viewer_id: 'v' + Math.floor(odd.chance() * 50),
  });
  const bank = cardBank(stack.phone_url);
  const number_key = readFileSync(join(stack.data, 'secrets', 'number-key'), 'utf8').trim();
  const [codes, entries, parents] = [scanCodes(number_key), keypadCodes(number_key), consentCodes(number_key)];
  let target: Target | undefined;
  let n = 0;
  const renew = async (): Promise<void> => {
    const fields = order('T' + (n += 1));
    const made = await fetch(stack.bff_url + '/v2/orders', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(signed('POST', '/v2/orders', fields)),
    });
    const { cashier_url } = (await made.json()) as { cashier_url: string };
    target = targetOf(fields['order_no'] ?? '', cashier_url, codes, entries, parents);
  };
  await renew();
  return { odd, signed, order, cards: await Promise.all(CARDS.map((id) => bank.card(id))), renew, target: () => target as Target };
}

async function main(): Promise<number> {
  const wanted = Number(values.requests);
  const routes = Object.keys(MAKERS).filter((route) => values.only === undefined || route === values.only);
  if (routes.length === 0) throw new Error('no such route; there are ' + Object.keys(MAKERS).join(', '));
  const scratch = mkdtempSync(join(tmpdir(), 'fuzz-'));
  const heap_file = join(scratch, 'heap.jsonl');
  // Held polls would make a hundred thousand requests a day's work; rows of orders made meanwhile would fill a larger cache.
  const stack = await startStack({
    bff: { ...bffSettings(100), hold_ms: 20, answer_wait_ms: 10, database_cache_mb: 2 },
    bff_env: () => measurable(heap_file, HEAP_MAX_MB),
  });
  const agent = new Agent({ connections: 16, pipelining: 1 });
  const url = new URL(stack.bff_url);
  const answered: { [route: string]: { [status: string]: number } } = {};
  const samples: Sample[] = [];
  const steps = new Set<string>();
  let sent = 0;
  let wrong = 0;
  const note = (what: string): void => {
    if ((wrong += 1) <= 20) console.log(what.slice(0, 400));
  };
  try {
    const context = await makeContext(stack);
    const { odd, target } = context;
    const secrets = context.cards.map((card) => card.pan);
    const judge = (asked: string, received: Received): void => {
      for (const fault of faults(received, secrets))
        note(asked.slice(0, 200) + ' ' + fault + ': ' + received.status + ' ' + received.body.slice(0, 150));
    };
    const count = (route: string, status: number): void => {
      const of = (answered[route] ??= {});
      of[status] = (of[status] ?? 0) + 1;
    };

    const fire = async (route: string, { method, path, headers = {}, body, target: about }: OddRequest): Promise<void> => {
      const waits = { headersTimeout: 4_000, bodyTimeout: 4_000 };
      const answer = await agent.request({
        origin: url.origin,
        path,
        method: method as 'GET',
        headers,
        ...(body === undefined ? {} : { body }),
        ...waits,
      });
      const said = await answer.body.text();
      count(route, answer.statusCode);
      judge(method + ' ' + path + ' with ' + String(body).slice(0, 100), {
        status: answer.statusCode,
        headers: answer.headers,
        body: said,
      });
      about?.observe(said);
      steps.add(target().step().kind);
    };
    const write = async (): Promise<void> => {
      const bytes = rawBytes(odd, target().base);
      for (const received of answersIn(await sendBytes(url, bytes))) {
        count('bytes', received.status);
        judge('bytes ' + JSON.stringify(bytes.toString('latin1').slice(0, 150)), received);
      }
    };
    const worker = async (): Promise<void> => {
      while (sent < wanted) {
        sent += 1;
        if (sent % Math.ceil(wanted / SAMPLES) === 0) samples.push(await measure(stack.bff_pid, heap_file, sent));
        if (sent % 10_000 === 0) console.log(sent + ' of ' + wanted + ', ' + wrong + ' wrong');
        if (values.only === undefined && odd.once(100)) {
          await write();
          continue;
        }
        const route = odd.pick(routes);
        try {
          await fire(route, requestTo(route, context));
        } catch (error) {
          // What the client refuses to send was no request; a connection may end after what cannot be read.
          const { code = '', message } = error as { code?: string; message: string };
          if (!/UND_ERR_INVALID_ARG|ERR_INVALID_CHAR|UND_ERR_SOCKET|ECONNRESET|EPIPE/.test(code + message))
            note(route + ' ' + code + ' ' + message);
        }
      }
    };
    const renewing = setInterval(() => void context.renew().catch((error: unknown) => note('no order: ' + String(error))), TARGET_MS);
    await Promise.all(Array.from({ length: WORKERS }, worker));
    clearInterval(renewing);
    await sleep(1_000);
    if (!(await fetch(stack.bff_url + '/healthz')).ok) note('the BFF is not well afterwards');
    const memory = judgeMemory(samples);
    const memory_judged = wanted >= MEMORY_MIN;
    if (memory_judged) memory.wrong.forEach(note);
    console.log('live heap MB: ' + samples.map((one) => one.heap_mb.toFixed(1)).join(' '));
    console.log('resident MB: ' + samples.map((one) => Math.round(one.resident_mb)).join(' '));
    console.log('screens seen: ' + [...steps].join(', '));
    for (const [route, of] of Object.entries(answered)) console.log('  ' + route.padEnd(36) + JSON.stringify(of));
    const unused = values.only === undefined ? routes.filter((route) => !answered[route]) : [];
    if (unused.length > 0) note('never asked: ' + unused.join(', '));
    const { heap_mb, heap_per_10k_mb, resident_grown_mb } = memory;
    console.log(JSON.stringify({ trial: 'fuzz', requests: sent, wrong, memory_judged, heap_mb, heap_per_10k_mb, resident_grown_mb }));
    return wrong === 0 ? 0 : 1;
  } finally {
    await agent.close();
    await stack.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

process.exit(await main());
