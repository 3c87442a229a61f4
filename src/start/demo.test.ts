/** The demo can be tried again and again: limits a hundred times higher, a phone a card, and somebody who watches. */
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { CardLimits } from '../bff/secret-entry/limits.ts';
import { CARDS } from '../sandbox/banks/unionpay/cards.ts';
import { DEMO, DEMO_VIEWER } from './demo.ts';

const limits = (DEMO['cards'] as { limits: { [name: string]: number } }).limits;
const usual = Value.Default(CardLimits, {}) as { [name: string]: number };

describe('the demo', () => {
  it.each(['card', 'phone', 'viewer', 'box'].flatMap((by) => ['sms_' + by, 'guess_' + by]))('%s is a hundred times as much', (name) => {
    expect(limits[name]).toBeGreaterThanOrEqual(100 * (usual[name] ?? Infinity));
  });

  it('of numbers too', () => {
    for (const name of ['number_viewer', 'number_box', 'number_order'])
      expect(limits[name]).toBeGreaterThanOrEqual(100 * (usual[name] ?? Infinity));
  });

  it('only the six cards of the manuals share a phone', () => {
    const count = (phone: string): number => CARDS.filter((one) => one.phone === phone).length;
    const shared = CARDS.filter((one) => count(one.phone) > 1).map((one) => one.phone);
    expect(new Set(shared)).toEqual(new Set(['13552535506', '18100000000']));
    expect(shared).toHaveLength(6);
  });

  it('has a viewer, without whom no card is remembered', () => {
    expect(DEMO_VIEWER.viewer).toMatch(/^[0-9A-Za-z_-]{1,64}$/);
  });
});
