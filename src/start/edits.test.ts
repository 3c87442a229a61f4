import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withEdits } from './edits.ts';
import type { Json } from './edits.ts';

const DEMO = {
  hotline: '96335',
  merchants: [
    { id: 'demo', allow: ['http://a/'], keys: [{ key_id: 'k1', secret: { file: 'x' } }] },
    { id: 'dev', allow: ['http://a/'], keys: [{ key_id: 'k1', secret: { file: 'y' } }] },
  ],
  cards: { limits: { sms: 5 }, elements: [{ kind: 'debit', need: ['id'] }] },
};
type Demo = typeof DEMO;
const edited = (change: (demo: Demo & { [name: string]: unknown }) => void): Demo => {
  const copy = structuredClone(DEMO);
  change(copy);
  return copy;
};

describe('edits survive', () => {
  it('a changed value, an added name, a name taken out, at any depth', () => {
    const mine = edited((demo) => {
      demo.hotline = '12345';
      demo['rates'] = { address: { per_s: 0 } };
      demo.merchants[0]!.allow.push('http://mine/');
      delete (demo.cards as { limits?: object }).limits;
    });
    expect(withEdits(DEMO, mine, DEMO)).toEqual(mine);
  });

  it('and what the demo changes meanwhile comes in beside them', () => {
    const mine = edited((demo) => void (demo.hotline = '12345'));
    const fresh = edited((demo) => {
      demo.merchants[1]!.allow.push('http://new/');
      demo['channels'] = { wechat: {} };
    });
    expect(withEdits(DEMO, mine, fresh)).toEqual({ ...fresh, hotline: '12345' });
  });

  it('a merchant of one’s own, a merchant taken out, and a second key', () => {
    const mine = edited((demo) => {
      demo.merchants.splice(1, 1);
      demo.merchants.push({ id: 'mine', allow: [], keys: [] });
      demo.merchants[0]!.keys.push({ key_id: 'k2', secret: { file: 'z' } });
    });
    const fresh = edited((demo) => void demo.merchants[0]!.allow.push('http://new/'));
    const ids = (withEdits(DEMO, mine, fresh) as Demo).merchants.map((one) => [one.id, one.allow.length, one.keys.length]);
    expect(ids).toEqual([
      ['demo', 2, 2],
      ['mine', 0, 0],
    ]);
  });

  it('where both changed one value, the person’s stays', () => {
    expect(withEdits({ a: 1 }, { a: 2 }, { a: 3 })).toEqual({ a: 2 });
    expect(withEdits({ a: [1] }, { a: [1, 2] }, { a: [9] })).toEqual({ a: [1, 2] });
  });
});

it('a member named as one that every object has is a member', () => {
  expect(withEdits({ toString: false }, { toString: false }, {})).toEqual({});
  expect(withEdits({}, { constructor: 1 }, { valueOf: 2 })).toEqual({ constructor: 1, valueOf: 2 });
});

describe('properties', () => {
  const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);

  it('nothing edited: what the demo writes; nothing new: what the person wrote', () => {
    fc.assert(fc.property(json, json, (before, fresh) => void expect(withEdits(before, before, fresh)).toEqual(fresh)));
    fc.assert(fc.property(json, json, (before, mine) => void expect(withEdits(before, mine, before)).toEqual(mine)));
  });
});
