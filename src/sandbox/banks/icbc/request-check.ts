/** Checks of every request before its call is run: encoding, sender, signature, form. Source: docs/channels.md 4.2. */
import { beijing } from '../../../protocol/world.ts';
import { refuse } from './answer.ts';
import type { IcbcAnswer } from './answer.ts';
import type { IcbcCall } from './call.ts';
import type { Context } from './context.ts';
import { badField, readBiz } from './fields.ts';
import type { Biz } from './fields.ts';
import { signedText, verifyText } from './sign.ts';
import type { Params } from './sign.ts';
import { readTimestamp } from './time.ts';

/** One pair of application/x-www-form-urlencoded, encoded in full. */
const PAIR = /^[\w\-.*~!'()]+=(?:[\w\-.*~!'()+]|%[0-9A-Fa-f]{2})*$/;

/** Undefined when the body is not encoded, or names a parameter twice. */
export function readForm(body: string): Params | undefined {
  const params: Params = {};
  if (body === '' || !body.split('&').every((pair) => PAIR.test(pair))) return undefined;
  for (const [name, value] of new URLSearchParams(body)) {
    if (Object.hasOwn(params, name)) return undefined;
    params[name] = value;
  }
  // A "+" of base64 that was not encoded arrives as a blank.
  return params['sign']?.includes(' ') ? undefined : params;
}

const FORMS: { readonly [name: string]: RegExp } = {
  app_id: /^\d{1,20}$/,
  msg_id: /^[\x21-\x7e]{1,40}$/,
  format: /^json$/,
  charset: /^UTF-8$/,
  sign_type: /^(?:RSA|RSA2|CA|SM2)$/,
  timestamp: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/,
  biz_content: /^\{/,
  sign: /^[0-9A-Za-z+/]+={0,2}$/,
};
/** Parameters of services that the simulator does not have. */
const NOT_OFFERED = ['encrypt_type', 'ca', 'app_auth_token'];

function badForm(params: Params): string | undefined {
  return Object.entries(FORMS).find(([name, form]) => !form.test(params[name] ?? ''))?.[0] ?? NOT_OFFERED.find((name) => params[name]);
}

/** The merchant's ids in biz_content that are not the caller's. */
function foreignId({ keys }: Context, biz: Biz): string | undefined {
  const own: Biz = { mer_id: keys.mer_id, icbc_appid: keys.app_id, mer_prtcl_no: keys.mer_prtcl_no };
  return Object.keys(own).find((name) => biz[name] && biz[name] !== own[name]);
}

export interface RequestCheck {
  /** The parameters' biz_content, or a refusal. */
  check(call: IcbcCall, params: Params): { biz: Biz } | IcbcAnswer;
}

export function buildRequestCheck(context: Context): RequestCheck {
  let day = '';
  let used = new Set<string>();

  /** A msg_id is good once a day. */
  function isUsed(msg_id: string): boolean {
    const today = beijing(context.world.wall()).slice(0, 10);
    if (today !== day) [day, used] = [today, new Set()];
    if (used.has(msg_id)) return true;
    used.add(msg_id);
    return false;
  }

  function sender(call: IcbcCall, params: Params): IcbcAnswer | undefined {
    const { keys, world } = context;
    const wrong = badForm(params);
    if (wrong) return refuse('bad_parameter', {}, wrong);
    if (params['app_id'] !== keys.app_id) return refuse('access_refused', {}, 'app_id');
    // This application is registered for RSA2.
    const good =
      params['sign_type'] === 'RSA2' && verifyText(signedText(call.path, params), keys.merchant_public, 'RSA2', params['sign'] ?? '');
    if (!good) return refuse('bad_signature');
    const sent_ms = readTimestamp(params['timestamp'] ?? '');
    if (sent_ms === undefined || Math.abs(world.wall() - sent_ms) > context.settings().clock_skew_ms)
      return refuse('bad_parameter', {}, 'timestamp');
    return isUsed(params['msg_id'] ?? '') ? refuse('bad_parameter', {}, 'msg_id') : undefined;
  }

  return {
    check(call, params) {
      const refused = sender(call, params);
      if (refused) return refused;
      const biz = readBiz(params['biz_content'] ?? '');
      if (!biz) return refuse('bad_parameter', {}, 'biz_content');
      const number = biz['out_trade_no'] ?? '';
      const wrong = badField(biz, call.rules) ?? foreignId(context, biz);
      return wrong ? refuse('bad_parameter', { number }, wrong) : { biz };
    },
  };
}
