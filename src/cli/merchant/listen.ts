/** Pulls a merchant's events and posts them, signed as notices are, to a server that cannot be reached from outside. */
import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { NOTICE_ACK, noticeHeaders } from '../../protocol/notice.ts';
import type { NoticeBody } from '../../protocol/notice.ts';
import type { Command } from '../command.ts';
import { failed } from '../outcome.ts';
import { ACCOUNT, withAccount } from './account.ts';
import type { Account } from './account.ts';
import { refused } from './orders.ts';

const EVERY_MS = 1_000;
const TIMEOUT_MS = 5_000;
/** What a timer of Node holds. */
const FOR_MAX_S = 2_147_483;

const hmac64 = (key: string | Uint8Array, text: string): string => createHmac('sha256', key).update(text).digest('base64');

/** True when the server said so in the agreed words. */
async function post(url: string, secret: string, event: NoticeBody): Promise<string> {
  const body = JSON.stringify(event);
  const headers = noticeHeaders(hmac64, [secret], event.id, Math.floor(Date.now() / 1000), body);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = (await answer.text()).trim();
    return answer.status === 200 && text.toUpperCase() === NOTICE_ACK ? 'taken' : 'answered ' + answer.status + ' ' + text.slice(0, 40);
  } catch (error) {
    return 'not reached (' + (error as Error).name + ')';
  }
}

/** Posts one event until it is taken; false when the listening ended before. */
async function deliver(account: Account, url: string, event: NoticeBody, end: AbortSignal): Promise<boolean> {
  const name = event.type + ' ' + event.order_no + ' #' + event.n;
  let said = await post(url, account.secret, event);
  for (; said !== 'taken' && !end.aborted; said = await post(url, account.secret, event)) {
    console.log(name + ': ' + said + ', again in a second');
    await wait(end);
  }
  if (said === 'taken') console.log(name + ': taken');
  return said === 'taken';
}

const wait = (end: AbortSignal): Promise<void> => sleep(EVERY_MS, undefined, { signal: end }).catch(() => undefined);

async function forward(
  account: Account,
  url: string,
  from: string | undefined,
  end: AbortSignal,
): Promise<{ cursor: string; taken: number }> {
  let cursor = from;
  let taken = 0;
  while (!end.aborted) {
    const page = await account.pay.events({ after: cursor ?? 'latest' });
    if (!page.ok) {
      console.error(refused(page).text);
      await wait(end);
      continue;
    }
    // The first answer to "latest" is only where to begin.
    if (cursor === undefined) console.log('Listening from ' + page.cursor + ' on.');
    for (const event of page.events) {
      if (!(await deliver(account, url, event, end))) return { cursor: cursor ?? page.cursor, taken };
      taken += 1;
    }
    cursor = page.cursor;
    if (!page.more) await wait(end);
  }
  return { cursor: cursor ?? '', taken };
}

/** Ctrl+C, a request to stop, or so many seconds. */
function endOf(seconds: number | undefined): AbortSignal {
  const end = new AbortController();
  const stop = (): void => end.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  if (seconds !== undefined) setTimeout(stop, seconds * 1000).unref();
  return end.signal;
}

export const LISTEN: Command = {
  name: 'listen',
  args: [],
  options: {
    ...ACCOUNT,
    forward: { value: 'URL', does: 'where each event is posted, signed; it must answer 200 and SUCCESS' },
    after: { value: 'CURSOR', does: 'begin behind this event (else with what comes from now on)' },
    for: { value: 'SECONDS', does: 'stop after so long (else with Ctrl+C)' },
  },
  does: 'post a merchant’s events to a server on this machine, as notices',
  more: 'Events come in the order of their commits and are posted one after the other; one that is not taken is posted again until it is.',
  run: withAccount(async (account, { options }) => {
    const { forward: url, after, for: seconds } = options;
    if (typeof url !== 'string' || !/^https?:\/\//.test(url)) return failed(2, 'USAGE', 'lezhong listen --forward URL');
    const for_s = seconds === undefined ? undefined : Number(seconds);
    if (for_s !== undefined && !(for_s > 0 && for_s < FOR_MAX_S)) return failed(2, 'USAGE', '--for takes seconds');
    console.log('Events of ' + account.base_url + ' go to ' + url + '.');
    const end = await forward(account, url, typeof after === 'string' ? after : undefined, endOf(for_s));
    return { exit: 0, json: end, text: end.taken + ' taken; go on with --after ' + end.cursor };
  }),
};
