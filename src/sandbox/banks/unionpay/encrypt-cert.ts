/** 95/00: the certificate to encrypt with from now on. */
import { answer, refuse } from './answer.ts';
import type { AcpCall } from './call.ts';
import { currentKey } from './encrypt-keys.ts';

export const encryptCert: AcpCall = {
  name: 'encrypt-cert',
  endpoint: 'back',
  types: ['95/00'],
  biz_types: ['000000'],
  needs: ['orderId', 'certType'],
  run(context, fields) {
    if (fields['certType'] !== '01') return refuse('10', 'certType');
    return answer('00', { certType: '01', encryptPubKeyCert: currentKey(context).certificate });
  },
};
