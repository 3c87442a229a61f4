/** Whatever is not exactly what an app signed is refused and changes nothing. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isSignedV1, signV1 } from '../../../../protocol/paysign-v1.ts';
import { readForm } from '../../../merchants/v1/form.ts';
import { knowsNames } from '../../../merchants/v1/fields.ts';
import { testApp } from '../../../testing/app.ts';
import { extended } from './extend.fixture.ts';
import { APP, BILL, formOf, paySign, read, send, signed } from './client.fixture.ts';
import type { App } from './client.fixture.ts';

let app: App;
beforeAll(async () => (app = await testApp()));
afterAll(() => app.bff.stop());

const GOOD = signed({ retType: 'XML', codeType: 'UTF-8', ...BILL });
const OTHER = { devId: '1002', appId: '10002', appKey: 'the key of another app of 2014' };
const without = (name: string) => Object.fromEntries(Object.entries(GOOD).filter(([one]) => one !== name));

const FORGERIES: [string, string][] = [
  ['no signature', formOf(without('paySign'))],
  ['an empty signature', formOf({ ...GOOD, paySign: '' })],
  ['a signature in capitals', formOf({ ...GOOD, paySign: (GOOD['paySign'] ?? '').toUpperCase() })],
  ['another amount', formOf({ ...GOOD, amount: '0.01' })],
  ['another address', formOf({ ...GOOD, urlNotice: 'http://shop.example/other' })],
  ['a field taken away', formOf(without('describe'))],
  ['a field added', formOf({ ...GOOD, tbId: '1' })],
  ['a name that is none', formOf(signed({ ...BILL, status: 'PAID' }))],
  ['a name of a list', formOf(signed({ ...BILL, 'amount[]': '0.01' }))],
  ['a name in other letters', formOf({ ...without('amount'), Amount: GOOD['amount'] ?? '' })],
  ['a field twice', formOf(GOOD) + '&amount=0.01'],
  ['the same field twice', formOf(GOOD) + '&amount=19.90'],
  ['no key', formOf(signed(BILL, { devId: APP.devId, appId: APP.appId }))],
  ['another key', formOf(signed(BILL, { ...APP, appKey: 'a guess' }))],
  ["another app's key", formOf(signed(BILL, { ...APP, appKey: OTHER.appKey }))],
  ["another app's signature", formOf({ ...GOOD, paySign: paySign({ ...GOOD, ...OTHER }) })],
  ['an app that is none', formOf(signed(BILL, { ...APP, appId: '99999' }))],
  ["another app's developer", formOf(signed(BILL, { ...APP, devId: OTHER.devId }))],
  ['a signature of encoded values', formOf({ ...GOOD, paySign: createHash('sha1').update(formOf(GOOD)).digest('hex') })],
  ['an extended hash', extended(GOOD, 'zz=1')],
  ['an extended hash with a known name', extended(GOOD, 'validTime=240')],
  ['JSON', JSON.stringify(GOOD)],
  ['nothing', ''],
  ['bytes that are no text', formOf(GOOD) + '&stbType=%ff'],
];

it('the control is taken', async () => {
  expect(read(await send(app, 'createPayBill', formOf(GOOD)))).toMatchObject({ flag: 'true', signed: 'yes' });
});

it.each(FORGERIES)('%s is refused', async (_what, payload) => {
  const answer = await send(app, 'createPayBill', payload);
  const said = read(answer, answer.body.includes('paySign') && payload.includes('appId=10002') ? OTHER.appKey : APP.appKey);
  expect([answer.statusCode, said]).toMatchObject([200, { flag: 'false', retCode: '300000' }]);
});

it('a field in the address, or another method, is no call', async () => {
  const url = '/web-lezpay/ipay/createPayBill';
  const inject = app.bff.app.inject.bind(app.bff.app);
  const asked = await inject({ method: 'POST', url: url + '?amount=0.01', payload: formOf(GOOD) });
  expect(read(asked)).toMatchObject({ retCode: '300000' });
  expect((await inject({ url: url + '?' + formOf(GOOD) })).statusCode).toBe(404);
});

it('no merchant without v1 is known, whatever it signs', async () => {
  const answer = await send(app, 'createPayBill', formOf(signed(BILL, { devId: '', appId: '', appKey: '' })));
  expect(read(answer)).toEqual({ flag: 'false', retCode: '300000', retMsg: '数据校验不通过' });
});

/** One change to signed bytes: a bit, a swap, a doubled, added, emptied or renamed field, another case or encoding. */
const mutation = fc.record({
  kind: fc.constantFrom('bit', 'double', 'add', 'drop', 'empty', 'rename', 'case', 'encode', 'swap', 'extend', 'key'),
  at: fc.nat({ max: 1_000_000 }),
  text: fc.string({ minLength: 1, maxLength: 8 }),
});

