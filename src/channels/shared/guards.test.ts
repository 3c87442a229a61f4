import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteText, decoded, toBytes } from './byte-text.ts';
import { readForm } from './form.ts';
import { readObject } from './json.ts';
import { isOnlyReading, readPlain } from './one-reading.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (fields: { readonly [name: string]: string }): string =>
  Object.keys(fields)
    .sort()
    .map((name) => name + '=' + fields[name])
    .join('&');

describe('one reading', () => {
  it.each<[string, { [name: string]: string }, boolean]>([
    ['plain fields', { a: '1', b: '2' }, true],
    ['an empty value', { a: '', b: '2' }, true],
    ['= in a value', { a: 'x=y', b: '2' }, true],
    ['& in a value, no = after it', { a: 'x&y', b: '2' }, true],
    ['a field hidden in a value', { a: '1&b=2' }, false],
    ['a field hidden at the end', { a: '1', z: '1&amount=9900' }, false],
    ['a name that holds the border', { 'a=1&b': '2' }, false],
    ['a name with a blank = before it', { '': '1' }, false],
  ])('%s', (_what, fields, only) => {
    expect(isOnlyReading(fields, textOf(fields), readPlain)).toBe(only);
  });

  it('two different records that sign alike: never both are believed', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '&', '=', '1'), maxLength: 6 });
    const record = fc.dictionary(part, part, { maxKeys: 4 });
    fc.assert(
      fc.property(record, (fields) => {
        const text = textOf(fields);
        const finest = readPlain(text);
        if (isOnlyReading(fields, text, readPlain)) expect({ ...finest }).toEqual({ ...fields });
      }),
      { numRuns: 2000 },
    );
  });
});

describe('forms', () => {
  it('are read as bytes, in any charset', () => {
    const gbk = readForm(bytes('subject=%B5%E7%CA%D3+1&sign=%2B'));
    expect(gbk).toEqual({ subject: '\xb5\xe7\xca\xd3 1', sign: '+' });
    expect(decoded(gbk?.['subject'] ?? '', 'GBK')).toBe('电视 1');
    expect(decoded(readForm(bytes('s=%E7%94%B5'))?.['s'] ?? '')).toBe('电');
  });
  it.each(['a=%zz', 'a=%4', 'a=1&a=2', 'a=1&%61=2', '', '&&'])('%j is none', (text) => expect(readForm(bytes(text))).toBeUndefined());
});

it('bytes go through unchanged', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (some) => {
      expect([...toBytes(byteText(some))]).toEqual([...some]);
    }),
  );
});

it.each([
  ['the charset told', '\xb5\xe7', 'gbk', '电'],
  ['UTF-8 that says utf8', '\xe7\x94\xb5', 'utf8', '电'],
  ['UTF-8 that says GBK but is not', '\xe7\x94\xb5\xe8', 'utf-8', '鐢佃'],
  ['no charset', '\xb5\xe7', '', '电'],
  ['a charset nobody knows', '\xe7\x94\xb5', 'klingon', '电'],
])('decoded: %s', (_what, text, told, meant) => expect(decoded(text, told)).toBe(meant));

describe('JSON', () => {
  it.each(['{"a":1,"a":2}', '{"x":{"a":1,"b":[{"c":1,"\\u0063":2}]}}', '[]', 'null', '{', '"a"', ''])('%s is refused', (text) =>
    expect(readObject(text)).toBeUndefined(),
  );
  it('anything without doubled names is read', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const text = JSON.stringify(value);
        expect(readObject(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});
