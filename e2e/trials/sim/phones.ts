/** Phones beside the TV: they pay by the order's one code, and are keypads of what the TV asks. */
import type { Answer } from '../../../src/protocol/answer.ts';
import type { Payment } from '../../../src/bff/payments/payment.ts';
import { mayType } from '../../../src/bff/payments/dialogue/keypad.ts';
import type { Rig } from '../../../src/bff/testing/rig.ts';

const VISITS = ['phone-a', 'phone-b', 'phone-c'] as const;
const PRODUCTS = [
  ['wechat', 'jsapi'],
  ['alipay', 'precreate'],
  ['alipay', 'wap'],
] as const;

type Pick = <T>(list: readonly T[]) => T;

/** A press, also a repeated one and one on a code that no TV shows any more; or a return from the wallet. */
export async function phone(rig: Rig, chance: () => number, pick: Pick): Promise<void> {
  const visit = pick(VISITS);
  if (chance() < 0.2) return void (await rig.tell({ type: 'phone-asks', visit }));
  const [channel, product] = pick(PRODUCTS);
  const shown_ms = rig.world.now() - Math.floor(chance() * 150_000);
  await rig.tell({
    type: 'phone-pays',
    visit,
    channel,
    product,
    ...(product === 'jsapi' ? { payer: 'o-' + visit } : {}),
    return_url: 'https://pay.example/s/X',
    ...(chance() < 0.9 ? { shown_ms } : {}),
  });
}

/** A phone begins, ends, is admitted or taken back. Whatever happens, one phone has an entry, and it is the first. */
export async function keypad(rig: Rig, chance: () => number, pick: Pick): Promise<void> {
  const before = rig.now().dialogue.entry;
  const entry = chance() < 0.9 ? (before?.n ?? 0) : (before?.n ?? 0) + pick([-1, 1]);
  const visit = pick(VISITS);
  if (chance() < 0.6) await rig.tell({ type: 'keypad-begins', entry, visit });
  else if (chance() < 0.5) await rig.tell({ type: 'keypad-ends', entry, visit });
  else await rig.answer(pick<Answer>([{ kind: 'admit-phone' }, { kind: 'use-remote' }]));
  const { dialogue } = rig.now();
  const mine = VISITS.filter((one) => mayType(rig.now(), rig.rules, rig.world.now(), { entry: dialogue.entry?.n ?? 0, visit: one }));
  if (mine.length > 1) throw new Error('two phones have one entry');
  if (before?.phone && dialogue.entry?.n === before.n && dialogue.entry.open && dialogue.entry.phone?.visit !== before.phone.visit)
    throw new Error('another phone took an entry that had one');
}

export function paidByPhone({ receipts, attempts }: Payment): boolean {
  return receipts.some((one) => one.role === 'won' && attempts.some((a) => a.n === one.attempt && a.by !== 'tv'));
}
