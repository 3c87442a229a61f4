/** The marks for a person: their meaning and the command that decides. Codes without a row are shown as they are. */

export interface FlagMeaning {
  means: string;
  /** The next step; `ORDER` and `ITEM` stand for the flag's own. */
  next: string;
}

export const FLAGS: { readonly [code: string]: FlagMeaning } = {
  held: {
    means: 'Money came that does not fit its order, or that the bank itself is unsure of. It pays nothing and is not given back by itself.',
    next: 'lezhong held give-back ORDER, or lezhong held accept ORDER',
  },
  orphan: {
    means: 'Money came under one of our numbers, and no order has that number.',
    next: 'lezhong orphan give-back ORDER',
  },
  'refund-requested': {
    means: 'A viewer wants money back of a merchant with the protocol of 2014, which has no notice for it.',
    next: 'tell the merchant; it answers with settlePayBill REFUND, or for its no: lezhong refund-request decline ITEM',
  },
  'refund-stuck': {
    means: 'The bank cannot bring a refund to the viewer, whose account there is gone or frozen.',
    next: 'lezhong refund send-on ITEM, and once the viewer was paid: lezhong refund paid-by-hand ITEM',
  },
  'refund-owed': {
    means: 'An automatic refund is refused for good: the viewer is still to be paid.',
    next: 'pay the viewer by bank transfer, then lezhong refund paid-by-hand ITEM',
  },
  'refund-landed': {
    means: 'A refund that was sent on is in our own bank account: the viewer is still to be paid.',
    next: 'pay the viewer by bank transfer, then lezhong refund paid-by-hand ITEM',
  },
  'refund-waits-after-restore': {
    means: 'The database was restored: this refund may have gone out in the days that were lost, and waits.',
    next: 'look for it in the list of the bank; when it is not there, lezhong refund release ITEM',
  },
  'refund-tries-used-up': {
    means: 'A refund was given up under three numbers: nothing more is asked by itself.',
    next: 'ask the bank, with the numbers that lezhong order story ORDER shows',
  },
  'refunded-twice': {
    means: 'The bank says that a refund was done under two numbers.',
    next: 'compare with the list of the bank, and ask it',
  },
  'dead-try-refunded': {
    means: 'A refund was done under a number that the bank had called dead.',
    next: 'compare with the list of the bank: it must be there once',
  },
  'refund-done-after-failed': {
    means: 'The bank did a refund that it had refused for good.',
    next: 'compare with the list of the bank; where the viewer was paid by hand, ask for it back',
  },
  'returned-without-us': {
    means: 'The bank gave money back that we did not ask it to.',
    next: 'look at the console of the bank who did it',
  },
  'receipt-amount-changed': {
    means: 'The bank reports the same transaction with another amount than before.',
    next: 'ask the bank; the first amount stands',
  },
  'notification-alone': {
    means: 'A signed message said "paid" and no query confirmed it: it counts alone.',
    next: 'compare with the list of the bank',
  },
  'refused-but-notified': {
    means: 'A signed message said "paid" and the query says refused: it does not pay.',
    next: 'compare with the list of the bank',
  },
  'card-unknown': {
    means: 'A card payment was still unknown three days after its order ended: the order was closed.',
    next: 'compare with the list of the bank; money that comes after all is given back by itself',
  },
  'card-never-known': {
    means: 'A card payment stayed unknown for thirty days: the bank is asked no more.',
    next: 'compare with the list of the bank; money that comes after all is given back by itself',
  },
  'claim-unconfirmed': {
    means: 'A signed message said "paid" a day ago, and no query has confirmed it: it does not pay.',
    next: 'compare with the list of the bank',
  },
  'attempt-unanswered': {
    means: 'The bank has not said for three days whether a code can still be paid: its order ends without it.',
    next: 'check the account at this bank (keys, authority); money that comes after all is given back by itself',
  },
  'refund-waits-for-money': {
    means:
      'A merchant gave back more than is payable to it, and more than its credit: the refund has waited for a day, behind those asked for before it.',
    next: 'ask the merchant for the money, or raise its credit: lezhong merchant contract MERCHANT --credit FEN',
  },
  'refund-slow': {
    means: 'A refund is not over after two days, or was refused ten times: the bank is asked once a day.',
    next: 'lezhong order story ORDER shows what the bank says; check the balance and the authority at this bank',
  },
  'job-set-aside': {
    means: 'Work about this order failed again and again by a fault of this program: it is tried once a day.',
    next: 'look for worker.failed in the log, and report it',
  },
  'clock-set-back': {
    means: 'The clock of this server was wrongly ahead when this order was changed: its times were brought back.',
    next: 'check the time service of this server; compare with the list of the bank',
  },
  'unreadable-money': {
    means: 'A genuine message of a bank said that money moved, and its amount could not be read.',
    next: 'compare with the list of the bank; lezhong order story ORDER shows what its queries say',
  },
  'unknown-refund': {
    means: 'A genuine message of a bank told of a refund that this system did not ask for.',
    next: 'look at the console of the bank who did it',
  },
  'txn-of-another': {
    means: 'A bank named a transaction for this order that is the money of another one already: it does not pay.',
    next: 'ask the bank, with both numbers',
  },
  'refund-discrepancy': {
    means: 'A bank refuses a refund because all of the money went back already, and our books do not say so.',
    next: 'compare with the list of the bank who gave it back; lezhong order story ORDER',
  },
  'escrow-undecided': {
    means: 'A merchant of the protocol of 2014 has neither settled nor refunded a paid bill for thirty days: the money lies in escrow.',
    next: 'call the merchant: it settles or refunds by itself',
  },
  'notice-undelivered': {
    means: 'The merchant did not take a notice for thirty days: it is not sent any more.',
    next: 'call the merchant, then lezhong notice resend ITEM',
  },
};

export function meaningOf(code: string, order_id: string, item: string): FlagMeaning {
  const row = FLAGS[code] ?? { means: code, next: 'lezhong order story ORDER' };
  return { means: row.means, next: row.next.replaceAll('ORDER', order_id).replaceAll('ITEM', item) };
}
