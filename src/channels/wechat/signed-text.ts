/** The texts WeChat v3 signs: every line ends with a newline, the last one too. Source: docs/channels.md 1.4, 1.5. */

export function requestText(method: string, target: string, timestamp_s: number | string, nonce: string, body: string): string {
  return method + '\n' + target + '\n' + timestamp_s + '\n' + nonce + '\n' + body + '\n';
}

export function answerText(timestamp_s: string, nonce: string, body: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(timestamp_s + '\n' + nonce + '\n'), body, Buffer.from('\n')]);
}

/** What the wallet's bridge is given: four lines, the last with the id as `package` names it. Source: docs/channels.md 1.12. */
export function bridgeText(appid: string, timestamp_s: string, nonce: string, prepay_id: string): string {
  return appid + '\n' + timestamp_s + '\n' + nonce + '\nprepay_id=' + prepay_id + '\n';
}

export const SCHEMA = 'WECHATPAY2-SHA256-RSA2048';

export function authorization(facts: { mchid: string; serial: string; timestamp_s: number; nonce: string; signature: string }): string {
  const { mchid, serial, timestamp_s, nonce, signature } = facts;
  return `${SCHEMA} mchid="${mchid}",nonce_str="${nonce}",timestamp="${timestamp_s}",serial_no="${serial}",signature="${signature}"`;
}
