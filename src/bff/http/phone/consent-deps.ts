/** What the routes of a parent's word are given. */
import type { ConsentCodes } from '../../payments/scan-codes.ts';
import type { Payment } from '../../payments/payment.ts';

export interface ConsentDeps {
  codes: ConsentCodes;
  said: (payment: Payment, n: number, yes: boolean) => Promise<Payment | undefined>;
}