type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

function mutated(payload: string, { kind, at, text }: Mutation): string {
  const pairs = payload.split('&');
  const i = at % pairs.length;
  const [name = '', value = ''] = (pairs[i] ?? '').split('=');
  const put = (pair: string | undefined): string =>
    pairs.flatMap((one, j) => (j !== i ? [one] : pair === undefined ? [] : [pair])).join('&');
  switch (kind) {
    case 'bit': {
      const bytes = Buffer.from(payload);
      const byte = at % bytes.length;
      bytes[byte] = (bytes[byte] ?? 0) ^ (1 << (at % 7));
      return bytes.toString('latin1');
    }
    case 'double':
      return payload + '&' + (pairs[i] ?? '');
    case 'add':
      return payload + '&' + encodeURIComponent(text.toWellFormed()) + '=1';
    case 'drop':
      return put(undefined);
    case 'empty':
      return put(name + '=');
    case 'rename':
      return put(name + '1=' + value);
    case 'case':
      return put(name.toUpperCase() + '=' + value.toLowerCase());
    case 'encode':
      return put(name + '=' + encodeURIComponent(value));
    case 'swap': {
      const other = (pairs[(i + 1) % pairs.length] ?? '').split('=')[1] ?? '';
      return put(name + '=' + other);
    }
    case 'extend':
      return extended(GOOD, text.toWellFormed());
    case 'key':
      return formOf(
        signed({ retType: 'XML', codeType: 'UTF-8', ...BILL }, { ...APP, appKey: at % 2 ? OTHER.appKey : text.toWellFormed() }),
      );
  }
}

it('10,000 changed requests: none is taken, and each that says the same is', { timeout: 120_000 }, () => {
  const payload = formOf(GOOD);
  const taken = (body: string): boolean => {
    const fields = readForm(Buffer.from(body));
    return fields !== undefined && knowsNames('createPayBill', fields) && isSignedV1(sha1, fields, APP.appKey);
  };
  const same = (body: string): boolean => JSON.stringify(sorted(body)) === JSON.stringify(sorted(payload));
  let changed = 0;
  fc.assert(
    fc.property(mutation, (change) => {
      const body = mutated(payload, change);
      if (same(body)) return taken(body);
      changed += 1;
      return !taken(body);
    }),
    { numRuns: 13_000 },
  );
  expect(changed).toBeGreaterThanOrEqual(10_000);
  expect([taken(payload), taken(payload.split('&').reverse().join('&'))]).toEqual([true, true]);
});

it('a reader that looks at known names alone, or takes the last of two, is deceived by some of them', { timeout: 60_000 }, () => {
  const lastOfTwo = (body: string): { [name: string]: string } => Object.fromEntries(new URLSearchParams(body));
  const known = (fields: { [name: string]: string }) => Object.fromEntries(Object.entries(fields).filter(([name]) => name in GOOD));
  const seen = { unknown: 0, doubled: 0 };
  fc.assert(
    fc.property(mutation, (change) => {
      const fields = lastOfTwo(mutated(formOf(GOOD), change));
      if (change.kind === 'add' && isSignedV1(sha1, known(fields), APP.appKey)) seen.unknown += 1;
      if (change.kind === 'double' && isSignedV1(sha1, fields, APP.appKey)) seen.doubled += 1;
    }),
    { numRuns: 1_000 },
  );
  expect(Math.min(seen.unknown, seen.doubled)).toBeGreaterThan(0);
});

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');

/** As a lenient reader sees them; doubled names stay doubled. */
function sorted(body: string): string[] {
  const byte = (_all: string, hex: string): string => String.fromCharCode(parseInt(hex, 16));
  const pairs = body.split('&').map((pair) => pair.replaceAll('+', ' ').replace(/%([0-9a-fA-F]{2})/g, byte));
  return pairs.sort();
}

it('the server signs as the client reads', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-zA-Z]{1,10}$/), fc.string()), (fields) => {
      const { appKey: _key, paySign: _sign, ...rest } = fields as { [name: string]: string };
      return signV1(sha1, rest, 'K') === paySign({ ...rest, appKey: 'K' });
    }),
  );
});
