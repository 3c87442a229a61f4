import { createHmac } from 'node:crypto';
import type { Hmac } from '../protocol/paysign-v2.ts';
import type { Hmac64 } from '../protocol/notice.ts';

export const hmac: Hmac = (secret, text) => createHmac('sha256', secret).update(text).digest('hex');
export const hmac64: Hmac64 = (secret, text) => createHmac('sha256', secret).update(text).digest('base64');
