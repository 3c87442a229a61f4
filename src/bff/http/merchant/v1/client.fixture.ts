/** A client of 2014, read from docs/paysign.md 5 alone: it shares no line with the server's reading. */
import { createHash } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import type { testApp } from '../../../testing/app.ts';

export const APP = { devId: '1001', appId: '10001', appKey: 'the key of an app of 2014' };

type Fields = { [name: string]: string };

/** Bytes compared, not letters. */
export function paySign(fields: Fields): string {
  const rows = Object.entries(fields).filter(([name]) => name !== 'paySign');
  rows.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const hash = createHash('sha1');
  rows.forEach(([name, value], i) => hash.update((i > 0 ? '&' : '') + name + '=').update(Buffer.from(value)));
  return hash.digest('hex');
}

export function formOf(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) => encodeURIComponent(name) + '=' + encodeURIComponent(value).replaceAll('%20', '+'))
    .join('&');
}

export const signed = (fields: Fields, app: Fields = APP): Fields => {
  const all = { ...fields, ...app };
  return { ...all, paySign: paySign(all) };
};

/** One root, children without attributes or children, none empty; else it throws. */
export function xmlFields(text: string): Fields {
  const whole = /^<\?xml [^>]*\?><(\w+)>((?:<(\w+)>[^<]+<\/\3>)+)<\/\1>$/.exec(text);
  if (!whole) throw new Error('not flat: ' + text);
  const fields: Fields = {};
  for (const [, name = '', value = ''] of (whole[2] ?? '').matchAll(/<(\w+)>([^<]+)<\/\w+>/g))
    fields[name] = value.replace(/&(#\d+|amp|lt|gt);/g, (_all, entity: string) =>
      entity.startsWith('#') ? String.fromCodePoint(Number(entity.slice(1))) : ({ amp: '&', lt: '<', gt: '>' }[entity] ?? ''),
    );
  return fields;
}

export function read(answer: LightMyRequestResponse, app_key = APP.appKey): Fields {
  const json = answer.headers['content-type']?.toString().startsWith('application/json');
  const fields = json ? (JSON.parse(answer.body) as Fields) : xmlFields(answer.body);
  if (Object.values(fields).some((value) => typeof value !== 'string' || value === '')) throw new Error('not all texts: ' + answer.body);
  const { paySign: given, ...rest } = fields;
  if (given !== undefined && given !== paySign({ ...rest, appKey: app_key })) throw new Error('signed wrong: ' + answer.body);
  return given === undefined ? rest : { ...rest, signed: 'yes' };
}

export const BILL: Fields = {
  orderId: 'test0013',
  name: '测试商品',
  describe: '测试商品的描述',
  stbId: '54521541511',
  validTime: '24',
  amount: '19.90',
  scoreApply: '0001',
  urlNotice: 'http://shop.example/notify.php?action=notify',
  urlJump: 'http://shop.example/index.php?action=callback',
};

export type App = Awaited<ReturnType<typeof testApp>>;

/** Sends raw bytes to a call. */
export const send = (app: App, call: string, payload: string): Promise<LightMyRequestResponse> =>
  app.bff.app.inject({
    method: 'POST',
    url: '/web-lezpay/ipay/' + call,
    payload,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'webkit' },
  });

export const call = async (app: App, name: string, fields: Fields): Promise<Fields> =>
  read(await send(app, name, formOf(signed({ retType: 'XML', codeType: 'UTF-8', ...fields }))));

/** The viewer pays by WeChat, and the bank says so. */
export async function pay(app: App, order_no: string): Promise<void> {
  const key = { merchant_id: 'shop', order_no };
  const { dialogue } = (await app.bff.payments.read(key)) ?? {};
  const version = dialogue?.version ?? 0;
  const chosen = await app.bff.payments.commit(key, { type: 'answer', version, answer: { kind: 'choose', channel: 'wechat' } });
  const attempt = chosen?.attempts.length ?? 0;
  const channel_no = chosen?.attempts.at(-1)?.channel_no ?? '';
  for (let i = 0; i < 500 && !app.banks.wechat.trades.has(channel_no); i++) await new Promise((done) => setTimeout(done, 10));
  app.banks.wechat.pay(channel_no);
  await app.bff.payments.commit(key, { type: 'evidence', attempt, evidence: app.banks.wechat.news(channel_no) });
}
