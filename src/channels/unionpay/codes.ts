/** UnionPay's result codes as this core reads them. Source: channel facts 3.6, money specification 2. What is not listed leaves doubt. */

/** Money moved as agreed; A6 with a defect that does not concern us. */
export const PAID: ReadonlySet<string> = new Set(['00', 'A6']);

/** Money moved, but not as agreed: 42 after payTimeout, 74 and 75 with an unclear write-off. */
export const DEFECT: ReadonlySet<string> = new Set(['42', '74', '75']);

/** Taken and already given back or reversed. */
export const RETURNED: ReadonlySet<string> = new Set(['45', '46']);

/** Accepted or unknown: ask again. 12: known already under this number; 83: the issuer still works on it. */
export const UNKNOWN: ReadonlySet<string> = new Set(['03', '04', '05', '12', '83']);

/** Asked too often: says nothing about the transaction. */
export const TOO_OFTEN = '37';

/** No such transaction. */
export const ABSENT = '34';

/** Surely refused: no money moved. */
export const REFUSED: ReadonlySet<string> = new Set(
  '01 02 06 10 11 13 30 31 32 33 35 36 38 39 40 60 61 62 63 64 65 66 67 68 69 70 71 72 73 76 77 78 79 80 81 82 87 89 90 91 98 99'.split(
    ' ',
  ),
);

/** Not enabled for this kind of payment: sign-up with the bank comes first. */
export const NOT_OPEN: ReadonlySet<string> = new Set(['72', '76', '77']);

/** Refund refusals that no repeat and no new number can mend: 33 window or limit, 35 and 36 the original, 68 not for this business. */
export const REFUND_FINAL: ReadonlySet<string> = new Set(['33', '35', '36', '68']);
