/** The one door to payments for HTTP and workers: every event goes through decide and is durable before anyone hears of it. */
import type { Fen } from '../../../protocol/money.ts';
import type { OrderFields } from '../../../protocol/order.ts';
import type { RefundReason } from '../../../protocol/refund-request.ts';
import { Refusal } from '../../../protocol/refusal.ts';
import { randomText } from '../../../protocol/world.ts';
import type { ServerWorld } from '../../../protocol/world.ts';
import type { Key, Loaded, Needs, Reservation, Store } from '../../store/port.ts';
import { cardOf } from '../card-of.ts';
import { createPayment, sameContent } from '../create.ts';
import { isWrongGuess } from '../dialogue/refusals.ts';
import { decide } from '../decide.ts';
import { hasQuick } from '../money/quick.ts';
import type { CallRef, Event, Operator, Rules } from '../events.ts';
import { newId, newToken } from '../ids.ts';
import { refundJob } from '../job-keys.ts';
import { viewerAccount } from '../guarding.ts';
import { countsPeriods } from '../money/hold.ts';
import { dayOf } from '../spending.ts';
import { openRequest } from '../money/refunds/requests.ts';
import { refundable } from '../money/refunds/refundable.ts';
import { instructionRefused, saidBefore, sameInstruction } from '../money/escrow.ts';
import type { InstructionRefusal, Wish } from '../money/escrow.ts';
import type { Attempt, Bill, Instruction, Payment, RefundRequest } from '../payment.ts';

type Bare<E> = E extends unknown ? Omit<E, 'now_ms' | 'fresh'> : never;
export type NewEvent = Bare<Event>;

/** What is committed together with an event. */
export interface Alongside {
  /** The channel's notice id. */
  callback?: { channel: string; callback_id: string };
  /** When one of these limits is full the event does not happen; the viewer is told so. Noted only when it changes something. */
  uses?: Reservation;
}

export interface Requested {
  payment: Payment;
  request: RefundRequest;
}

export type Instructed = { payment: Payment; instruction: Instruction } | InstructionRefusal | 'unknown';

export interface Payments {
  /** The same order again gives the same payment; the same number with other contents is refused. */
  open(fields: OrderFields, amount_fen: Fen, bill?: Bill): Promise<Payment>;
  /** The payment after the event, or undefined when there is none under that key. */
  commit(key: Key, event: NewEvent, with_?: Alongside): Promise<Payment | undefined>;
  /** Reserves and asks for a refund; the same refund number again gives the same refund. Throws Refusals. */
  refund(key: Key, wish: { refund_no: string; amount_fen: Fen; reason: string; request?: string }): Promise<Payment>;
  /** A viewer's wish to have money back; while one is open it is that one. Throws Refusals. */
  requestRefund(key: Key, wish: { reason: RefundReason; by?: Operator }): Promise<Requested>;
  /** Its merchant does not give it; the same again changes nothing. Throws Refusals. */
  declineRequest(key: Key, wish: { request: string; text?: string }): Promise<Requested>;
  /** A merchant's word on a bill's money; the same again gives the same instruction. */
  instruct(key: Key, wish: Wish): Promise<Instructed>;
  /** A refund that waits for its merchant's money, looked at again by this job. */
  fund(payment: Payment, call: CallRef): Promise<Payment | undefined>;
  read(key: Key): Promise<Payment | undefined>;
}

/** Derived from what it says, so that a database restored from a backup gives the same number again; no merchant's own number has a dot. */
function refundNoOf(payment: Payment, wish: Wish): string {
  const former = saidBefore(payment, wish).length;
  return [payment.order.order_no, wish.type, wish.settle_fen, wish.refund_fen, ...(former > 0 ? [former] : [])].join('.');
}

/** Events that may begin an attempt. */
const BEGINS: ReadonlySet<NewEvent['type']> = new Set([
  'answer',
  'card-known',
  'token-chosen',
  'sms-asked',
  'challenge-asked',
  'phone-pays',
  'pay-password',
  'consent-said',
] as const);

/** Throws where there is none. */
function requestOf({ requests = [] }: Payment, id: string): RefundRequest {
  const found = requests.find((one) => one.id === id);
  if (!found) throw new Refusal('REQUEST_NOT_FOUND');
  return found;
}

/** Less is how two readings of one clock differ. */
const AHEAD_MIN_MS = 1_000;

/** Instead of what would have happened: the viewer hears that it has been tried too often. */
function locked(event: Event): Event {
  const { now_ms, fresh } = event;
  if (event.type === 'pay-password') return { ...event, checked: { kind: 'locked', rev: event.checked.rev } };
  const { version, page } = event as { version?: number; page?: { key: string; counter: number } };
  return { type: 'card-refused', code: 'CARD_LOCKED', version: version ?? -1, ...(page ? { page } : {}), now_ms, fresh };
}

