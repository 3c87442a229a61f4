/** Published and computed examples of UnionPay's signatures. Source: docs/channels.md 3.11. */
import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { readAnswer } from '../../testing/unionpay-client.ts';
import { splitPairs } from './braces.ts';
import { pinOfBlock } from './secret.ts';
import { digest, signedText, verifyFields } from './sign.ts';

const DIGESTS: [what: string, text: string, expected: string][] = [
  [
    'an SMS request with blank fields',
    'accNo=&accessType=0&bizType=000301&certId=68759663125&channelType=07&currencyCode=156&customerInfo=e2VuY3J5cHRlZEluZm89fQ==&encoding=utf-8&encryptCertId=&merId=777290058110097&orderId=20180404163011&signMethod=01&txnAmt=1000&txnSubType=02&txnTime=20180404163011&txnType=77&version=5.1.0',
    'b209e44427e1140fc5561abaa6502a9b6f1aba2afb9bc970bbdd628dc3833d19',
  ],
  [
    'an open query',
    'accNo=&accessType=0&bizType=000301&certId=68759663125&channelType=07&encoding=utf-8&encryptCertId=&merId=777290058110097&orderId=20180404162959&signMethod=01&txnSubType=00&txnTime=20180404162959&txnType=78&version=5.1.0',
    'b8fbb756d39b55741c4395662e2f23899137f2076688175eb9368a40cf5cc796',
  ],
  [
    'an SMS request without blanks',
    'accessType=0&bizType=000301&certId=68759663125&channelType=07&currencyCode=156&encoding=UTF-8&merId=777290058110097&orderId=TV20250101000000001&signMethod=01&txnAmt=1990&txnSubType=02&txnTime=20250101000000&txnType=77&version=5.1.0',
    '9e6917ccffd3b65f0d4caad6e12a5910572606fc7e3e283dad376adaf3131cea',
  ],
];

test.each(DIGESTS)('digest: %s', (_what, text, expected) => {
  const fields = splitPairs(text) ?? {};
  expect(signedText(fields)).toBe(text);
  expect(digest(fields)).toBe(expected);
});

