/** The TV's home and the three apps beside a stack, as processes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LezhongPay } from '../../src/merchant-sdk/index.ts';
import { APPS, appMerchants, writeAppConfigs } from '../../src/start/apps.ts';
import type { AppPlaces } from '../../src/start/apps.ts';
import { comesUp, launch } from '../../src/start/processes.ts';
import type { Launched } from '../../src/start/processes.ts';
import { freePort } from '../../src/start/ports.ts';
import { startStack } from './stack.ts';
import type { Stack, StackOptions } from './stack.ts';

export interface AppsStack extends Stack {
  at: AppPlaces;
  /** What an app's server has written down. */
  facts(app: string): Promise<AppFacts>;
  /** Ends an app's server, as a power cut would, and starts it again on the same port. */
  restart(app: string): Promise<void>;
  kill(app: string): Promise<void>;
  startApp(app: string): Promise<void>;
}

export interface AppFacts {
  orders: {
    order_no: string;
    state: string;
    amount_fen: number;
    refunded_fen: number;
    delivered_at_ms: number | null;
    notices: { n: number; type: string; copies: number }[];
    refunds: { refund_no: string; state: string; amount_fen: number }[];
  }[];
  flags: { order_no: string; what: string }[];
  own: {
    topups?: { order_no: string; phone: string; state: string }[];
    rights?: { order_no: string; product: string; revoked_at_ms: number | null }[];
    entries?: { kind: string; amount_fen: number }[];
    periods?: { ref: string; product: string; until_ms: number }[];
  };
}

export async function startApps(options: StackOptions & { schedule?: object } = {}): Promise<AppsStack> {
  const local = async (): Promise<string> => 'http://127.0.0.1:' + (await freePort());
  const apps: { [id: string]: string } = {};
  for (const { id } of APPS) apps[id] = await local();
  const home = await local();
  const places = (stack: { bff_url: string; shop_url: string; phone_url: string }): AppPlaces => ({
    bff: stack.bff_url,
    shop: stack.shop_url,
    home,
    apps,
    phone: stack.phone_url,
  });
  const merchants = appMerchants({ bff: '', shop: '', home, apps, phone: '' });
  const stack = await startStack({ ...options, apps: merchants });
  const at = places(stack);
  writeAppConfigs(stack.data, at, { now_ms: Date.now(), ...(options.schedule ? { schedule: options.schedule } : {}) });
  const running = new Map<string, Launched>();
  const urlOf = (id: string): string => (id === 'home' ? home : (apps[id] ?? ''));
  const start = async (id: string): Promise<void> => {
    const one = launch(id, ['src/apps/' + id + '/main.ts', '--config', join(stack.data, id + '.json')]);
    running.set(id, one);
    await comesUp(one, urlOf(id) + '/healthz', 90_000);
  };
  for (const id of [...Object.keys(apps), 'home']) await start(id);
  return Object.assign(stack, {
    at,
    facts: async (app: string): Promise<AppFacts> => (await (await fetch(urlOf(app) + '/test/facts')).json()) as AppFacts,
    startApp: start,
    async kill(app: string) {
      await running.get(app)?.kill();
    },
    async restart(app: string) {
      await running.get(app)?.kill();
      await start(app);
    },
    stop: ((stopStack) => async () => {
      for (const one of running.values()) await one.stop();
      await stopStack();
    })(stack.stop),
  });
}

/** The cashier as an app's server sees it. */
export function payOf(stack: AppsStack, app: string): LezhongPay {
  const { merchant_id, keys } = JSON.parse(readFileSync(join(stack.data, app + '.json'), 'utf8')) as {
    merchant_id: string;
    keys: { key_id: string; secret: string }[];
  };
  return new LezhongPay({ base_url: stack.bff_url, merchant_id, keys });
}

/** Where an app's book and the cashier's differ; empty when they say the same about every order. */
export async function differences(stack: AppsStack, app: string): Promise<string[]> {
  const pay = payOf(stack, app);
  const wrong: string[] = [];
  for (const order of (await stack.facts(app)).orders) {
    const view = await pay.queryOrder(order.order_no);
    const theirs = view.ok ? [view.state, view.amount_fen, view.refunded_fen] : [view.kind === 'refused' ? view.code : view.why];
    const ours = [order.state, order.amount_fen, order.refunded_fen];
    if (theirs.join() !== ours.join()) wrong.push(app + ' ' + order.order_no + ': ours ' + ours.join() + ', the cashier ' + theirs.join());
  }
  return wrong;
}
