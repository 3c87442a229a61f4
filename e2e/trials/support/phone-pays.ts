/** A phone that scans the order's one code and pays in Alipay, pressing again while the bank is asked, as its page does. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PhoneAnswer } from '../../../src/protocol/phone.ts';

const AGENT = 'Mozilla/5.0 (Linux; Android 14) Mobile AlipayClient/10.6.0';
const PRESSES_MAX = 12;

let opened = 0;

/** Of this run: one in which no phone pays says nothing about phones. */
export const walletsOpened = (): number => opened;

/** `origin`: where the viewer's server is; `visit`: 26 letters and digits. The code that the wallet opens; undefined where the page offers nothing to pay. */
export async function openWallet(origin: string, address: string, visit: string): Promise<string | undefined> {
  const url = origin + new URL(address).pathname.replace('/S/', '/s/') + '/pay';
  for (let press = 0; press < PRESSES_MAX; press++) {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': AGENT },
      body: JSON.stringify({ way: 'alipay', visit }),
      signal: AbortSignal.timeout(5_000),
    })
      .then(async (reply) => (reply.ok ? ((await reply.json()) as PhoneAnswer) : undefined))
      .catch(() => undefined);
    if (answer?.kind === 'go') {
      opened += 1;
      return answer.url;
    }
    if (answer?.kind === 'state') return undefined;
    await sleep(answer?.kind === 'wait' ? Math.min(answer.again_ms, 500) : 300);
  }
  return undefined;
}
