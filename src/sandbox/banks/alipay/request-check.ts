/** The gateway's own checks, before any business. */
import type { Context } from './context.ts';
import { doubtfulField } from '../../server/one-reading.ts';
import { gatewayError } from './answer.ts';
import type { AlipayAnswer } from './answer.ts';
import { requestText, verifyRsa2 } from './sign.ts';
import type { Params } from './sign.ts';

const REQUIRED = [
  ['method', 'isv.missing-method'],
  ['app_id', 'isv.missing-app-id'],
  ['sign', 'isv.missing-signature'],
  ['sign_type', 'isv.missing-signature-type'],
  ['timestamp', 'isv.missing-timestamp'],
  ['version', 'isv.missing-version'],
] as const;

const FORMS: [name: string, form: RegExp, sub_code: string][] = [
  ['sign_type', /^RSA2$/, 'isv.invalid-signature-type'],
  ['charset', /^utf-8$/i, 'isv.invalid-charset'],
  ['format', /^json$/i, 'isv.invalid-format'],
  ['version', /^1\.0$/, 'isv.invalid-version'],
  ['timestamp', /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/, 'isv.invalid-timestamp'],
];

/** A wrong app_id is answered without signature: Alipay does not know whose key to use. */
export function unknownApp(context: Context, params: Params): boolean {
  return params['app_id'] !== context.keys.app_id;
}

/** Certificate mode is what the request says it is; half of it, or foreign serial numbers, is refused. */
function badCertificates(context: Context, params: Params): boolean {
  const { app_cert_sn, alipay_root_cert_sn } = params;
  if (app_cert_sn === undefined && alipay_root_cert_sn === undefined) return false;
  const { keys } = context;
  return app_cert_sn !== keys.app_cert_sn || alipay_root_cert_sn !== keys.root_cert_sn;
}

export function gateProblem(context: Context, params: Params): AlipayAnswer | undefined {
  for (const [name, sub_code] of REQUIRED) if (!params[name]) return gatewayError('40001', sub_code, `缺少${name}`);
  for (const [name, form, sub_code] of FORMS)
    if (params[name] && !form.test(params[name])) return gatewayError('40002', sub_code, `${name}不合法`);
  if (badCertificates(context, params)) return gatewayError('40002', 'isv.invalid-cert-sn', '证书序列号不匹配');
  const { sign: _, ...signed } = params;
  if (doubtfulField(signed)) return gatewayError('40002', 'isv.invalid-signature', '待签名字符串有歧义');
  const good = verifyRsa2(requestText(params), context.keys.app_public, params['sign'] ?? '');
  return good ? undefined : gatewayError('40002', 'isv.invalid-signature', '无效签名');
}
