/** A viewer with an account at a bank, in front of the rig: what HTTP would tell the core, without the secrets. */
import type { BankMethod } from '../../protocol/bank.ts';
import { fen } from '../../protocol/money.ts';
import { questionOf } from '../payments/dialogue/question.ts';
import type { KnownCard } from '../payments/events.ts';
import type { Rig } from './rig.ts';

export const ACCOUNT: KnownCard = {
  face: { bank: '工商银行', mark: '工', color: '#b3202a', kind: 'debit', kind_text: '储蓄卡', tail: '3320' },
  hash: 'hash-of-an-account',
  need: [],
};

const CHANNEL = 'icbc-direct';

/** From choose to the methods. */
export async function showMethods(rig: Rig, card = ACCOUNT): Promise<void> {
  if (questionOf(rig.now()).kind === 'choose') await rig.answer({ kind: 'choose', channel: CHANNEL });
  const { version } = rig.now().dialogue;
  await rig.tell({ type: 'bank-known', version, channel: CHANNEL, card, methods: rig.accounts.offers });
}

/** The challenge: committed, asked for, answered. `crash` 'before': after the commit; 'after': the answer is not heard. 0: refused. */
export async function askChallenge(rig: Rig, method: BankMethod = 'static', crash?: 'before' | 'after', card = ACCOUNT): Promise<number> {
  if (!['bank-method', 'bank-password'].includes(questionOf(rig.now()).kind)) await showMethods(rig, card);
  const by = rig.name();
  const { version } = rig.now().dialogue;
  const after = await rig.tell({ type: 'challenge-asked', version, channel: CHANNEL, card, method, by });
  const attempt = after?.attempts.find((a) => a.kind === 'bank' && a.bank.prepare_by === by);
  if (!after || !attempt) return 0;
  if (crash === 'before') return attempt.n;
  const { channel_no, created_ms } = attempt;
  const { amount_fen, subject } = after.order;
  const ask = { channel_no, created_at_ms: created_ms, amount_fen: fen(amount_fen), subject, method, pan: undefined as never };
  const answer = await rig.accounts.prepare(ask);
  if (crash !== 'after') await rig.tell({ type: 'prepared', attempt: attempt.n, answer });
  return attempt.n;
}

/** A password: committed, sent, answered. False: it was not let out. */
export async function typePassword(rig: Rig, n: number, crash?: 'before' | 'after'): Promise<boolean> {
  const by = rig.name();
  const after = await rig.tell({ type: 'password', version: rig.now().dialogue.version, attempt: n, by });
  const attempt = after?.attempts[n - 1];
  if (attempt?.kind !== 'bank' || attempt.bank.tries.at(-1)?.by !== by) return false;
  if (crash === 'before') return true;
  const { channel_no, bank } = attempt;
  const ask = {
    channel_no,
    challenge_id: bank.challenge_id ?? '',
    amount_fen: fen(rig.now().order.amount_fen),
    password: undefined as never,
  };
  const tried = bank.tries.length;
  const answer = await rig.accounts.confirm(ask);
  if (crash === 'after') rig.accounts.accounts.get(channel_no)?.confirms.splice(-1, 1, 'lost');
  else await rig.tell({ type: 'confirmed', attempt: n, tried, answer });
  return true;
}
