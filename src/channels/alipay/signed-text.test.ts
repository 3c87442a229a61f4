import { expect, test } from 'vitest';
import { sha256 } from './gateway.fixture.ts';
import { callbackText, requestText } from './signed-text.ts';

test('the canonical text of a request is the published one', () => {
  const text = requestText({
    version: '1.0',
    timestamp: '2025-01-01 00:00:00',
    sign_type: 'RSA2',
    sign: 'left out',
    empty: '',
    notify_url: 'https://pay.example.com/notify/alipay',
    method: 'alipay.trade.precreate',
    format: 'JSON'.toLowerCase(),
    charset: 'utf-8',
    biz_content: '{"out_trade_no":"TV20250101000000001","total_amount":"19.90","subject":"电视点播-测试","timeout_express":"15m"}',
    app_id: '2021000000000001',
  });
  expect(sha256(text)).toBe('59b7fa3a2e6c672a58660dc3ff10746b0fcf488edeffad2bd3e06e6da5c6234c');
});

test('sorted by ASCII, not by a locale; sign_type counts in a request and not in a notice', () => {
  const params = { b: '1', B: '2', a_b: '3', aB: '4', sign_type: 'RSA2', sign: 'x', e: '' };
  expect(requestText(params)).toBe('B=2&aB=4&a_b=3&b=1&sign_type=RSA2');
  expect(callbackText(params, 'kept')).toBe('B=2&aB=4&a_b=3&b=1&e=');
  expect(callbackText(params, 'dropped')).toBe('B=2&aB=4&a_b=3&b=1');
});
