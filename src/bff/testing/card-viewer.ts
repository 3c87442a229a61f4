/** A viewer with a card, in front of the rig: what HTTP would tell the core, without the secrets. */
import { cardOf } from '../payments/card-of.ts';
import { fen } from '../../protocol/money.ts';
import type { CheckedPassword, KnownCard } from '../payments/events.ts';
import { questionOf } from '../payments/dialogue/question.ts';
import { START_MS } from './rig.ts';
import type { Rig } from './rig.ts';

export const CARD: KnownCard = {
  face: { bank: '平安银行', mark: '平', color: '#f05a23', kind: 'debit', kind_text: '储蓄卡', tail: '0018' },
  hash: 'hash-of-a-card',
  need: ['phone'],
};

const ask = (rig: Rig, n: number) => {
  const attempt = rig.now().attempts[n - 1];
  if (!attempt) throw new Error('no attempt ' + n);
  return {
    attempt,
    call: {
      channel_no: attempt.channel_no,
      created_at_ms: attempt.created_ms,
      amount_fen: fen(rig.now().order.amount_fen),
      expires_at_ms: rig.now().order.expires_ms,
      card: {},
    },
  };
};

/** From choose to the code: SMS committed, sent, answered. `crash` stops after the commit. */
export async function askSms(rig: Rig, card = CARD, crash = false): Promise<number> {
  if (questionOf(rig.now()).kind === 'choose') await rig.answer({ kind: 'choose', channel: 'unionpay' });
  const by = rig.name();
  const { version } = rig.now().dialogue;
  const after = await rig.tell({ type: 'sms-asked', version, channel: 'unionpay', card, phone_tail: '5506', has_list: false, by });
  const attempt = after?.attempts.find((a) => cardOf(a)?.sms_by === by);
  if (!attempt) return 0;
  if (crash) return attempt.n;
  const answer = await rig.cards.sms(ask(rig, attempt.n).call);
  await rig.tell({ type: 'sms-answered', attempt: attempt.n, answer });
  return attempt.n;
}

/** A card that was kept as a token, with its own code, long ago. */
export const TOKEN: KnownCard = { ...CARD, card_id: 'c1', need: [], token: { proved_ms: START_MS } };

/** A remembered card is chosen: its viewer's password is asked, or its code goes out. The new attempt, or 0. */
export async function chooseToken(rig: Rig, card = TOKEN, by_sms?: true): Promise<number> {
  const by = rig.name();
  if (!by_sms) {
    const { version } = rig.now().dialogue;
    const after = await rig.tell({ type: 'token-chosen', version, channel: 'unionpay', card });
    if (after?.dialogue.version !== version) return 0;
  }
  const asked = { type: 'sms-asked', channel: 'unionpay', card, phone_tail: '5506', has_list: true, by } as const;
  const after = await rig.tell({ ...asked, version: rig.now().dialogue.version, ...(by_sms ? { by_sms } : {}) });
  const n = after?.attempts.find((a) => cardOf(a)?.sms_by === by)?.n ?? 0;
  if (n > 0) await rig.tell({ type: 'sms-answered', attempt: n, answer: await rig.cards.sms(ask(rig, n).call) });
  return n;
}

/** The password was judged. The attempt that it begins and pays, or 0. `crash` as typeCode's. */
export async function sayPassword(rig: Rig, checked: CheckedPassword, card = TOKEN, crash?: 'before' | 'after'): Promise<number> {
  const by = rig.name();
  const said = { type: 'pay-password', version: rig.now().dialogue.version, checked, has_cards: true } as const;
  const after = await rig.tell({ ...said, quick: { card, phone_tail: '5506', by } });
  const n = after?.attempts.find((a) => cardOf(a)?.consume_by === by)?.n ?? 0;
  if (n === 0 || crash === 'before') return n;
  const evidence = await rig.cards.consume(ask(rig, n).call);
  if (crash !== 'after') await rig.tell({ type: 'evidence', attempt: n, evidence });
  return n;
}

/** The code arrives: committed, sent, answered. crash 'before': after the commit; 'after': the answer is not heard. */
export async function typeCode(rig: Rig, n: number, crash?: 'before' | 'after'): Promise<boolean> {
  const by = rig.name();
  const after = await rig.tell({ type: 'code', version: rig.now().dialogue.version, attempt: n, by });
  if (cardOf(after?.attempts[n - 1])?.consume_by !== by) return false;
  if (crash === 'before') return true;
  const evidence = await rig.cards.consume({ ...ask(rig, n).call, code: undefined as never });
  if (crash !== 'after') await rig.tell({ type: 'evidence', attempt: n, evidence });
  return true;
}
