/** What must hold after every event. Source: docs/money.md 11; I1-I17 are its numbers. */
import { cardOf } from '../payments/card-of.ts';
import type { Attempt, Entry, Payment } from '../payments/payment.ts';
import { undecided } from '../payments/money/escrow.ts';
import { questionOf } from '../payments/dialogue/question.ts';

const bodyOf = (a: Attempt | undefined): string | undefined => (a?.kind === 'scan' ? a.body : undefined);

/** Sentences about what is broken; none when all is well. */
export function broken(p: Payment, entries: readonly Entry[], before?: Payment): string[] {
  return [
    ...ledger(p, entries),
    ...receipts(p),
    ...refunds(p),
    ...requests(p),
    ...words(p),
    ...notices(p),
    ...nothingForgotten(p),
    ...screen(p),
    ...(before ? history(before, p) : []),
  ];
}

const sum = (items: readonly { amount_fen: number }[]): number => items.reduce((total, one) => total + one.amount_fen, 0);
const balance = (entries: readonly Entry[], account: RegExp): number => sum(entries.filter((e) => account.test(e.account)));

function ledger(p: Payment, entries: readonly Entry[]): string[] {
  const wrong: string[] = [];
  const commits = new Map<number, Entry[]>();
  for (const e of entries) commits.set(e.version, [...(commits.get(e.version) ?? []), e]);
  for (const [version, lines] of commits) if (sum(lines) !== 0) wrong.push('I1: commit ' + version + ' does not sum to 0');
  const live = p.refunds.filter((r) => r.state !== 'failed');
  const surplus = sum(p.receipts.filter((r) => r.role === 'surplus' || r.role === 'given-back'));
  const by_hand = p.refunds.filter((r) => r.state === 'failed' && r.paid_by_hand);
  const landed = p.refunds.filter((r) => r.state === 'landed');
  const owed = surplus - sum(live.filter((r) => r.auto)) - sum(by_hand) + sum(landed);
  if (-balance(entries, /^viewers$/) !== owed) wrong.push('I12: viewers is not what is owed');
  // What waits for its merchant's money has taken only what was in escrow.
  const under_way = p.refunds.filter((r) => r.state !== 'done' && r.state !== 'failed' && r.state !== 'landed');
  const moving = under_way.reduce((total, r) => total + (r.unfunded ? (r.escrow_fen ?? 0) : r.amount_fen), 0);
  if (under_way.some((r) => r.unfunded && (r.state !== 'waiting' || r.last_ask_ms !== undefined)))
    wrong.push("I22: a refund without its merchant's money went out");
  if (-balance(entries, /^escrow:/) !== undecided(p)) wrong.push('I23: escrow is not what is undecided');
  const fees = (p.instructions ?? []).reduce((total, one) => total + one.fee_fen, 0);
  if (-balance(entries, /^fees$/) !== fees) wrong.push('I24: fees are not those of the instructions');
  if (-balance(entries, /^transit:/) !== moving) wrong.push('I12: transit is not what is moving');
  if (-balance(entries, /^held:/) !== sum(p.receipts.filter((r) => r.role === 'held'))) wrong.push('I12: held is not what is held');
  const there = sum(p.receipts) - sum(p.refunds.filter((r) => r.state === 'done' || r.state === 'landed'));
  if (balance(entries, /^channel:/) !== there) wrong.push('I12: channel is not what lies there');
  for (const account of [/^viewers$/, /^transit:/, /^held:/])
    if (balance(entries, account) > 0) wrong.push('I11: ' + account.source + ' above 0');
  return wrong;
}

function receipts(p: Payment): string[] {
  const won = p.receipts.filter((r) => r.role === 'won');
  const wrong: string[] = [];
  if (won.length > 1) wrong.push('I3: more than one winner');
  if ((p.order.state === 'paid') !== (won.length === 1)) wrong.push('I3: paid without a winner or a winner without paid');
  if (won.some((r) => r.amount_fen !== p.order.amount_fen || r.currency !== 'CNY')) wrong.push('I4: won with another amount');
  if (p.order.state === 'closed' && p.notices.some((n) => n.type === 'order.paid')) wrong.push('I13: closed and told paid');
  return wrong;
}

