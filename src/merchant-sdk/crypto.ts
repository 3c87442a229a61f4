import { createHmac } from 'node:crypto';
import type { Hmac } from '../protocol/paysign-v2.ts';
import type { Hmac64 } from '../protocol/notice.ts';

export const hmac: Hmac = (secret, text) => createHmac('sha256', secret).update(text).digest('hex');
export const hmac64: Hmac64 = (key, text) => createHmac('sha256', key).update(text).digest('base64');
