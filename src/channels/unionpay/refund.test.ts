import { describe, expect, it } from 'vitest';
import { gateway, incoming, MONEY, NUMBER, REFUND, says } from './gateway.fixture.ts';
import type { Fields, Reply } from './gateway.fixture.ts';
import { voidConsumption } from './refund.ts';
import type { Wire } from './wire.ts';

it('has its own number and time, names the original, and the payment in a field that comes back', async () => {
  const { channel, requests } = gateway(says({ respCode: '00' }));
  expect(await channel.refund(REFUND)).toMatchObject({ source: 'answer', kind: 'moving' });
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatchObject({
    path: 'backTransReq.do',
    fields: {
      txnType: '04',
      txnSubType: '00',
      bizType: '000301',
      orderId: REFUND.refund_channel_no,
      txnTime: '20250102013000',
      origQryId: MONEY.queryId,
      txnAmt: '500',
      currencyCode: '156',
      reqReserved: NUMBER,
      backUrl: 'https://pay.example.com/callbacks/unionpay?from=bank',
    },
  });
});

const by = (kind: string, codes: string): [string, string][] => codes.split(' ').map((one) => [one, kind]);
const DEAD = '01 02 06 10 11 13 30 31 32 33 38 39 40 60 61 62 63 65 66 67 69 71 72 73 76 77 78 79 80 81 82 87 89 91 98 99';

describe('a refund', () => {
  it.each([
    ...by('moving', '00 A6 03 04 05 12 83 34 37 42 70 74 75 ZZ'),
    ...by('dead', DEAD),
    ...by('short', '64 90'),
    ...by('refused', '35 36 68'),
    ...by('stuck', '45 46'),
  ])('answered %s: %s', async (respCode, kind) => {
    const { channel, requests } = gateway(says({ respCode }));
    const evidence = await channel.refund(REFUND);
    expect(evidence.kind).toBe(kind);
    if (evidence.kind === 'refused') expect(evidence).toMatchObject({ code: respCode, final: true });
    expect(requests).toHaveLength(1);
  });

  const ORIG: Fields = { respCode: '00', txnType: '04', txnAmt: '500', currencyCode: '156', origQryId: MONEY.queryId, reqReserved: NUMBER };
  it.each([
    ...by('done', '00 A6'),
    ...by('moving', '03 04 05 12 83 42 70 74 75 ZZ'),
    ...by('dead', DEAD + ' 64 90'),
    ...by('refused', '35 36 68'),
    ...by('stuck', '45 46'),
    ...by('absent', '34'),
    ...by('silent', '37'),
  ])('query found %s: %s', async (origRespCode, kind) => {
    const { channel, requests } = gateway(says({ ...ORIG, origRespCode }));
    expect((await channel.queryRefund(REFUND)).kind).toBe(kind);
    expect(requests[0]?.fields).toMatchObject({ orderId: REFUND.refund_channel_no, txnTime: '20250102013000', txnType: '00' });
  });

  it.each<[Fields, string]>([
    [{ respCode: '34' }, 'absent'],
    [{ respCode: '37' }, 'silent'],
    [{ respCode: '06', origRespCode: '00' }, 'silent'],
    [{ ...ORIG, origRespCode: '00', txnAmt: '501' }, 'silent'],
    [{ ...ORIG, origRespCode: '00', txnAmt: '' }, 'silent'],
    [{ ...ORIG, origRespCode: '00', currencyCode: '840' }, 'silent'],
    [{ ...ORIG, origRespCode: '00', origQryId: '250102003000123456780' }, 'silent'],
    [{ ...ORIG, origRespCode: '00', reqReserved: 'another' }, 'silent'],
    [{ ...ORIG, origRespCode: '00', txnType: '01' }, 'silent'],
    [{ respCode: '00', origRespCode: '00', txnAmt: '500' }, 'done'],
  ])('query answered %o: %s', async (said, kind) => {
    expect((await gateway(says(said)).channel.queryRefund(REFUND)).kind).toBe(kind);
  });

  it.each<[string, Reply]>([
    ['hangs up', () => Promise.reject(new Error('socket'))],
    ['is busy', () => incoming('', 503)],
    ['talks nonsense', () => incoming('not now')],
  ])('is sent once when the gateway %s', async (_what, reply) => {
    const { channel, requests } = gateway(reply);
    expect((await channel.refund(REFUND)).kind).toBe('silent');
    expect(requests).toHaveLength(1);
  });
});

describe('where tokens pay too', () => {
  const original = (found: Fields): Reply => {
    return (asked, out) => says(asked['txnType'] === '04' ? { respCode: '00' } : { respCode: '00', ...MONEY, ...found })(asked, out);
  };
  const token = { tr_id: '62000000001' };

  it.each(['000902', '000301'])('it goes under the business of its original: %s', async (bizType) => {
    const { channel, requests } = gateway(original({ orderId: NUMBER, txnTime: '20250102003000', txnType: '01', bizType }), token);
    expect((await channel.refund(REFUND)).kind).toBe('moving');
    expect(requests.map((one) => one.fields['txnType'])).toEqual(['00', '04']);
    expect(requests[0]).toMatchObject({ path: 'queryTrans.do', fields: { txnSubType: '02', queryId: MONEY.queryId } });
    expect(requests[1]?.fields['bizType']).toBe(bizType);
    // Both together fit into a call's lease.
    expect(requests.map((one) => one.timeout_ms)).toEqual([334, 1000]);
  });

  it('a gateway that looks nothing up this way gets the plain one', async () => {
    const { channel, requests } = gateway(
      (asked, out) => says({ respCode: asked['txnType'] === '04' ? '00' : '13', queryId: MONEY.queryId })(asked, out),
      token,
    );
    expect((await channel.refund(REFUND)).kind).toBe('moving');
    expect(requests[1]?.fields['bizType']).toBe('000301');
  });

  it.each<[string, Reply]>([
    ['silent', () => incoming('', 503)],
    ['about another', says({ respCode: '00', queryId: '250102003000123456780', bizType: '000902' })],
    ['too often', says({ respCode: '37', queryId: MONEY.queryId })],
    ['of no kind', says({ respCode: '00', queryId: MONEY.queryId, bizType: '000000' })],
  ])('nothing is sent while the original is not known: %s', async (_what, reply) => {
    const { channel, requests } = gateway(reply, token);
    expect(await channel.refund(REFUND)).toMatchObject({ kind: 'silent' });
    expect(requests.map((one) => one.fields['txnType'])).toEqual(['00']);
  });
});

it('a void is written like a refund of the whole, and no channel has it', async () => {
  const calls: object[] = [];
  const wire: Wire = async (path, own) => {
    calls.push({ path, ...(await own) });
    return { kind: 'silent', asked_at_ms: 0, why: '' };
  };
  const config = { notify_url: 'https://pay.example.com/callbacks/unionpay' } as never;
  await voidConsumption(config, wire, { ...REFUND, amount_fen: REFUND.total_fen });
  expect(calls).toMatchObject([{ path: 'backTransReq.do', txnType: '31', txnSubType: '00', txnAmt: '1990', origQryId: MONEY.queryId }]);
  expect(Object.keys(gateway(says({})).channel)).not.toContain('void');
});
