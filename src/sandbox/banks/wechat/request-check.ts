/** Checks the Authorization header of APIv3. */
import type { Context } from './context.ts';
import { lines, verifyText } from './sign.ts';

const SCHEME = 'WECHATPAY2-SHA256-RSA2048';

/** The pairs of `mchid="...",nonce_str="..."` in any order; undefined when it is not that. */
export function parseAuthorization(header: string): Record<string, string> | undefined {
  const parts = /^(\S+)\s+(.*)$/.exec(header);
  if (parts?.[1] !== SCHEME) return undefined;
  const pairs: Record<string, string> = {};
  for (const piece of (parts[2] ?? '').split(',')) {
    const pair = /^\s*(\w+)="([^"]*)"\s*$/.exec(piece);
    if (!pair?.[1] || pair[1] in pairs) return undefined;
    pairs[pair[1]] = pair[2] ?? '';
  }
  return pairs;
}

export interface SignedRequest {
  method: string;
  /** Path and query exactly as sent. */
  target: string;
  body: Buffer;
  authorization: string | undefined;
}

/** Remembers the nonces of the last minutes. */
export interface Gate {
  /** The reason of a refusal, or undefined when the caller is our merchant. */
  check(request: SignedRequest): string | undefined;
}

export function buildGate(context: Context): Gate {
  const seen = new Map<string, number>();

  function replayed(nonce: string, now_ms: number): boolean {
    for (const [old, until_ms] of seen) {
      if (until_ms >= now_ms) break;
      seen.delete(old);
    }
    if (seen.has(nonce)) return true;
    seen.set(nonce, now_ms + 2 * context.settings().clock_skew_ms);
    return false;
  }

  return {
    check({ method, target, body, authorization }) {
      const { keys } = context;
      const now_ms = context.world.wall();
      const pairs = parseAuthorization(authorization ?? '');
      if (!pairs) return 'Authorization不合法';
      const { mchid, nonce_str, timestamp = '', serial_no, signature = '' } = pairs;
      if (mchid !== keys.mchid) return '商户号不存在';
      if (serial_no?.toUpperCase() !== keys.merchant_serial.toUpperCase()) return '商户证书序列号有误';
      if (!nonce_str || !/^[0-9]{1,12}$/.test(timestamp)) return 'Authorization不合法';
      if (Math.abs(now_ms - Number(timestamp) * 1000) > context.settings().clock_skew_ms)
        return 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟';
      const message = Buffer.concat([Buffer.from(lines(method, target, timestamp, nonce_str)), body, Buffer.from('\n')]);
      if (!verifyText(message, keys.merchant_public, signature)) return '签名错误，请检查后再试';
      return replayed(nonce_str, now_ms) ? 'nonce_str重复' : undefined;
    },
  };
}
