/** Published and computed examples, so that client and simulator cannot share a mistake. */
import { createHash, createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { callbackText, requestText, verifyRsa2 } from './banks/alipay/sign.ts';
import { parseAuthorization } from './banks/wechat/request-check.ts';
import { lines, seal } from './banks/wechat/sign.ts';

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
  expect(seal('0123456789abcdef0123456789abcdef', 'fdasflkja484', 'transaction', plain)).toBe(
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

test('Alipay: the text of a request, sign_type in it', () => {
  const text = requestText({
    version: '1.0',
    app_id: '2021000000000001',
    biz_content: '{"out_trade_no":"TV20250101000000001","total_amount":"19.90","subject":"电视点播-测试","timeout_express":"15m"}',
    charset: 'utf-8',
    format: 'json',
    method: 'alipay.trade.precreate',
    notify_url: 'https://pay.example.com/notify/alipay',
    sign_type: 'RSA2',
    timestamp: '2025-01-01 00:00:00',
    sign: 'x',
    app_auth_token: '',
  });
  expect(sha256(text)).toBe('59b7fa3a2e6c672a58660dc3ff10746b0fcf488edeffad2bd3e06e6da5c6234c');
});

/** A notice out of the official SDK's tests. */
const NOTICE = {
  gmt_create: '2019-08-15 15:56:22',
  charset: 'utf-8',
  seller_email: 'z97-yuquerevenue@service.aliyun.com',
  subject: '语雀空间 500人规模',
  sign: 'QfTb8tqE1BMhS5qAnXtvsF3/jBkEvu9q9en0pdbBUDDjvKycZhQb7h8GDs4FKfi049PynaNuatxSgLb/nLWZpXyyh0LEWdK2S6Ri7nPwrVgOs08zugLO20vOQz44y3ti2Ncm8/wZts1Fr2gZ7pShnVX3d1B50hbsXnObT1r/U8ONNQjWXd0HIul4TG+Q3fm3svmSvFEy0WnzuhcyHPX5Gm4ELNctL6Qd5YniGJFNcc7kopHYtI/XD9YCKCH6Ct02rzUs9i11C9CsadtZn+WhxF26Dqt9sGEFajkJ8cxUTLi8+VCpLHsgPE8P0y095uQcDdK0YjCh4x7wVSov+lrmOQ==',
  buyer_id: '2088102534368455',
  invoice_amount: '0.10',
  notify_id: '2019081500222155624068450559358070',
  fund_bill_list: '[{"amount":"0.10","fundChannel":"ALIPAYACCOUNT"}]',
  notify_type: 'trade_status_sync',
  trade_status: 'TRADE_SUCCESS',
  receipt_amount: '0.10',
  buyer_pay_amount: '0.10',
  app_id: '2019073166072302',
  sign_type: 'RSA2',
  seller_id: '2088531891668739',
  gmt_payment: '2019-08-15 15:56:24',
  notify_time: '2019-08-15 15:56:25',
  version: '1.0',
  out_trade_no: '20190815155618536-564-57',
  total_amount: '0.10',
  trade_no: '2019081522001468450512505578',
  auth_app_id: '2019073166072302',
  buyer_logon_id: 'xud***@126.com',
  point_amount: '0.00',
};
const NOTICE_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqObrdC7hrgAVM98tK0nv3hSQRGGKT4lBsQjHiGjeYZjOPIPHR5knm2jnnz/YGIXIofVHkA/tAlBAd5DrY7YpvI4tP5EONLtZKC2ghBMx7McI2wRD0xiqzxOQr1FuhZGJ8/AUokBzJrzY+aGX2xcOrxFYRlFilvVLTXg4LWjR1tdPkO6+i7wQZAIVMClPkwVRZEbaERRHlKqTzv2gGv5rDU8gRoe1LeaN+6BlbTqHWkQcNCUNrA8C6l17XAXGKDsm/9TFWwO8EPHHHCaQdjtV5/FdcWIt+L8SR1ss7EXTjYDFtxcKVv9rEoY1lX8T4mX+GbXfZHraG5NCF1+XioL5JwIDAQAB';

test('Alipay: the text of a notice, without sign_type', () => {
  const key = createPublicKey({ key: Buffer.from(NOTICE_KEY, 'base64'), format: 'der', type: 'spki' });
  expect(verifyRsa2(callbackText(NOTICE), key, NOTICE.sign)).toBe(true);
  expect(verifyRsa2(requestText(NOTICE), key, NOTICE.sign)).toBe(false);
});
