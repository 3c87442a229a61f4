import { describe, expect, it } from 'vitest';
import type { RefusalCode } from '../../../protocol/refusal.ts';
import { newOrder } from '../../testing/decisions.ts';
import { billReturn } from './return.ts';

const { payment } = newOrder();
const jumpOf = (state: 'paid' | 'closed' | 'left', refusal?: RefusalCode): string | null =>
  new URL(billReturn({ ...payment, dialogue: { ...payment.dialogue, ...(refusal ? { refusal } : {}) } }, state)).searchParams.get(
    'jumpType',
  );

describe('jumpType', () => {
  it('paid, ended, broken off', () => {
    expect([jumpOf('paid'), jumpOf('closed'), jumpOf('left')]).toEqual(['0000', '0001', '0001']);
  });
  it('left where a bank or we failed is told apart from a change of mind', () => {
    expect([jumpOf('left', 'CHANNEL_DOWN'), jumpOf('left', 'CHANNEL_SILENT'), jumpOf('left', 'TOO_MANY_ATTEMPTS')]).toEqual([
      '0003',
      '0003',
      '0001',
    ]);
    expect(jumpOf('paid', 'CHANNEL_DOWN')).toBe('0000');
  });
});
