import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { Secret } from '../../protocol/secret.ts';
import { ASK, code, gateway, incoming, NUMBER, REFUND, says } from './gateway.fixture.ts';
import type { Fields, Reply } from './gateway.fixture.ts';

const CARD = { ...ASK.card, pin: new Secret('975318') };
const TOKEN = { token: new Secret('6235240000020757577') };
const SECRETS = [...Object.values(CARD), TOKEN.token, code].map((one) => one.reveal()).concat('2311');
const everything = SECRETS.join(' ');

/** Whatever a gateway or a network could answer with card data in it. */
const REPLIES: [string, Reply][] = [
  ['accepts', says({ respCode: '00', accNo: '6221558812340000', respMsg: everything })],
  ['refuses', says({ respCode: '65', respMsg: `卡号${everything}[6221558]` })],
  ['has another code', says({ respCode: everything })],
  ['has a strange code', says({ respCode: 'ZZ', reqReserved: everything })],
  ['echoes what it got', (asked: Fields) => incoming('respCode=00&' + everything + JSON.stringify(asked))],
  ['echoes it signed', (asked, out) => says({ ...asked, respCode: '00', signature: everything, respMsg: everything })(asked, out)],
  ['fails', () => incoming(everything, 500)],
  ['breaks', () => Promise.reject(new Error(everything))],
  ['throws the request', (_asked, out) => Promise.reject(Object.assign(new Error(out.body), { name: 'SocketError', request: out }))],
  ['times out', () => Promise.reject(new DOMException(everything, 'TimeoutError'))],
];

it.each(REPLIES)('nothing typed stands in a log or a result when the gateway %s', async (_what, reply) => {
  const { channel, log } = gateway(reply, { tr_id: '62000000001' });
  const results: unknown[] = [];
  for (const card of [CARD, TOKEN]) {
    const ask = { ...ASK, card, code };
    for (const act of ['status', 'sms', 'consume', 'openSms', 'openToken', 'dropToken'] as const) results.push(await channel[act](ask));
  }
  results.push(await channel.query(NUMBER, ASK.created_at_ms), await channel.refund(REFUND), await channel.queryRefund(REFUND));
  results.push(await channel.readCallback({ headers: {}, body: new TextEncoder().encode('respCode=00&x=' + everything) }));
  const written = log.join('\n') + inspect(results, { depth: 9, showHidden: true }) + JSON.stringify(results);
  expect(log.length).toBeGreaterThan(0);
  // Three digits stand in any number by chance: CVN2 and expiry are looked for as words.
  for (const secret of SECRETS)
    expect(secret.length > 4 ? written.includes(secret) : new RegExp(`\\b${secret}\\b`).test(written)).toBe(false);
});

it('the request itself holds no secret in clear', async () => {
  const bodies: string[] = [];
  const { channel } = gateway((asked, out) => {
    bodies.push(decodeURIComponent(out.body ?? '') + out.url + JSON.stringify(out.headers));
    bodies.push(Buffer.from(asked['customerInfo'] ?? '', 'base64').toString());
    return says({ respCode: '00' })(asked, out);
  });
  await channel.sms(ASK);
  await channel.consume({ ...ASK, code });
  const { pan, phone, cvn2 } = ASK.card;
  expect(bodies).toHaveLength(4);
  for (const secret of [pan, phone]) expect(bodies.join('').includes(secret.reveal())).toBe(false);
  expect(bodies.join('')).not.toMatch(new RegExp(`\\b(${cvn2.reveal()}|1123|2311)\\b`));
});
