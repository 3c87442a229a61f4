import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rawMembers } from './raw-members.ts';

test('blanks around the colon, an inner sign member, escapes: the text between the braces stays as it came', () => {
  const inner = '{ "code" :"10000","sign":"xxx","a":"\\"}{","url":"http:\\/\\/x\\/","n":[{"b":"]"}] , "u":"\\u4e2d" }';
  const body = `\n{ "alipay_trade_query_response" \t:\r\n\n  ${inner}\n ,\n"sign"  :  "AB\\/C=" , "alipay_cert_sn":"1"}\n`;
  const members = rawMembers(body);
  expect(members?.get('alipay_trade_query_response')).toBe(inner);
  expect(members?.get('sign')).toBe('"AB\\/C="');
  expect(members?.get('alipay_cert_sn')).toBe('"1"');
});

test('a member of that name deeper down or inside a text is not the member', () => {
  const body = '{"x":{"q_response":{"code":"10000"}},"y":"\\"q_response\\":{}","q_response":{"code":"40004"}}';
  expect(rawMembers(body)?.get('q_response')).toBe('{"code":"40004"}');
});

test.each(['', 'null', '[]', '"text"', '{', '{"a":1}}', '{"a":1,"a":2}', '{"a":1,"\\u0061":2}', "{'a':1}", '<html>', '\ufeff{}'])(
  '%j is no answer',
  (body) => {
    expect(rawMembers(body)).toBeUndefined();
  },
);

test('whatever the values and the layout, each member is its own text', () => {
  const blank = fc.string({ unit: fc.constantFrom(' ', '\n', '\t', '\r'), maxLength: 3 });
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.json({ maxDepth: 3 }), { maxKeys: 5 }), blank, (parts, gap) => {
      const entries = Object.entries(parts);
      const body =
        gap + '{' + entries.map(([name, json]) => gap + JSON.stringify(name) + gap + ':' + gap + json + gap).join(',') + '}' + gap;
      expect([...(rawMembers(body) ?? [])]).toEqual(entries.map(([name, json]) => [name, json]));
    }),
  );
});

test('a megabyte of text in one member is stepped over', () => {
  const inner = JSON.stringify({ a: 'x\\"'.repeat(400_000) });
  expect(rawMembers(`{"q":${inner},"sign":"s"}`)?.get('q')).toBe(inner);
});
