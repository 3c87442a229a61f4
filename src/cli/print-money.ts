/** Readable answers about money. */
import type { Act, ActKind } from '../bff/operators/acts.ts';
import type { HeldItem, OrphanItem, RefundItem } from '../bff/operators/items.ts';
import { money, table, time } from './text.ts';

export function printHeld({ held }: { held: HeldItem[] }): string {
  const rows = held.map((one) => [
    one.id,
    one.order_no,
    one.channel,
    money(one.amount_fen) + (one.currency === 'CNY' ? '' : ' ' + one.currency),
    money(one.order_fen),
    one.order_state,
    one.why,
    time(one.taken_ms),
  ]);
  return table(['ID', 'ORDER NO', 'CHANNEL', 'CAME', 'ORDERED', 'ORDER', 'WHY', 'SINCE'], rows, 'No money is held.');
}

export function printOrphans({ orphans }: { orphans: OrphanItem[] }): string {
  const rows = orphans.map((one) => [one.id, one.channel, one.channel_no, money(one.amount_fen), time(one.first_ms)]);
  return table(['ID', 'CHANNEL', 'CHANNEL NO', 'CAME', 'SINCE'], rows, 'There is no money without an order.');
}

export function printRefunds({ refunds }: { refunds: RefundItem[] }): string {
  const rows = refunds.map((one) => [
    one.id,
    one.order_no,
    one.channel,
    money(one.amount_fen),
    one.need,
    one.state,
    one.auto ? 'by itself' : 'merchant',
    time(one.created_ms),
  ]);
  return table(['ID', 'ORDER NO', 'CHANNEL', 'AMOUNT', 'NEED', 'STATE', 'ASKED BY', 'SINCE'], rows, 'No refund needs a person.');
}

const DOES: { readonly [kind in ActKind]: string } = {
  'held-give-back': 'give back held money',
  'held-accept': 'let held money pay its order',
  'orphan-give-back': 'give back money without an order',
  'refund-send-on': 'send a stuck refund to our own bank account',
  'refund-paid-by-hand': 'note a refund as paid by hand',
  'refund-release': 'let a refund go out that waited after a restore',
};

function about(act: Act): string {
  return DOES[act.kind] + ': ' + money(act.amount_fen) + ', ' + act.order_id + (act.order_id.endsWith(act.item) ? '' : '/' + act.item);
}

export function printAct({ act }: { act: Act }): string {
  const { state, two_persons, proposed_by, decided_by } = act;
  if (state === 'proposed')
    return (
      'Proposed as ' +
      act.id +
      ' by ' +
      proposed_by.name +
      ', to ' +
      about(act) +
      '. Another person approves it: lezhong proposal approve ' +
      act.id +
      ' (until ' +
      time(act.expires_ms) +
      ').'
    );
  if (state === 'rejected') return 'Rejected ' + act.id + ': nothing was done.';
  const who = two_persons
    ? 'Approved by ' + (decided_by?.name ?? '') + ', proposed by ' + proposed_by.name
    : 'Proposed and approved by ' + proposed_by.name;
  return who + ': ' + about(act) + '. Done.';
}

export function printProposals({ proposals }: { proposals: Act[] }): string {
  const rows = proposals.map((one) => [
    one.id,
    one.state,
    DOES[one.kind],
    money(one.amount_fen),
    one.order_id + (one.order_id.endsWith(one.item) ? '' : '/' + one.item),
    one.proposed_by.name,
    one.decided_by?.name ?? '',
    time(one.proposed_ms),
    one.state === 'proposed' ? time(one.expires_ms) : '',
  ]);
  return table(['ID', 'STATE', 'TO', 'AMOUNT', 'ABOUT', 'PROPOSED BY', 'DECIDED BY', 'AT', 'UNTIL'], rows, 'There is no proposal.');
}
