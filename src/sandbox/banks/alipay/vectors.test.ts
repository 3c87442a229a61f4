/** Published and computed examples, so that client and simulator cannot share a mistake. */
import { createHash, createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { callbackText, requestText, verifyRsa2 } from './sign.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

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