/** Did an attempt begin or go out to the bank, or may a sealed answer be acted on? Only that is a try. */
function moved(before: Payment, after: Payment): boolean {
  return (
    after.attempts.length > before.attempts.length ||
    after.attempts.some((a, i) => a.state === 'sent' && before.attempts[i]?.state !== 'sent') ||
    after.attempts.some((a, i) => cardOf(a)?.open_by !== cardOf(before.attempts[i])?.open_by) ||
    isTaken(before, after)
  );
}

function isWrongPassword(event: Event): boolean {
  return event.type === 'pay-password' && event.checked.kind === 'wrong';
}

function isTaken(before: Payment, after: Payment): boolean {
  const known = new Set(before.dialogue.pages?.map((one) => one.by));
  return after.dialogue.pages?.some((one) => one.by !== undefined && !known.has(one.by)) ?? false;
}

/** The name of an attempt's tries at its code and card check. */
export function guessSlot(order_id: string, attempt: number): string {
  return 'guess ' + order_id + ' ' + attempt;
}

/** The name of one password's try. */
export function passwordSlot(order_id: string, attempt: number, tried: number): string {
  return guessSlot(order_id, attempt) + ' ' + tried;
}

function slotOf(order_id: string, attempt: Attempt): string {
  return attempt.kind === 'bank' ? passwordSlot(order_id, attempt.n, attempt.bank.tries.length) : guessSlot(order_id, attempt.n);
}

/** Attempts that ended without telling a guesser anything: their tries do not count. */
function freed(before: Payment, after: Payment): string[] {
  return after.attempts
    .filter((a, i) => a.kind !== 'scan' && a.state !== 'sent' && before.attempts[i]?.state === 'sent')
    .filter((a) => a.state === 'paid' || a.why === 'lost' || (a.state === 'refused' && !isWrongGuess(a.reason)))
    .map((a) => slotOf(after.order.id, a));
}

/** Money is looked up: its transaction may be another's. */
function txnOf(event: NewEvent): Pick<Needs, 'txn'> {
  if (event.type !== 'evidence' || !('txn' in event.evidence)) return {};
  return { txn: { attempt: event.attempt, txn: event.evidence.txn } };
}

/** If it may begin an attempt: whose account is asked, since when he has his box, and who spends where it is the order's first and limits count it. */
async function viewerOf(
  store: Store,
  rules: Rules,
  key: Key,
  { type }: NewEvent,
  now_ms: number,
): Promise<Pick<Needs, 'spender' | 'account' | 'box'>> {
  if ((!rules.limits && !rules.guardOf) || !BEGINS.has(type)) return {};
  const known = await store.read(key);
  const limits = known && !known.hold ? rules.limits?.(known.order) : undefined;
  const viewer = rules.guardOf && known?.order.viewer_key;
  const box = known?.order.box_id;
  return {
    ...(viewer === undefined ? {} : { account: viewerAccount(viewer) }),
    ...(viewer === undefined || box === undefined || !hasQuick(rules) ? {} : { box: { viewer, box } }),
    ...(countsPeriods(limits) ? { spender: { id: limits.spender, day: dayOf(now_ms) } } : {}),
  };
}

