import { describe, expect, it } from 'vitest';
import { lookUp } from './bins.ts';
import { faceOf, faceOfPrefix, factsOf } from './display.ts';
import { ELEMENTS, neededFor, withCredit } from './elements.ts';
import { isCode, isPan, readFields } from './validate.ts';

const NOW_MS = Date.UTC(2026, 10, 23, 4, 0, 0);

describe('typed fields', () => {
  it.each([
    ['phone', '13552535506', undefined],
    ['phone', '23552535506', 'note_phone'],
    ['phone', '1355253550', 'note_phone'],
    ['id', '341126197709218366', undefined],
    ['id', '341126197709218365', 'note_id'],
    ['id', '11010519491231002X', undefined],
    ['id', '11010519491231002x', undefined],
    ['id', '510265790128303', undefined],
    ['id', '51026579012830', 'note_id'],
    ['id_last6', '31002X', undefined],
    ['id_last6', '3100X2', 'note_id_last6'],
    ['expiry', '1126', undefined],
    ['expiry', '1026', 'note_expired'],
    ['expiry', '1325', 'note_expiry'],
    ['expiry', '0026', 'note_expiry'],
    ['cvn2', '123', undefined],
    ['cvn2', '12', 'note_cvn2'],
    ['pin', '123456', undefined],
    ['pin', '12345', 'note_pin'],
  ] as const)('%s %s: %s', (field, value, note) => {
    const reading = readFields([field], { [field]: value }, NOW_MS);
    expect('note' in reading ? reading.note : undefined).toBe(note);
    if ('note' in reading) expect(reading.field).toBe(field);
  });

  it('a month is good to its end in Beijing, not in Greenwich', () => {
    const last_evening = Date.UTC(2026, 10, 30, 15, 59, 59);
    expect('note' in readFields(['expiry'], { expiry: '1126' }, last_evening)).toBe(false);
    expect('note' in readFields(['expiry'], { expiry: '1126' }, last_evening + 1000)).toBe(true);
  });

  it('missing, not text, or of another shape: named by its field', () => {
    for (const typed of [{}, { phone: 1 }, { phone: null }, { phone: ['13552535506'] }])
      expect(readFields(['phone'], typed, NOW_MS)).toEqual({ note: 'note_phone', field: 'phone' });
  });

  it('numbers of 13 to 19 digits, whatever Luhn says', () => {
    expect(['6221558812340000', '6216261000000000018', '1234567890123'].every(isPan)).toBe(true);
    expect(['123456789012', '12345678901234567890', '6216 2610', '６２１６２６１００００００', undefined, 6216261000000].some(isPan)).toBe(
      false,
    );
    expect([isCode('111111'), isCode('11111'), isCode('11111a'), isCode(111111)]).toEqual([true, false, false, false]);
  });
});

describe('whose card', () => {
  it.each([
    ['6216261000000000018', 'SPABANK', 'debit'],
    ['6226090000000048', 'CMB', 'debit'],
    ['6226388000000095', 'HXBANK', 'credit'],
    ['6221558812340000', 'SPABANK', 'credit'],
    ['5200831111111113', 'ABC', 'credit'],
  ])('%s is %s %s', (pan, bank, kind) => {
    expect(lookUp(pan, pan.length)).toMatchObject({ bank, kind });
    expect(factsOf(pan)).toMatchObject({ bank, kind, tail: pan.slice(-4) });
  });

  it('not known is allowed', () => {
    expect(factsOf('1111111111111')).toMatchObject({ bank: '', kind: 'unknown', tail: '1111' });
    expect(faceOf(factsOf('1111111111111'), 'zh-CN')).toMatchObject({ bank: '', mark: '', kind_text: '银行卡' });
    expect(faceOfPrefix('111111', 'en', 6)).toBeNull();
  });

  it('in three languages', () => {
    const facts = factsOf('6217003310020000000');
    expect(faceOf(facts, 'zh-CN')).toMatchObject({ bank: '建设银行', kind_text: '储蓄卡' });
    expect(faceOf(facts, 'zh-TW')).toMatchObject({ bank: '建設銀行', kind_text: '儲蓄卡' });
    expect(faceOf(facts, 'en')).toMatchObject({ bank: 'China Construction Bank', kind_text: 'debit' });
  });
});

describe('what a card is checked with', () => {
  const rules = [{ kind: 'debit', banks: ['CMB'], need: ['id', 'phone'] }, ...ELEMENTS] as typeof ELEMENTS;

  it('the first rule that fits', () => {
    expect(neededFor(rules, { bank: 'CMB', kind: 'debit' })).toEqual(['id', 'phone']);
    expect(neededFor(rules, { bank: 'CMB', kind: 'credit' })).toEqual(['expiry', 'cvn2', 'phone']);
    expect(neededFor(rules, { bank: 'ICBC', kind: 'debit' })).toEqual(['phone']);
    expect(neededFor([], { bank: '', kind: 'unknown' })).toEqual(['phone']);
  });

  it('a card of unknown kind that was refused for its CVN2 is asked for it', () => {
    expect(withCredit(['phone'])).toEqual(['expiry', 'cvn2', 'phone']);
    expect(withCredit(['cvn2', 'phone'])).toEqual(['expiry', 'cvn2', 'phone']);
  });
});