/** Of UnionPay's test environment, long expired. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIEQzCCAyugAwIBAgIFEBJJZVgwDQYJKoZIhvcNAQEFBQAwWDELMAkGA1UEBhMC
Q04xMDAuBgNVBAoTJ0NoaW5hIEZpbmFuY2lhbCBDZXJ0aWZpY2F0aW9uIEF1dGhv
cml0eTEXMBUGA1UEAxMOQ0ZDQSBURVNUIE9DQTEwHhcNMTcxMTAxMDcyNDA4WhcN
MjAxMTAxMDcyNDA4WjB3MQswCQYDVQQGEwJjbjESMBAGA1UEChMJQ0ZDQSBPQ0Ex
MQ4wDAYDVQQLEwVDVVBSQTEUMBIGA1UECxMLRW50ZXJwcmlzZXMxLjAsBgNVBAMU
JTA0MUBaMjAxNy0xMS0xQDAwMDQwMDAwOlNJR05AMDAwMDAwMDEwggEiMA0GCSqG
SIb3DQEBAQUAA4IBDwAwggEKAoIBAQDDIWO6AESrg+34HgbU9mSpgef0sl6avr1d
bD/IjjZYM63SoQi3CZHZUyoyzBKodRzowJrwXmd+hCmdcIfavdvfwi6x+ptJNp9d
EtpfEAnJk+4quriQFj1dNiv6uP8ARgn07UMhgdYB7D8aA1j77Yk1ROx7+LFeo7rZ
Ddde2U1opPxjIqOPqiPno78JMXpFn7LiGPXu75bwY2rYIGEEImnypgiYuW1vo9UO
G47NMWTnsIdy68FquPSw5FKp5foL825GNX3oJSZui8d2UDkMLBasf06Jz0JKz5AV
blaI+s24/iCfo8r+6WaCs8e6BDkaijJkR/bvRCQeQpbX3V8WoTLVAgMBAAGjgfQw
gfEwHwYDVR0jBBgwFoAUz3CdYeudfC6498sCQPcJnf4zdIAwSAYDVR0gBEEwPzA9
BghggRyG7yoBATAxMC8GCCsGAQUFBwIBFiNodHRwOi8vd3d3LmNmY2EuY29tLmNu
L3VzL3VzLTE0Lmh0bTA5BgNVHR8EMjAwMC6gLKAqhihodHRwOi8vdWNybC5jZmNh
LmNvbS5jbi9SU0EvY3JsMjQ4NzIuY3JsMAsGA1UdDwQEAwID6DAdBgNVHQ4EFgQU
mQQLyuqYjES7qKO+zOkzEbvdFwgwHQYDVR0lBBYwFAYIKwYBBQUHAwIGCCsGAQUF
BwMEMA0GCSqGSIb3DQEBBQUAA4IBAQAujhBuOcuxA+VzoUH84uoFt5aaBM3vGlpW
KVMz6BUsLbIpp1ho5h+LaMnxMs6jdXXDh/du8X5SKMaIddiLw7ujZy1LibKy2jYi
YYfs3tbZ0ffCKQtv78vCgC+IxUUurALY4w58fRLLdu8u8p9jyRFHsQEwSq+W5+bP
MTh2w7cDd9h+6KoCN6AMI1Ly7MxRIhCbNBL9bzaxF9B5GK86ARY7ixkuDCEl4XCF
JGxeoye9R46NqZ6AA/k97mJun//gmUjStmb9PUXA59fR5suAB5o/5lBySZ8UXkrI
pp/iLT8vIl1hNgLh0Ghs7DBSx99I+S3VuUzjHNxL6fGRhlix7Rb8
-----END CERTIFICATE-----`.replaceAll('\n', '\r\n');

const ANSWER = `accNo=cjsqgmTALZk1Rcb/l0GL+WKoExXkdZPv+kEezrB0+qpw0qQNNXjCDnV65peho8RyqPchKR3uX22Ov9A5mkUsoUtQD8Z9p1dBxv/s0C+fZOLHJz3LkJJL8xDgfAS7OGghS7gKRJt05S5WDnC5SBoIvb5+PFCB9gjOEJrOBYE3YgwBqQ/UQbPpVsk5FnOKlYQyHC5Z/BBz5YhUbarjAKwBN8aY3aLpD+PN0ii535XuMV2ZTnnkKvVtiWNHHZf5HOD5qgUOR83QSAQSEw6/5inRqI6miWCbAVeidk0JbOIqbElXUeiPDwFvGx6DmBWsydqKI4iQsfYBIrdScevzZnGvHg==&accessType=0&bizType=000301&currencyCode=156&encoding=utf-8&merId=777290058158470&orderId=20180414025538&queryId=121804140255385818028&respCode=00&respMsg=成功[0000000]&signMethod=01&signPubKeyCert=<PEM CRLF>&txnAmt=1000&txnSubType=01&txnTime=20180414025538&txnType=01&version=5.1.0`;
const SIGNATURE =
  'f5Gz5srn7RvdF2qtAHcakoiwVbSO8cOf9CVX9AJ3oCyjxsdTTXQmx+JQZ8Aw1y2ON+dvFxWC5Z4X/lOmQRSXs3fUZWaErWkgTqBO9Wrl5x3f6FgnB3sGuCXSPs/fm/mXhzv3LVrsmx2EmAxgsuDc7U+eRej/kfwSqI3E2wgHdteQW9jVhG8hxllO7yu9OTfcoPlo87quisMtggeXrfprpuBWKRTPRqsWUypP3+cskVZmc65XL7AGsz74HhS5kwZ9Sc2LejrQKC73Q4wzREdwKUwiPAnoL96ryDqca5+RT1WYq9u3YtxjQUzFTTXypMtZlH92P++MK+rppE9ck5rpyg==';

test('a whole consumption answer, with its certificate and signature', () => {
  const text = `${ANSWER.replace('<PEM CRLF>', CERTIFICATE)}&signature=${SIGNATURE}`;
  const fields = splitPairs(text) ?? {};
  expect(fields).toEqual(readAnswer(text));
  expect(digest(fields)).toBe('ba3adf0b7276ac823d063aefa672d045a0647ba2f248ddfbe3c4054e5d6d95d5');
  const key = new X509Certificate(CERTIFICATE).publicKey;
  expect(verifyFields(fields, key)).toBe(true);
  expect(verifyFields({ ...fields, signPubKeyCert: CERTIFICATE.replaceAll('\r', '') }, key)).toBe(false);
  expect(verifyFields({ ...fields, txnAmt: '1001' }, key)).toBe(false);
});

test('a PIN block', () => {
  expect(pinOfBlock(Buffer.from('06122456FFFFFFFE', 'hex'), '6216261000000000018')).toBe('123456');
  expect(pinOfBlock(Buffer.from('06122456FFFFFFFF', 'hex'), '6216261000000000018')).toBeUndefined();
});
