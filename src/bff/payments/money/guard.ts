/** A viewer's word before money may move: one word, one attempt, of its own order and way (I20). Source: docs/money.md 16. */
import type { Draft } from '../draft.ts';
import type { Guard, Pass, Way } from '../guarding.ts';
import type { Attempt, Order } from '../payment.ts';

/** Child lock, whatever the way. */
export function isLocked({ amount_fen }: Pick<Order, 'amount_fen'>, guard: Guard | undefined): boolean {
  return guard?.lock_fen !== undefined && amount_fen >= guard.lock_fen;
}

export function isGuarded({ p, guard }: Pick<Draft, 'p' | 'guard'>, { card_id }: Way): boolean {
  return isLocked(p.order, guard) || (guard?.cards === true && card_id !== undefined);
}

/** A word given for a channel is good for any of its cards; one given for a card is good for that card. */
function isFor(pass: Pass, way: Way): boolean {
  return pass.channel === way.channel && (pass.card_id === undefined || pass.card_id === way.card_id);
}

function passFor({ p: { dialogue }, now_ms }: Draft, way: Way): Pass | undefined {
  const { pass } = dialogue;
  return pass && isFor(pass, way) && now_ms < pass.until_ms ? pass : undefined;
}

/** The viewer has said so for this very card: by his password, which pays no second time, or a parent by phone. */
export function hasWord(d: Draft, way: Way): boolean {
  const pass = passFor(d, way);
  return pass !== undefined && (pass.by === 'consent' || pass.card_id === way.card_id);
}

/** True: it may begin. Else the password is asked for it. */
export function mayBegin(d: Draft, way: Way): boolean {
  if (!isGuarded(d, way) || passFor(d, way)) return true;
  const { channel, card_id } = way;
  d.p.dialogue.asks = { channel, ...(card_id === undefined ? {} : { card_id }), rev: 0 };
  d.p.dialogue.attempt = 0;
  return false;
}

/** The password is asked, and pays: with the goods, the amount and the card on the screen. */
export function askQuick(d: Draft, way: Way): void {
  d.p.dialogue.asks = { ...way, quick: true, ...(isGuarded(d, way) ? {} : { sms: true }), rev: 0 };
  d.p.dialogue.attempt = 0;
}

/** Called for each attempt: the word is this one's now. `quick`: its password is all that pays it. */
export function spendPass(d: Draft, way: Way & { quick?: true }): { pass?: Pass } {
  if (!way.quick && !isGuarded(d, way)) {
    // What was said under a lock that is gone is no word under the next one.
    delete d.p.dialogue.pass;
    return {};
  }
  const pass = passFor(d, way);
  if (!pass) throw new Error('an attempt may not begin without its viewer’s word');
  delete d.p.dialogue.pass;
  return { pass };
}

/** Nothing was sent under it: its word is good for another attempt of the same way, until its time. */
export function returnPass(d: Draft, attempt: Attempt): void {
  if (!attempt.pass) return;
  d.p.dialogue.pass = attempt.pass;
  delete attempt.pass;
}
