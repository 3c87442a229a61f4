/** Published and computed examples, so that client and simulator cannot share a mistake. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { parseAuthorization } from './request-check.ts';
import { encrypt, lines } from './sign.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

test('WeChat: the text of a GET', () => {
  const text = lines('GET', '/v3/certificates', 1554208460, '593BEC0C930BF1AFEB40B4A08C8FB242', '');
  expect(Buffer.byteLength(text)).toBe(66);
  expect(sha256(text)).toBe('fab5c8a222049f386cb01453c7dc712c7997e756271557b0ef6e2e5060575373');
});

test('WeChat: the text of a POST', () => {
  const body =
    '{"appid":"wxd678efh567hg6787","mchid":"1230000109","description":"电视点播-测试","out_trade_no":"TV20250101000000001","time_expire":"2025-01-01T00:15:00+08:00","notify_url":"https://pay.example.com/notify/wechat","amount":{"total":1990,"currency":"CNY"}}';
  const text = lines('POST', '/v3/pay/transactions/native', 1735660800, '593BEC0C930BF1AFEB40B4A08C8FB242', body);
  expect(Buffer.byteLength(text)).toBe(338);
  expect(sha256(text)).toBe('e6192bf34f89c31b20118de3cf0ac9e9341810baae3f33b901fa4dd89bf8e390');
});

test('WeChat: the sealed resource of a notice', () => {
  const plain =
    '{"mchid":"1230000109","appid":"wxd678efh567hg6787","out_trade_no":"TV20250101000000001","transaction_id":"4200000000202501010000000001","trade_type":"NATIVE","trade_state":"SUCCESS","trade_state_desc":"支付成功","bank_type":"OTHERS","success_time":"2025-01-01T00:03:00+08:00","payer":{"openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"},"amount":{"total":1990,"payer_total":1990,"currency":"CNY","payer_currency":"CNY"}}';
  expect(encrypt('0123456789abcdef0123456789abcdef', 'fdasflkja484', 'transaction', plain)).toBe(
    'DUcegK33A8MEOgdJt8PWwAdrzVDy3c3BTENCdjZ/7K2gbkFM2sU/cZ/UPNrLir4DXaSrqBdzgGy/sMCWIPKVQdMoXvNcx2knYhN/TH0OBs8X7FGM9RgVkW6rL42cGIGKFVfClnfShiwRCzCmNREMzUSUdSAYgukDnnmsNC4C5dQEMLenoEBqM2GKoDy64I/oPZuHdJAURodNK1fWCvuVnMyph0+oSSqGeu1yzv9gO7g1DxtPmkpcioFLXdRuGRmx+Svc+aGGspDnfZLH+WBe6qvHdv2lxsZ8iq05kHArQXUPHu7MZKfeKbzt4duAyl4jChg0/CMXsXU6+5y/kVu3IwvjRwpw7PfWeOrxB1sg8QthXA27bXZaVJrXEiDbxMFY5wWqJ1M2fboZeBxKsS5RFkkRi1JXXZFp8Pngr0Zz7mJtpVfFncRu0hXyzcnY0d1xmpthJQht94ZG2dwdPUaaXKEE/SRiVbKMHk+OyTGOsIYL1jzR074ndWHAbjwLPLA8eGUenbAo3083ZHXsakYsQUbkXMZaCARhnnjd3dJIj+n5OMyJgX/Qf3X0KFVA',
  );
});

test('WeChat: the pairs of a published Authorization header', () => {
  const header =
    'WECHATPAY2-SHA256-RSA2048 mchid="1900009191",nonce_str="593BEC0C930BF1AFEB40B4A08C8FB242",signature="uOVRnA4qG/MNnYzdQxJanN+zU+l==",timestamp="1554208460",serial_no="1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C"';
  expect(parseAuthorization(header)).toEqual({
    mchid: '1900009191',
    nonce_str: '593BEC0C930BF1AFEB40B4A08C8FB242',
    signature: 'uOVRnA4qG/MNnYzdQxJanN+zU+l==',
    timestamp: '1554208460',
    serial_no: '1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C',
  });
});