function refunds(p: Payment): string[] {
  return p.receipts
    .filter((r) => sum(p.refunds.filter((one) => one.txn === r.txn && one.state !== 'failed')) > r.amount_fen)
    .map((r) => 'I8: more given back than taken of ' + r.txn);
}

/** docs/money.md 18: one open an order; one that was granted names a refund, and no two the same. */
function requests({ requests: all = [], refunds: made }: Pick<Payment, 'requests' | 'refunds'>): string[] {
  const granted = all.filter((one) => one.state === 'refunded').map((one) => one.refund_no);
  return [
    ...(all.filter((one) => one.state === 'open').length > 1 ? ['I8: two open requests'] : []),
    ...(new Set(granted).size < granted.length ? ['I8: one refund answers two requests'] : []),
    ...(granted.every((no) => made.some((one) => one.refund_no === no)) ? [] : ['I8: a granted request without its refund']),
  ];
}

/** A viewer's word is spent by one attempt, of the way it was given for. */
function words({ attempts, dialogue: { pass, passes = 0 } }: Payment): string[] {
  const spent = attempts.flatMap((one) => (one.pass ? [one.pass.no] : []));
  const all = pass ? [...spent, pass.no] : spent;
  const strange = attempts.some(
    (one) => one.pass && (one.pass.channel !== one.channel || (one.pass.card_id ?? cardOf(one)?.card_id) !== cardOf(one)?.card_id),
  );
  // I18: paid by the password alone: of this card, begun and sent at once, under a number without an SMS.
  const alone = attempts.map(cardOf).flatMap((card, i) => (card?.quick ? [{ card, pass: attempts[i]?.pass }] : []));
  const unsaid = alone.some(({ card, pass }) => pass?.by !== 'password' || pass.card_id !== card.card_id || card.card_id === undefined);
  return [
    ...(unsaid ? ['I20: a token was paid without its viewer’s password for it'] : []),
    ...(alone.some(({ card }) => !card.consume_by || card.sms_by !== undefined) ? ['I18: a token’s payment without its mark'] : []),
    ...(new Set(all).size < all.length || all.some((no) => no < 1 || no > passes) ? ['I20: one word for two attempts'] : []),
    ...(strange ? ['I20: a word for another way'] : []),
  ];
}

function notices(p: Payment): string[] {
  const wrong = p.notices.filter((n, i) => n.n !== i + 1).map(() => 'I14: a gap in the notices');
  p.notices.forEach((n, i) => {
    const former = p.notices[i - 1];
    if (n.tries > 0 && former && former.delivered_ms === undefined && !former.given_up)
      wrong.push('I14: notice ' + n.n + ' sent before the one in front');
  });
  const paid = p.notices.filter((n) => n.type === 'order.paid').length;
  if (paid !== (p.order.state === 'paid' ? 1 : 0)) wrong.push('I14: order.paid told ' + paid + ' times');
  return wrong;
}

