/** The interface by which tests drive the sandbox and read the truth. */
import type { FastifyInstance } from 'fastify';
import { endRefund as endAlipayRefund } from '../banks/alipay/refund-job.ts';
import { asChannel, CHANNELS } from '../channel.ts';
import type { Channel } from '../channel.ts';
import type { Context } from '../server/context.ts';
import type { SandboxManifest } from '../manifest.ts';
import type { Phone } from '../phone/phone.ts';
import { withSettings } from '../settings.ts';
import type { Settings, SomeSettings } from '../settings.ts';
import { addUnionpayControl, endCardTxn } from '../banks/unionpay/control.ts';
import { endRefund as endWechatRefund } from '../banks/wechat/refund-job.ts';
import type { Refund } from '../db/records.ts';
import { GUIDE } from './guide.ts';
import { orderNumbers, orderTruth } from './order-facts.ts';

export interface Controls {
  context: Context;
  phone: Phone;
  /** Undefined until it is announced. */
  manifest(): SandboxManifest | undefined;
  setSettings(settings: Settings): void;
}

type Query = Record<string, string | undefined>;

function limitOf(query: Query, usual: number): number {
  const limit = Number(query['limit'] ?? usual);
  return Number.isInteger(limit) && limit > 0 ? Math.min(limit, 100_000) : usual;
}

function phoneRoutes(app: FastifyInstance, { phone, context }: Controls): void {
  const { truth, world } = context;
  app.get('/control/codes', (request) => phone.codes(limitOf(request.query as Query, 20)));
  for (const deed of ['scan', 'pay', 'decline'] as const) {
    app.post(`/control/${deed}`, (request, reply) => {
      const { code, user } = (request.body ?? {}) as { code?: unknown; user?: unknown };
      const result = phone[deed](String(code ?? ''), String(user ?? 'lele'));
      return reply.code(result ? 200 : 400).send(result ?? { error: 'no such user' });
    });
  }
  app.get('/control/texts', (request) => truth.texts.lately(limitOf(request.query as Query, 50)));
  app.post('/control/texts', (request, reply) => {
    const { phone: to, text } = (request.body ?? {}) as { phone?: unknown; text?: unknown };
    if (typeof to !== 'string' || typeof text !== 'string') return reply.code(400).send({ error: 'phone and text are wanted' });
    truth.texts.add(world.now(), to, text);
    return { ok: true };
  });
}

function truthRoutes(app: FastifyInstance, { context }: Controls): void {
  const { truth } = context;
  app.get('/control/orders/:channel/:number', (request, reply) => {
    const { channel: name, number } = request.params as { channel: string; number: string };
    const channel = asChannel(name);
    const found = channel && orderTruth(context, channel, number);
    return found ?? reply.code(404).send({ error: 'never heard of' });
  });
  app.get('/control/orders', (request) => {
    const only = asChannel((request.query as Query)['channel']);
    return (only ? [only] : CHANNELS).flatMap((channel) =>
      orderNumbers(context, channel).flatMap((number) => {
        const { codes: _codes, calls: _calls, notices: _notices, ...brief } = orderTruth(context, channel, number) ?? {};
        return 'number' in brief ? [brief] : [];
      }),
    );
  });
  app.get('/control/balance/:channel', (request, reply) => {
    const channel = asChannel((request.params as { channel: string }).channel);
    return channel ? { channel, ...truth.entries.balance(channel) } : reply.code(404).send({ error: 'no such channel' });
  });
  app.get('/control/calls', (request) => {
    const query = request.query as Query;
    const [channel, number] = [asChannel(query['channel']), query['number']];
    return channel && number ? truth.calls.of(channel, number) : truth.calls.lately(limitOf(query, 1000), channel);
  });
  app.get('/control/notices', (request) => {
    const { channel: name, number } = request.query as Query;
    const channel = asChannel(name);
    return channel && number
      ? truth.notices.of(channel, number)
      : truth.notices.all().filter((notice) => !channel || notice.channel === channel);
  });
}

const ENDS = ['SUCCESS', 'CLOSED', 'CLOSE', 'ABNORMAL'] as const;

function endRefund(
  context: Context,
  channel: Channel | undefined,
  number: string,
  refund_no: string,
  state: Refund['state'] | undefined,
): boolean {
  if (channel === 'wechat') return endWechatRefund(context, number, refund_no, state);
  if (channel === 'alipay') return endAlipayRefund(context, number, refund_no);
  return channel === 'unionpay' && endCardTxn(context, refund_no, (state ?? 'SUCCESS') === 'SUCCESS' ? '00' : '01');
}

function knobRoutes(app: FastifyInstance, { context, setSettings }: Controls): void {
  const { faults } = context;
  app.get('/control/faults', () => faults.all());
  app.post('/control/faults', (request, reply) => {
    const wrong = faults.set(request.body);
    return wrong ? reply.code(400).send({ error: wrong }) : faults.all();
  });
  app.delete('/control/faults', () => {
    faults.reset();
    return faults.all();
  });
  app.get('/control/settings', () => context.settings());
  app.post('/control/settings', (request) => {
    setSettings(withSettings(context.settings(), request.body as SomeSettings));
    return context.settings();
  });
  app.post('/control/refunds/:channel/:number/:refund_no', (request, reply) => {
    const { channel, number, refund_no } = request.params as { channel: string; number: string; refund_no: string };
    const wish = (request.body as { state?: unknown } | undefined)?.state;
    const state = ENDS.find((one) => one === wish) as Refund['state'] | undefined;
    const ended = endRefund(context, asChannel(channel), number, refund_no, state);
    return ended ? { ok: true } : reply.code(409).send({ error: 'no such refund under way' });
  });
}

export function addControl(app: FastifyInstance, controls: Controls): void {
  app.get('/healthz', (_request, reply) => reply.code(controls.manifest() ? 200 : 503).send({ ok: controls.manifest() !== undefined }));
  app.get('/control', () => GUIDE);
  app.get('/control/manifest', () => controls.manifest() ?? {});
  phoneRoutes(app, controls);
  truthRoutes(app, controls);
  knobRoutes(app, controls);
  addUnionpayControl(app, controls.context);
}
