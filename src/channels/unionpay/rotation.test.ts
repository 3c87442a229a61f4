import { expect, it } from 'vitest';
import { setTimeout as after } from 'node:timers/promises';
import { ASK, code, encrypt, encryptNext, expired, forger, gateway, incoming, opened, says, serialOf } from './gateway.fixture.ts';
import type { Fields, Reply } from './gateway.fixture.ts';

const DAY_MS = 86_400_000;
const rotation = { rotation_ms: DAY_MS };
const names = (pem: string) => ({ respCode: '00', certType: '01', encryptPubKeyCert: pem });

/** 95 is answered by `cert`, everything else by `rest`. */
const both =
  (cert: Reply, rest: Reply = says({ respCode: '00' })): Reply =>
  (asked, out) =>
    (asked['txnType'] === '95' ? cert : rest)(asked, out);

const types = (requests: readonly { fields: Fields }[]) => requests.map((one) => one.fields['txnType']);
const used = (requests: readonly { fields: Fields }[]) =>
  requests.filter((one) => one.fields['txnType'] !== '95').map((one) => one.fields['encryptCertId']);

it('is asked for with the first use, which does not wait for it, and then once a day', async () => {
  const { channel, requests, clock } = gateway(both(says(names(encrypt.pem))), rotation);
  expect(requests).toHaveLength(0);
  for (const ms of [0, 1, DAY_MS - 2, 1, 1]) {
    clock.now_ms += ms;
    await channel.sms(ASK);
    await after(5);
  }
  expect(types(requests).filter((type) => type === '95')).toHaveLength(2);
  expect(requests.find((one) => one.fields['txnType'] === '95')).toMatchObject({
    path: 'backTransReq.do',
    fields: { txnSubType: '00', bizType: '000000', certType: '01', orderId: expect.stringMatching(/^[0-9a-z]{26}$/) as string },
  });
});

it('a newer one is used once its chain is checked; the old one until then', async () => {
  const { channel, requests } = gateway(both(says(names(encryptNext.pem))), rotation);
  await channel.sms(ASK);
  await after(20);
  await channel.consume({ ...ASK, code });
  expect(used(requests)).toEqual([serialOf(encrypt), serialOf(encryptNext)]);
  const last = requests.at(-1)?.fields ?? {};
  expect(opened(last, encryptNext)['cvn2']).toBe('123');
});

it.each<[string, Reply]>([
  ["a stranger's", says(names(forger.pem))],
  ['an expired one', says(names(expired.pem))],
  ['no certificate', says(names('MIIE'))],
  ['one that a stranger signed for', says(names(encryptNext.pem), forger)],
  ['a refusal', says({ respCode: '01', encryptPubKeyCert: encryptNext.pem })],
])('%s is not taken', async (_what, cert) => {
  const { channel, requests } = gateway(both(cert), rotation);
  await channel.sms(ASK);
  await after(20);
  await channel.sms(ASK);
  expect(used(requests)).toEqual([serialOf(encrypt), serialOf(encrypt)]);
});

it('silence is asked again within the hour, not at once', async () => {
  const { channel, requests, clock } = gateway(
    both(() => incoming('', 503)),
    rotation,
  );
  for (const ms of [0, 1000, DAY_MS / 24 - 1001, 1]) {
    clock.now_ms += ms;
    await channel.sms(ASK);
    await after(5);
  }
  expect(types(requests).filter((type) => type === '95')).toHaveLength(2);
});

it.each(['10', '11'])('a refusal %s: asked again before the next use', async (respCode) => {
  let cert = encrypt;
  const { channel, requests } = gateway(
    both(
      (asked, out) => says(names(cert.pem))(asked, out),
      (asked, out) => says({ respCode: asked['encryptCertId'] === serialOf(encrypt) ? respCode : '00' })(asked, out),
    ),
    rotation,
  );
  await channel.status(ASK);
  await after(20);
  cert = encryptNext;
  expect(await channel.sms(ASK)).toMatchObject({ kind: 'sent' });
  expect(types(requests).slice(2)).toEqual(['95', '77']);
  expect(used(requests)).toEqual([serialOf(encrypt), serialOf(encryptNext)]);
  // A viewer waits for it: it may not take the call's own time.
  expect(requests[2]?.timeout_ms).toBe(334);
});

it('three at once after a refusal: one question, and all use what it brought', async () => {
  let cert = encrypt;
  const { channel, requests } = gateway(
    both(
      async (asked, out) => {
        await after(10);
        return says(names(cert.pem))(asked, out);
      },
      (asked, out) => says({ respCode: asked['encryptCertId'] === serialOf(encrypt) ? '11' : '00' })(asked, out),
    ),
    rotation,
  );
  await channel.status(ASK);
  await after(30);
  cert = encryptNext;
  const all = await Promise.all([channel.sms(ASK), channel.sms(ASK), channel.sms(ASK)]);
  expect(all.map((one) => one.kind)).toEqual(['sent', 'sent', 'sent']);
  expect(types(requests).filter((type) => type === '95')).toHaveLength(2);
});

it('a gateway that always refuses is not asked with every call', async () => {
  const { channel, requests, clock } = gateway(both(says(names(encrypt.pem)), says({ respCode: '11' })), rotation);
  for (let i = 0; i < 5; i++) {
    await channel.sms(ASK);
    await after(5);
  }
  expect(types(requests).filter((type) => type === '95')).toHaveLength(2);
  clock.now_ms += 60_000;
  await channel.sms(ASK);
  expect(types(requests).filter((type) => type === '95')).toHaveLength(3);
});

it('nobody asks where nothing is encrypted', async () => {
  const { channel, requests } = gateway(both(says(names(encryptNext.pem))), { ...rotation, encrypt: false });
  await channel.sms(ASK);
  await after(5);
  expect(types(requests)).toEqual(['77']);
});
