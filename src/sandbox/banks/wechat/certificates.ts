/** GET /v3/certificates: the platform certificate, for merchants in certificate mode only. */
import { letters } from '../../server/random.ts';
import { fail, succeed } from './answer.ts';
import type { WechatCall } from './call.ts';
import { encrypt } from './sign.ts';
import { rfc3339 } from './time.ts';

export const certificates: WechatCall = {
  name: 'certificates',
  method: 'GET',
  path: '/v3/certificates',
  run(context) {
    const { keys } = context;
    if (context.faults.now().answer.key_mode !== 'certificate') {
      return fail('RESOURCE_NOT_EXISTS', '无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥');
    }
    const nonce = letters(context.world.random, 12);
    const encrypt_certificate = {
      algorithm: 'AEAD_AES_256_GCM',
      nonce,
      associated_data: 'certificate',
      ciphertext: encrypt(keys.api_v3_key, nonce, 'certificate', keys.platform_certificate),
    };
    const certificate = {
      serial_no: keys.platform_serial,
      effective_time: rfc3339(keys.platform_from_ms),
      expire_time: rfc3339(keys.platform_until_ms),
      encrypt_certificate,
    };
    return succeed({ data: [certificate] });
  },
};
