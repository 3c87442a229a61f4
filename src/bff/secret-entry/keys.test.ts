import { expect, it } from 'vitest';
import { viewerScope } from '../merchants/merchant.ts';
import type { Merchant } from '../merchants/merchant.ts';
import { CARD_SECRETS } from '../testing/app.ts';
import { cardKeys } from './keys.ts';

const of = (viewers?: Merchant['viewers']): Merchant => ({
  id: '',
  name: '',
  app_name: '',
  enabled: true,
  keys: [],
  return_allow: [],
  notify_allow: [],
  ...(viewers ? { viewers } : {}),
});
const merchants = new Map([
  ['shop', of()],
  ['film', of('own')],
  ['hall', of('operator')],
  ['topup', of('operator')],
]);
const keys = cardKeys(CARD_SECRETS, viewerScope(merchants));
const viewer = (merchant_id: string, viewer_id?: string) => keys.viewerOf({ merchant_id, ...(viewer_id ? { viewer_id } : {}) });

it('viewers of the operator meet across merchants; those of a merchant are its own', () => {
  expect(viewer('hall', '8001')).toBe(viewer('topup', '8001'));
  expect(new Set(['shop', 'film', 'hall', 'gone'].map((one) => viewer(one, '8001'))).size).toBe(4);
  expect(viewer('hall', '8001')).not.toBe(viewer('hall', '8002'));
  expect(viewer('hall')).toBeUndefined();
});

it('a merchant is somebody else under its own id, whatever another names its viewers', () => {
  // No id holds a space, so that no scope and viewer_id give the text of another pair.
  expect(viewer('shop', 'x')).not.toBe(cardKeys(CARD_SECRETS).viewerOf({ merchant_id: '', viewer_id: 'shop x' }));
});
