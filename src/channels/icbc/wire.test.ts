import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Incoming } from '../port.ts';
import { answerText, config, DONE, kit, NOW_MS, NUMBER, ok, PAID_ORDER, signed, stranger } from './gateway.fixture.ts';
import type { Seen } from './gateway.fixture.ts';
import { ANSWER, REQUEST } from './vectors.fixture.ts';

const INNER = JSON.stringify({ ...PAID_ORDER, link: 'http://a/b' }).replaceAll('/', '\\/');
const SIGN = signed(INNER);

const ask = (answer: (call: Seen) => string | Incoming, over = {}) => kit(answer, over).channel.query(NUMBER);

describe('the request', () => {
  test('is the vector, to the byte of its signature', async () => {
    const { channel, calls } = kit(() => answerText(PAID_ORDER));
    await channel.query(NUMBER);
    const [call] = calls;
    expect(call?.raw.url).toBe('https://gw.test/api/cardbusiness/aggregatepay/b2c/online/orderqry/V1');
    expect(call?.raw.method).toBe('POST');
    expect(call?.raw.headers['content-type']).toBe('application/x-www-form-urlencoded;charset=UTF-8');
    const { sign, ...params } = call?.params ?? {};
    expect(REQUEST.text).toBe(
      call?.path +
        '?' +
        Object.keys(params)
          .toSorted()
          .map((name) => name + '=' + params[name])
          .join('&'),
    );
    expect(sign).toBe(REQUEST.sign);
  });

  test('has a new msg_id of at most 40 characters each time, and counts from just before the sending', async () => {
    const { channel, calls } = kit(() => answerText(PAID_ORDER));
    // The clock moves 1 ms a look.
    expect(await channel.query(NUMBER)).toMatchObject({ kind: 'paid', asked_at_ms: NOW_MS + 2 });
    await channel.query(NUMBER);
    const [first, second] = calls.map((call) => call.params['msg_id'] ?? '');
    expect(first).toMatch(/^[0-9a-z]{32}$/);
    expect(second).not.toBe(first);
    expect(calls[0]?.raw.timeout_ms).toBe(config.timeout_ms);
  });

  test('escapes what an URL does not: a gateway that reads "+" as itself reads the same', async () => {
    const { channel, calls } = kit(() => answerText({ ...DONE, codeUrl: 'c' }));
    await channel.prepay(NUMBER, `{"body":"a b+c%20 *!'()~ 电视"}`);
    expect(calls[0]?.raw.body).toContain('%22a%20b%2Bc%2520%20%2A%21%27%28%29~%20');
    expect(calls[0]?.biz).toEqual({ body: "a b+c%20 *!'()~ 电视" });
  });
});

