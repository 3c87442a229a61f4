/** A computed example, so that client and simulator cannot share a mistake. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { signedText } from './sign.ts';

test('the text of a request', () => {
  const text = signedText('/api/qrcode/V2/generate', {
    timestamp: '2025-01-01 00:00:00',
    sign_type: 'RSA2',
    app_id: '10000000000000000001',
    msg_id: 'urcnl24ciutr9',
    format: 'json',
    charset: 'UTF-8',
    biz_content: '{"mer_id":"020002040095","order_amt":"1990","out_trade_no":"TV20250101000000001"}',
    app_auth_token: '',
    sign: 'x',
  });
  expect(createHash('sha256').update(text).digest('hex')).toBe('0c000f2808c44ece5b1975cdcbb6e0319e9d2634d0f5f65f81c76b1505141e24');
});
