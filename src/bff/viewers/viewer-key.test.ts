import { expect, it } from 'vitest';
import type { Merchant } from '../merchants/merchant.ts';
import { viewerKeys } from './viewer-key.ts';

const MERCHANTS = new Map<string, Pick<Merchant, 'viewers' | 'portal'>>([
  ['home', { viewers: 'operator', portal: true }],
  ['film', { viewers: 'operator' }],
  ['own', {}],
  ['own-portal', { portal: true }],
]);
const key = viewerKeys(MERCHANTS as unknown as Map<string, Merchant>, (text) => text);

it("the operator's viewers are one at all its merchants; others are each merchant's own, and found where it is a portal", () => {
  const of = (merchant_id: string, viewer_id = 'v'): string | undefined => key({ merchant_id, viewer_id });
  expect(of('home')).toBe(of('film'));
  expect(of('home', 'w')).not.toBe(of('home'));
  expect(of('own')).toBeUndefined();
  expect(of('own-portal')).toBeDefined();
  expect(of('own-portal')).not.toBe(of('home'));
  expect(of('nobody')).toBeUndefined();
  expect(key({ merchant_id: 'film' })).toBeUndefined();
});
