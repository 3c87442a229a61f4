/** What the phones' routes are given. */
import type { FastifyRequest } from 'fastify';
import type { Lang } from '../../../protocol/order.ts';
import { Refusal } from '../../../protocol/refusal.ts';
import type { Accounts, ConfiguredChannel } from '../../channels/configured.ts';
import type { Merchants } from '../../merchants/merchant.ts';
import type { Payments } from '../../payments/engine/service.ts';
import type { WaitingRoom } from '../../payments/engine/waiting.ts';
import type { Rules } from '../../payments/events.ts';
import type { Payment } from '../../payments/payment.ts';
import type { ScanCodes } from '../../payments/scan-codes.ts';
import type { PhonePageMaker } from '../../render/phone/page.ts';
import type { Guards } from '../../viewers/accounts/guards.ts';
import type { Store } from '../../store/port.ts';
import type { Bucket } from '../common/rates.ts';
import type { ConsentDeps } from './consent-deps.ts';
import type { KeypadDeps } from './keypad-deps.ts';
import type { SignIns } from './sign-in.ts';
import type { Visits } from './visits.ts';
import { phoneChannels } from './ways.ts';
import type { PhoneChannel } from './ways.ts';

export interface PhoneDeps {
  payments: Payments;
  store: Store;
  waiting: WaitingRoom;
  codes: ScanCodes;
  visits: Visits;
  signIns: SignIns;
  page: PhonePageMaker;
  rules: Rules;
  guards: Guards;
  merchants: Merchants;
  channels: readonly ConfiguredChannel[];
  accounts: Accounts;
  isOffered: (channel: ConfiguredChannel) => boolean;
  isDown: (channel: string) => boolean;
  langOf: (payment: Payment) => Lang;
  lang: Lang;
  scan_url: string;
  hotline: string;
  answer_wait_ms: number;
  now: () => number;
  /** Of an order's phones together; unknown codes by address. */
  rates: { phone: Bucket; unknown: Bucket };
  /** Absent where nothing secret is typed. */
  keypad?: KeypadDeps;
  /** Absent where no parent can be asked. */
  consents?: ConsentDeps;
}

export type InCode = { Params: { code: string } };

export function offeredTo(deps: Pick<PhoneDeps, 'channels' | 'isOffered'>): PhoneChannel[] {
  return phoneChannels(deps.channels, deps.isOffered);
}

/** The payment of the code in the address. Throws Refusals. */
export async function findPayment(deps: PhoneDeps, request: FastifyRequest<InCode>): Promise<Payment> {
  const id = deps.codes.idOf(request.params.code);
  const payment = id === undefined ? undefined : await deps.payments.read({ id });
  // Phones share addresses behind their carriers: only who guesses is limited by it.
  if (!payment && !deps.rates.unknown.take(request.ip)) throw new Refusal('RATE_LIMITED');
  if (!payment) throw new Refusal('PAGE_NOT_FOUND');
  if (!deps.rates.phone.take(payment.order.id)) throw new Refusal('RATE_LIMITED');
  return payment;
}
