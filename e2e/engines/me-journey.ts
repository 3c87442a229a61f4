/** The viewer's own page on any engine, by real keys: what was paid, asking for it back, and home again. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LezhongPay } from '../../src/merchant-sdk/index.ts';
import type { Step } from '../../src/protocol/step.ts';
import { appKey } from '../../src/start/configs.ts';
import type { Stack } from '../support/stack.ts';
import type { Engine } from './engine.ts';
import { newestCode, pay, viewerOf } from './journey.ts';
import { until } from './until.ts';

/** A merchant that is a portal, for the stack; its home is one word. */
export interface Portal {
  id: 'portal';
  name: string;
  url: string;
  portal: true;
}

const HOME = 'the home';

export async function startPortal(): Promise<Portal & { close(): void }> {
  const server = createServer((_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(HOME));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { id: 'portal', name: '桂景TV', url: 'http://127.0.0.1:' + port, portal: true, close };
}

async function paidOrder(stack: Stack, portal: LezhongPay, at: string, viewer_id: string): Promise<void> {
  const made = await portal.createOrder({
    order_no: 'ME' + process.pid + '-' + viewer_id,
    amount_fen: 1800,
    subject: '综艺会员 1 个月',
    return_url: at + '/back',
    notify_url: at + '/notices',
    viewer_id,
  });
  if (!made.ok) throw new Error('no order: ' + JSON.stringify(made));
  const step = async (): Promise<Step> => (await (await fetch(made.cashier_url + '/step')).json()) as Step;
  const body = JSON.stringify({ version: (await step()).version, answer: { kind: 'choose', channel: 'wechat' } });
  await fetch(made.cashier_url + '/answer', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  await until(async () => (await step()).kind === 'scan', 15_000, 'no code came');
  await pay(stack, (await newestCode(stack)).code);
  await until(async () => (await step()).kind === 'paid', 15_000, 'it is not paid');
}

export async function meJourney(engine: Engine, stack: Stack, { id, url }: Portal, size: 'hd' | 'sd'): Promise<void> {
  const [width, height] = size === 'hd' ? [1280, 720] : [640, 526];
  const portal = new LezhongPay({ base_url: stack.bff_url, merchant_id: id, keys: [appKey(stack.data, id)] });
  const viewer_id = engine.name + '-' + size + '-' + Date.now().toString(36);
  await paidOrder(stack, portal, url, viewer_id);
  const viewer = viewerOf(engine, engine.name + '-me-' + size);
  await engine.viewport(width, height);
  await engine.open(portal.viewerUrl({ viewer_id, return_url: url + '/home', box_id: '77119082658' }));
  await viewer.sees('这台电视付过的');
  await viewer.sees('综艺会员 1 个月');
  await viewer.shoot('1-list');
  await viewer.press('Right');
  await viewer.press('OK');
  await viewer.sees('没有记住的卡');
  await viewer.press('Back');
  await viewer.sees('这台电视付过的');
  await viewer.press('OK');
  await viewer.sees('付款方式');
  await viewer.shoot('2-detail');
  await viewer.press('Up');
  await viewer.press('OK');
  await viewer.sees('为什么要退款');
  await viewer.press('Right');
  await viewer.shoot('3-reason');
  await viewer.press('OK');
  await viewer.sees('不想要了');
  await viewer.press('OK');
  await viewer.sees('已申请退款');
  await viewer.shoot('4-asked');
  const asked = await portal.refundRequests();
  if (!asked.ok || !asked.requests.some((one) => one.reason === 'not-wanted')) throw new Error('the request did not come');
  await portal.declineRefundRequest(asked.requests[0]?.id ?? '', '已看过');
  await viewer.press('OK');
  await viewer.sees('这台电视付过的');
  await viewer.press('Back');
  await viewer.sees(HOME);
  const errors = await engine.errors();
  if (errors.length) throw new Error('script errors: ' + errors.join(' | '));
}
