/**
 * The first start after a restore: every payment with an attempt under way learns of it before anything else happens, once.
 * A crash in between repeats it, and a payment that knows is not changed again. Source: docs/money.md 17.
 */
import type { Payments } from '../payments/engine/service.ts';
import type { OperatorStore } from '../store/operator-port.ts';
import type { Standing } from './recovering.ts';

const BY = { name: 'restore', via: 'start' };

/** The number of payments that were told. */
export async function applyRestore(store: OperatorStore, payments: Payments, { epoch, mode }: Standing): Promise<number> {
  if (mode !== 'recovering' || Number((await store.meta('restored_epoch')) ?? 1) >= epoch) return 0;
  const ids = await store.idsWith('attempt');
  for (const id of ids) await payments.commit({ id }, { type: 'restored', by: BY });
  await store.setMeta('restored_epoch', String(epoch));
  return ids.length;
}