describe('an answer is believed when its exact text is signed', () => {
  test.each<[string, string, object]>([
    ['the vector', `{"response_biz_content":${ANSWER.text},"sign":"${ANSWER.RSA}"}`, {}],
    ['the vector, RSA2', `{"response_biz_content":${ANSWER.text},"sign":"${ANSWER.RSA2}"}`, { answer_sign: 'RSA2' }],
    ['slashes escaped', `{"response_biz_content":${INNER},"sign":"${SIGN}"}`, {}],
    ['sign before', `{"sign":"${SIGN}","response_biz_content":${INNER}}`, {}],
    ['blanks and lines', `{\n "response_biz_content" \n:\n\t${INNER}\n,\n"sign" : "${SIGN}"\n}`, {}],
    ['slashes of the signature escaped', `{"response_biz_content":${INNER},"sign":"${SIGN.replaceAll('/', '\\/')}"}`, {}],
    ['return_code as a text', answerText({ ...PAID_ORDER, return_code: '0', returnCode: '00000000' }), {}],
    ['without returnCode', answerText({ ...PAID_ORDER, returnCode: undefined }), {}],
  ])('%s', async (_name, body, over) => {
    expect(await ask(() => body, over)).toMatchObject({ kind: 'paid', txn: PAID_ORDER.order_id, amount_fen: 1990 });
  });

  test('members like our own inside the content do not confuse', async () => {
    const inner = JSON.stringify({ ...PAID_ORDER, attach: '"},"sign":"x"}', sign: 'y', response_biz_content: {} });
    expect(await ask(() => `{"response_biz_content":${inner},"sign":"${signed(inner)}"}`)).toMatchObject({ kind: 'paid' });
  });

  test.each<[string, string | Incoming, string]>([
    ['unsigned', `{"response_biz_content":${INNER}}`, 'unreadable'],
    ['an empty sign', `{"response_biz_content":${INNER},"sign":""}`, 'bad-signature'],
    ['a sign that is no text', `{"response_biz_content":${INNER},"sign":1}`, 'unreadable'],
    ['another key', answerText(PAID_ORDER, 'RSA-SHA1', stranger), 'bad-signature'],
    ['SHA-256 where SHA-1 is set', answerText(PAID_ORDER, 'RSA-SHA256'), 'bad-signature'],
    ['written again', `{"response_biz_content":${INNER.replaceAll('\\/', '/')},"sign":"${SIGN}"}`, 'bad-signature'],
    ['a member more', `{"response_biz_content":${INNER},"sign":"${SIGN}","x":1}`, 'unreadable'],
    ['the content twice', `{"response_biz_content":{},"response_biz_content":${INNER},"sign":"${SIGN}"}`, 'unreadable'],
    ['no object', `{"response_biz_content":"x","sign":"${signed('"x"')}"}`, 'unreadable'],
    ['a page of a proxy', '<html>502</html>', 'unreadable'],
    ['nothing', '', 'unreadable'],
    ['not UTF-8', ok(Uint8Array.from([0x7b, 0xd6, 0xd0, 0x7d])), 'TypeError'],
    ['a good body under 500', ok(answerText(PAID_ORDER), 500), 'status-500'],
    ['a redirect', ok('', 302), 'status-302'],
    ['below 0', answerText({ ...PAID_ORDER, return_code: -1, returnCode: '-1' }), 'unknown-1'],
    ['below 0 as a text', answerText({ ...PAID_ORDER, return_code: '-00100', returnCode: undefined }), 'unknown-100'],
    ['no code', answerText({ ...PAID_ORDER, return_code: undefined }), 'code-unreadable'],
    ['a code that is a word', answerText({ ...PAID_ORDER, return_code: 'ok' }), 'code-unreadable'],
    ['half a code', answerText({ ...PAID_ORDER, return_code: 0.5 }), 'code-unreadable'],
    ['two codes that disagree', answerText({ ...PAID_ORDER, returnCode: '400011' }), 'code-unreadable'],
    ['two codes that disagree, the other way', answerText({ ...PAID_ORDER, return_code: 400011 }), 'code-unreadable'],
  ])('%s is silence', async (_name, body, why) => {
    expect(await ask(() => body)).toEqual({ kind: 'silent', source: 'query', asked_at_ms: NOW_MS + 2, why });
  });

  test('a network failure is silence, and its text, which may hold an address, stays out', async () => {
    const evidence = await ask(() => {
      throw new Error('connect ECONNREFUSED 10.1.2.3:443');
    });
    expect(evidence).toMatchObject({ kind: 'silent', why: 'Error' });
  });

  test('any byte of a signed answer changed: never money', async () => {
    const bytes = new TextEncoder().encode(answerText(PAID_ORDER));
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const changed = bytes.slice();
        changed[at] = (changed[at] as number) ^ mask;
        expect((await ask(() => ok(changed))).kind).toBe('silent');
      }),
      { numRuns: 300 },
    );
  });

  test('nothing secret and no signature is logged', async () => {
    const { channel, logs } = kit(() => `{"response_biz_content":${INNER},"sign":"${signed('x')}"}`);
    await channel.query(NUMBER);
    expect(logs).toEqual(['warn icbc-silent {"endpoint":"order","why":"bad-signature"}']);
  });
});
