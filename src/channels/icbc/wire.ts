/** One signed call of ICBC's gateway. An answer counts, for good or bad, only when its exact text is signed by the gateway. */
import { beijing, randomText } from '../../protocol/world.ts';
import type { ChannelWorld, Incoming } from '../port.ts';
import { signRsaSha256 } from '../shared/rsa.ts';
import { resultCode, signedAnswer } from './answer-text.ts';
import type { Fields } from './answer-text.ts';
import { codeOf, DONE } from './codes.ts';
import type { IcbcConfig } from './config.ts';
import type { IcbcKeys } from './keys.ts';
import { verifyRsa } from './rsa.ts';
import { signedText } from './signed-text.ts';
import type { Params } from './signed-text.ts';

const ONLINE = '/api/cardbusiness/aggregatepay/b2c/online/';
/** Bilateral, ours. Source: docs/channels.md 4.4. */
const DIRECT = '/api/cardbusiness/tvpay/direct/';

/** All we ever call. */
export const PATHS = {
  prepay: '/api/cardbusiness/qrcode/consumption/V1',
  order: ONLINE + 'orderqry/V1',
  refund: ONLINE + 'merrefund/V1',
  refund_query: ONLINE + 'refundqry/V1',
  methods: DIRECT + 'methods/V1',
  prepare: DIRECT + 'prepare/V1',
  confirm: DIRECT + 'confirm/V1',
} as const;

export type Endpoint = keyof typeof PATHS;

/** `code` is never below 0: that is silence. `busy`: we ask too often. */
export type Answer =
  | { kind: 'signed'; asked_at_ms: number; code: number; fields: Fields }
  | { kind: 'silent'; asked_at_ms: number; why: string; busy: boolean };

/** Never rejects. `biz_content` is sent byte for byte. */
export type Call = (endpoint: Endpoint, biz_content: string) => Promise<Answer>;

export function makeCall(config: IcbcConfig, keys: IcbcKeys, world: ChannelWorld): Call {
  return async (endpoint, biz_content) => {
    let asked_at_ms = world.now();
    const silent = (why: string, busy = false): Answer => {
      world.log('warn', 'icbc-silent', { endpoint, why });
      return { kind: 'silent', asked_at_ms, why, busy };
    };
    try {
      const params = await signedParams(config, keys, world, PATHS[endpoint], biz_content);
      asked_at_ms = world.now();
      const incoming = await world.send({
        method: 'POST',
        url: config.base_url + PATHS[endpoint],
        headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8', accept: 'application/json' },
        body: encoded(params),
        timeout_ms: config.timeout_ms,
      });
      if (incoming.status !== 200) return silent('status-' + incoming.status, incoming.status === 429);
      const fields = await readAnswer(config, keys, incoming);
      if (typeof fields === 'string') return silent(fields);
      const code = resultCode(fields, codeOf);
      if (code === undefined) return silent('code-unreadable');
      if (code < DONE) return silent('unknown' + code);
      if (code !== DONE) world.log('info', 'icbc-answer', { endpoint, code });
      return { kind: 'signed', asked_at_ms, code, fields };
    } catch (error) {
      return silent(error instanceof Error ? error.name : 'network');
    }
  };
}

async function signedParams(config: IcbcConfig, keys: IcbcKeys, world: ChannelWorld, path: string, biz_content: string): Promise<Params> {
  const params = {
    app_id: config.app_id,
    msg_id: newMsgId(world),
    format: 'json',
    charset: 'UTF-8',
    sign_type: 'RSA2',
    timestamp: beijing(world.now()).replace('T', ' '),
    biz_content,
  };
  return { ...params, sign: await signRsaSha256(keys.sign_with, signedText(path, params)) };
}

/** At most 40 characters, never the same twice. Source: docs/channels.md 6. */
export function newMsgId(world: Pick<ChannelWorld, 'random'>): string {
  return randomText(world.random, 32);
}

/** Everything but letters, digits and `-_.~` escaped: a field that is not is refused with 85502. */
function encoded(params: Params): string {
  const escaped = (value: string): string =>
    encodeURIComponent(value).replace(/[!'()*]/g, (letter) => '%' + letter.charCodeAt(0).toString(16).toUpperCase());
  return Object.entries(params)
    .map(([name, value]) => name + '=' + escaped(value))
    .join('&');
}

/** The signed members, or why there are none. */
async function readAnswer(config: IcbcConfig, keys: IcbcKeys, incoming: Incoming): Promise<Fields | string> {
  // Strict: only then is the text the bytes that were signed.
  const answer = signedAnswer(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(incoming.body));
  if (!answer) return 'unreadable';
  return (await verifyRsa(config.answer_sign, keys.verify_with, answer.content, answer.sign)) ? answer.fields : 'bad-signature';
}