export function paymentService(store: Store, rules: Rules, world: Omit<ServerWorld, 'notBefore'>): Payments {
  const at = () => ({ now_ms: world.now(), fresh: randomText(world.random, 80) });

  /** Whose money a refund of this payment takes; undefined when there is no such payment. */
  async function debited(key: Key): Promise<{ merchant_debit: string } | undefined> {
    const merchant_id = 'merchant_id' in key ? key.merchant_id : (await store.read(key))?.order.merchant_id;
    return merchant_id === undefined ? undefined : { merchant_debit: merchant_id };
  }

  /** What refunds that came before wait for is theirs: else a small one that comes later would take it, again and again. */
  const roomOf = (merchant_id: string, { payable_fen = 0, waiting_fen = 0 }: Loaded): number =>
    payable_fen + rules.creditOf(merchant_id) - waiting_fen;

  return {
    open(fields, amount_fen, bill) {
      const now_ms = world.now();
      const ahead_ms = now_ms - world.wall();
      const id = newId(now_ms, world.random);
      const ids = { id, token: newToken(id, world.random) };
      return store.change({ merchant_id: fields.merchant_id, order_no: fields.order_no }, {}, ({ payment: known }) => {
        if (!known) {
          const decision = createPayment(fields, amount_fen, ids, now_ms, rules, ahead_ms > AHEAD_MIN_MS ? ahead_ms : 0, bill);
          return { decision, value: decision.payment };
        }
        if (!sameContent(known.order, fields, bill)) throw new Refusal('ORDER_CONFLICT');
        return { value: known };
      });
    },
    async commit(key, happening, { callback, uses } = {}) {
      const event = { ...happening, ...at() } as Event;
      const needs = {
        ...(uses ? { limits: uses } : {}),
        ...txnOf(happening),
        ...(await viewerOf(store, rules, key, happening, event.now_ms)),
      };
      return store.change(key, needs, ({ payment: known, full, txn_of, spent, account, box_since_ms }) => {
        const seen = callback ? { callback: { ...callback, at_ms: event.now_ms } } : {};
        if (!known) return { value: undefined };
        const guard = account && rules.guardOf?.(account.body);
        const since = box_since_ms === undefined ? {} : { box_since_ms };
        const beside = { ...(spent ? { spent } : {}), ...(guard ? { guard } : {}), ...since };
        const told = { ...event, ...beside, ...(event.type === 'evidence' && txn_of !== undefined ? { txn_of } : {}) };
        const decision = decide(known, full ? locked(told) : told, rules);
        const note_limits = !full && (moved(known, decision.payment) || isWrongPassword(event));
        return { decision, value: decision.payment, ...seen, note_limits, give_back: freed(known, decision.payment) };
      });
    },
    async refund(key, wish) {
      const asked = { type: 'refund-asked', ...wish, ...at() } as const;
      const needs = { refund_no: wish.refund_no, ...(await debited(key)) };
      return store.change(key, needs, (loaded) => {
        const { payment: known, refund_of } = loaded;
        if (!known) throw new Refusal('ORDER_NOT_FOUND');
        if (refund_of !== undefined && refund_of !== known.order.id) throw new Refusal('REFUND_CONFLICT');
        const same = known.refunds.find((r) => r.refund_no === wish.refund_no);
        if (same && same.amount_fen !== wish.amount_fen) throw new Refusal('REFUND_CONFLICT');
        if (same) {
          // It cannot become the answer to a request that came after it.
          if (wish.request !== undefined && requestOf(known, wish.request).refund_no !== wish.refund_no)
            throw new Refusal('REFUND_CONFLICT');
          return { value: known };
        }
        if (known.order.state !== 'paid') throw new Refusal('ORDER_NOT_PAID');
        const request = wish.request === undefined ? undefined : requestOf(known, wish.request);
        if (request && request.state !== 'open') throw new Refusal('REQUEST_ENDED', 'request_id');
        if (wish.amount_fen > refundable(known)) throw new Refusal('REFUND_TOO_MUCH');
        const decision = decide(known, { ...asked, room_fen: roomOf(known.order.merchant_id, loaded) }, rules);
        return { decision, value: decision.payment };
      });
    },
    requestRefund(key, wish) {
      return store.change(key, {}, ({ payment: known }) => {
        if (!known) throw new Refusal('ORDER_NOT_FOUND');
        const open = openRequest(known);
        if (open) return { value: { payment: known, request: open } };
        if (known.order.state !== 'paid') throw new Refusal('ORDER_NOT_PAID');
        if (refundable(known) <= 0) throw new Refusal('REFUND_TOO_MUCH');
        const decision = decide(known, { type: 'refund-requested', ...wish, ...at() }, rules);
        const request = openRequest(decision.payment);
        if (!request) throw new Error('a request that may be made was not');
        return { decision, value: { payment: decision.payment, request } };
      });
    },
    declineRequest(key, wish) {
      return store.change(key, {}, ({ payment: known }) => {
        if (!known) throw new Refusal('REQUEST_NOT_FOUND');
        if (requestOf(known, wish.request).state === 'refunded') throw new Refusal('REQUEST_ENDED');
        const decision = decide(known, { type: 'request-declined', ...wish, ...at() }, rules);
        return { decision, value: { payment: decision.payment, request: requestOf(decision.payment, wish.request) } };
      });
    },
    async instruct(key, wish) {
      return store.change<Instructed>(key, (await debited(key)) ?? {}, (loaded) => {
        const { payment: known } = loaded;
        if (!known?.order.bill) return { value: 'unknown' };
        const same = sameInstruction(known, wish);
        if (same) return { value: { payment: known, instruction: same } };
        const refused = instructionRefused(known, wish);
        if (refused) return { value: refused };
        const room_fen = roomOf(known.order.merchant_id, loaded);
        const event = { type: 'instructed', instruction: wish, refund_no: refundNoOf(known, wish), room_fen, ...at() } as const;
        const decision = decide(known, event, rules);
        const instruction = sameInstruction(decision.payment, wish);
        if (!instruction) throw new Error('an instruction that may be taken was not');
        return { decision, value: { payment: decision.payment, instruction } };
      });
    },
    fund({ order: { id, merchant_id }, refunds }, call) {
      const refund = refunds.find((one) => refundJob(one.id) === call.key);
      const before = refund && { created_ms: refund.created_ms, order_id: id, refund_id: refund.id };
      return store.change({ id }, { merchant_debit: merchant_id, ...(before ? { before } : {}) }, (loaded) => {
        const { payment: known } = loaded;
        if (!known || !refund) return { value: known };
        const room_fen = roomOf(merchant_id, loaded);
        const decision = decide(known, { type: 'refund-funded', refund: refund.id, room_fen, call, ...at() }, rules);
        return { decision, value: decision.payment };
      });
    },
    read: (key) => store.read(key),
  };
}
