/** Ends of certificates: found by what is in a file, not by its name. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { certificateEnds } from './certificates.ts';

const KEYS = join(import.meta.dirname, '../../../e2e/upgrade/format-1/sandbox/keys');

it('names each certificate by its setting', () => {
  const settings = {
    alipay: { app_cert_file: join(KEYS, 'alipay_app_certificate.pem'), private_key_file: join(KEYS, 'alipay_app_private.pem') },
    unionpay: { older: [{ sign_cert_file: join(KEYS, 'unionpay/sign_certificate.pem') }], none_file: join(KEYS, 'none'), text: 'x' },
  };
  const ends = certificateEnds(settings);
  expect(ends.map((one) => one.name)).toEqual(['certificate alipay/app_cert_file', 'certificate unionpay/older/0/sign_cert_file']);
  for (const { ends_ms } of ends) expect(ends_ms).toBeGreaterThan(Date.UTC(2026, 0, 1));
});
