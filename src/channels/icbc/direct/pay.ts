/** The two calls of a payment: prepare/V1 asks for a challenge, confirm/V1 brings the password. Each is sent once. Source: docs/channels.md 4.4. */
import type { BankChallenge, BankMethod } from '../../../protocol/bank.ts';
import { beijing } from '../../../protocol/world.ts';
import type { ConfirmAnswer, ConfirmAsk, PrepareAnswer, PrepareAsk } from '../../port.ts';
import { text } from '../answer-text.ts';
import type { Fields } from '../answer-text.ts';
import { codeOf, DONE } from '../codes.ts';
import { foreignPart, moneyIn } from '../evidence.ts';
import { goodsName } from '../pay.ts';
import type { Call } from '../wire.ts';
import { CONFIRM_FAILED, CONFIRM_REQUEST_REFUSED, PASSWORD_WRONG, PREPARE_REFUSED } from './codes.ts';
import type { IcbcDirectConfig } from './config.ts';
import { METHOD_NAMES, parties } from './methods.ts';
import type { Encrypt } from './secret-data.ts';

/** The bank's name of each way. */
function nameOf(method: BankMethod): string {
  for (const [name, known] of METHOD_NAMES) if (known === method) return String(name);
  throw new Error('a method without a name: ' + method);
}

export async function prepare(config: IcbcDirectConfig, call: Call, encrypt: Encrypt, ask: PrepareAsk): Promise<PrepareAnswer> {
  const answer = await call(
    'prepare',
    JSON.stringify({
      ...parties(config),
      out_trade_no: ask.channel_no,
      cur_type: '001',
      amount: String(ask.amount_fen),
      order_date: beijing(ask.created_at_ms).replace('T', ' '),
      goods_name: goodsName(ask.subject),
      notify_url: config.notify_url,
      method: nameOf(ask.method),
      secret_data: encrypt({ card_no: ask.pan }),
    }),
  );
  const { asked_at_ms } = answer;
  const silent = (why: string): PrepareAnswer => ({ asked_at_ms, kind: 'silent', why });
  if (answer.kind === 'silent') return silent(answer.why);
  const { code, fields } = answer;
  const reason = PREPARE_REFUSED.get(code);
  if (reason) return { asked_at_ms, kind: 'refused', reason, code: String(code) };
  if (code !== DONE) return silent('code-' + code);
  if (foreignPart(config, fields) !== undefined || text(fields, 'out_trade_no') !== ask.channel_no) return silent('not-our-order');
  const challenge = challengeOf(ask.method, fields);
  const challenge_id = text(fields, 'challenge_id');
  const life_ms = Number(text(fields, 'expires_in')) * 1000;
  if (!challenge || !/^[0-9A-Za-z-]{1,40}$/.test(challenge_id) || !(life_ms > 0)) return silent('no-challenge');
  return { asked_at_ms, kind: 'prepared', challenge_id, challenge, life_ms };
}

/** Only what a television can show; a challenge of another kind than was asked for is none. */
function challengeOf(method: BankMethod, fields: Fields): BankChallenge | undefined {
  if (METHOD_NAMES.get(fields['method']) !== method) return undefined;
  switch (method) {
    case 'static':
      return { method };
    case 'coordinates': {
      const cells = fields['cells'];
      const good = Array.isArray(cells) && cells.length === 2 && cells.every((cell) => /^[A-J][1-8]$/.test(String(cell)));
      return good ? { method, cells: cells.map(String) } : undefined;
    }
    case 'token': {
      const digits = text(fields, 'digits');
      return /^\d{1,9}(\.\d\d)?$/.test(digits) ? { method, digits } : undefined;
    }
    case 'sms': {
      const phone_tail = text(fields, 'phone_tail');
      return /^\d{4}$/.test(phone_tail) ? { method, phone_tail } : undefined;
    }
  }
}

/** status of confirm/V1. One that is not in the table is silence. */
export const CONFIRM_STATES: ReadonlyMap<string, 'paid' | 'failed' | 'pending'> = new Map([
  ['PAID', 'paid'],
  ['FAILED', 'failed'],
  ['UNKNOWN', 'pending'],
]);

export async function confirm(config: IcbcDirectConfig, call: Call, encrypt: Encrypt, ask: ConfirmAsk): Promise<ConfirmAnswer> {
  const answer = await call(
    'confirm',
    JSON.stringify({
      ...parties(config),
      out_trade_no: ask.channel_no,
      challenge_id: ask.challenge_id,
      amount: String(ask.amount_fen),
      // Bound to its challenge: under another one it opens to nothing.
      secret_data: encrypt({ password: ask.password, challenge_id: ask.challenge_id }),
    }),
  );
  const origin = { source: 'answer', asked_at_ms: answer.asked_at_ms } as const;
  const silent = (why: string): ConfirmAnswer => ({ ...origin, kind: 'silent', why });
  if (answer.kind === 'silent') return silent(answer.why);
  const { code, fields } = answer;
  const reason = CONFIRM_REQUEST_REFUSED.get(code);
  if (reason) return { ...origin, kind: 'refused', reason, code: String(code) };
  if (code !== DONE) return silent('code-' + code);
  if (foreignPart(config, fields) !== undefined || text(fields, 'out_trade_no') !== ask.channel_no) return silent('not-our-order');
  const kind = CONFIRM_STATES.get(text(fields, 'status'));
  if (kind === 'paid') return moneyIn(origin, fields);
  if (kind === 'failed') return failed(origin, fields);
  return kind ? { ...origin, kind } : silent('unknown-state');
}

/** A wrong password with tries left; a listed code refuses; all else is silence, and the query tells. */
function failed(origin: { source: 'answer'; asked_at_ms: number }, fields: Fields): ConfirmAnswer {
  const fail_code = codeOf(fields['fail_code']);
  const code = String(fail_code);
  if (fail_code !== PASSWORD_WRONG) {
    const reason = fail_code === undefined ? undefined : CONFIRM_FAILED.get(fail_code);
    return reason ? { ...origin, kind: 'refused', reason, code } : { ...origin, kind: 'silent', why: 'fail-code-' + code };
  }
  const left = text(fields, 'remaining_tries');
  if (!/^\d{1,2}$/.test(left)) return { ...origin, kind: 'silent', why: 'tries-unreadable' };
  const tries_left = Number(left);
  return tries_left > 0 ? { ...origin, kind: 'wrong', code, tries_left } : { ...origin, kind: 'refused', reason: 'challenge-tries', code };
}