function nothingForgotten(p: Payment): string[] {
  const has = (key: string) => p.jobs.some((job) => job.key === key);
  const flagged = (code: string, detail: string) => p.flags.some((f) => f.code === code && f.detail === detail);
  const wrong: string[] = [];
  if (p.order.state === 'open' && !has('clock')) wrong.push('I15: an open order without a clock');
  for (const a of p.attempts) {
    // A card or an account that waits for its SMS, code or password waits for the viewer: only time ends it.
    const due = a.kind !== 'scan' && (a.state === 'created' || a.state === 'ready') ? has('clock') : has('attempt:' + a.n);
    if (['created', 'ready', 'closing', 'sent'].includes(a.state) && !due) wrong.push('I15: attempt ' + a.n + ' is forgotten');
    if (cardOf(a)?.claim && a.state !== 'paid' && !has('attempt:' + a.n))
      wrong.push('I15: a notification about attempt ' + a.n + ' is forgotten');
  }
  for (const r of p.refunds) {
    const over = r.state === 'done' || r.state === 'failed';
    const with_person = ['refund-tries-used-up', 'refund-landed', 'refund-waits-after-restore'].some((code) => flagged(code, r.id));
    if (!over && !has('refund:' + r.id) && !with_person) wrong.push('I15: refund ' + r.id + ' is forgotten');
  }
  if (p.notices.some((n) => n.delivered_ms === undefined && !n.given_up) && !has('notice')) wrong.push('I15: a notice is forgotten');
  for (const r of p.receipts) {
    const back = p.refunds.some((one) => one.auto && one.txn === r.txn);
    if ((r.role === 'surplus' || r.role === 'given-back') && !back) wrong.push('I15: surplus ' + r.txn + ' is kept');
    if (r.role === 'held' && !p.flags.some((f) => f.code === 'held' && f.detail.endsWith(r.txn)))
      wrong.push('I15: held ' + r.txn + ' without a flag');
  }
  return wrong;
}

function screen(p: Payment): string[] {
  const kind = questionOf(p).kind;
  const sent = p.attempts.some((a) => a.state === 'sent');
  if (
    sent &&
    ['refused', 'closed', 'choose', 'scan', 'card-number', 'card-check', 'sms-code', 'bank-method', 'bank-password'].includes(kind)
  )
    return ['I16: the screen says ' + kind + ' while money may be moving'];
  if (sent && p.order.state === 'closed') return ['I13: closed with an attempt still sent'];
  return (kind === 'paid') === (p.order.state === 'paid') ? [] : ['I16: the screen says ' + kind + ' of an order that is ' + p.order.state];
}

function history(before: Payment, after: Payment): string[] {
  const wrong: string[] = [];
  const final = before.order.state === 'paid' || before.order.state === 'closed';
  if (final && after.order.state !== before.order.state) wrong.push('I5: the order left ' + before.order.state);
  if (after.receipts.length < before.receipts.length || after.attempts.length < before.attempts.length)
    wrong.push('I5: something was deleted');
  before.receipts.forEach((r, i) => {
    const role = after.receipts[i]?.role;
    if (role !== r.role && r.role !== 'held') wrong.push('I5: the role of ' + r.txn + ' changed from ' + r.role);
  });
  const was_sent = before.attempts.some((a) => a.state === 'sent') || before.receipts.some((r) => r.role === 'held');
  if (was_sent && after.attempts.length > before.attempts.length) wrong.push('a new attempt while money may have moved');
  before.attempts.forEach((a, i) => {
    const to = after.attempts[i]?.state;
    const by = cardOf(a)?.consume_by;
    if (by && cardOf(after.attempts[i])?.consume_by !== by) wrong.push('I9: two may send one consumption');
    wrong.push(...passwords(a, after.attempts[i]));
    if (a.state === 'paid' && to !== 'paid') wrong.push('I5: attempt ' + a.n + ' was paid and is ' + to);
    if (after.attempts[i]?.channel_no !== a.channel_no || bodyOf(after.attempts[i]) !== bodyOf(a))
      wrong.push('I5: a number or body changed');
  });
  return wrong;
}

/** I18: a mark stays as it is, and another password goes out only after the bank's own word that the last one was wrong. */
function passwords(before: Attempt, after: Attempt | undefined): string[] {
  if (before.kind !== 'bank' || after?.kind !== 'bank') return [];
  const { tries } = after.bank;
  const kept = before.bank.tries.every((tried, i) => tries[i]?.by === tried.by && tries[i]?.sent_ms === tried.sent_ms);
  return [
    ...(kept ? [] : ['I18: a mark of a password changed']),
    ...(tries.slice(0, -1).every((tried) => tried.wrong) ? [] : ['I18: a password was sent after a silent one']),
    ...(before.bank.challenge_id && after.bank.challenge_id !== before.bank.challenge_id ? ['I18: the challenge changed'] : []),
  ];
}
