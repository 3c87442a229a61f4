/** Does every merchant know what it must, in order, and nothing that is not so? */
import type { Count, Facts, Taken } from './facts.ts';

type Notice = Pick<Taken, 'n' | 'type' | 'refund_no'>;

export function untold(f: Facts, count: Count): number {
  const heard = new Map<string, Notice[]>();
  for (const one of f.taken) heard.set(one.order_no, [...(heard.get(one.order_no) ?? []), one]);
  const noOf = new Map(f.orders.map((o) => [o.id, o.order_no]));
  const heardOf = (order_id: string): readonly Notice[] => heard.get(noOf.get(order_id) ?? '') ?? [];
  const name = (n: { order_id: string; n: number }): string => noOf.get(n.order_id) + ' ' + n.n;
  return (
    count('a notice was not delivered', f.notices.filter((n) => !n.delivered).map(name)) +
    count(
      'delivered, but never processed',
      f.notices.filter((n) => n.delivered && !heardOf(n.order_id).some((one) => one.n === n.n && one.type === n.type)).map(name),
    ) +
    ends(f, count, heardOf) +
    refunds(f, count, heardOf) +
    count(
      'notices out of order',
      [...heard].filter(([, list]) => isOutOfOrder(list)).map(([order_no]) => order_no),
    )
  );
}

type HeardOf = (order_id: string) => readonly Notice[];

/** Each ended order was told its end, and no other. */
function ends(f: Facts, count: Count, heardOf: HeardOf): number {
  const told = (type: string) => (o: { id: string }) => heardOf(o.id).some((one) => one.type === type);
  const numbers = (orders: Facts['orders']): string[] => orders.map((o) => o.order_no);
  const paid = f.orders.filter((o) => o.state === 'paid');
  const closed = f.orders.filter((o) => o.state === 'closed');
  return (
    count('paid, and the merchant does not know', numbers(paid.filter((o) => !told('order.paid')(o)))) +
    count('closed, and the merchant does not know', numbers(closed.filter((o) => !told('order.closed')(o)))) +
    count('told paid and is not', numbers(f.orders.filter((o) => o.state !== 'paid' && told('order.paid')(o)))) +
    count('told closed and is not', numbers(f.orders.filter((o) => o.state !== 'closed' && told('order.closed')(o))))
  );
}

/** The same for refunds that the merchant asked for. */
function refunds(f: Facts, count: Count, heardOf: HeardOf): number {
  const mine = f.refunds.filter((r) => !r.auto);
  const told = (r: Facts['refunds'][number], type: string): boolean =>
    heardOf(r.order_id).some((one) => one.type === type && one.refund_no === r.refund_no);
  return (['done', 'failed'] as const)
    .map(
      (state) =>
        count(
          'a refund is ' + state + ', and the merchant does not know',
          mine.filter((r) => r.state === state && !told(r, 'refund.' + state)).map((r) => String(r.refund_no)),
        ) +
        count(
          'a refund was told ' + state + ' and is not',
          mine.filter((r) => r.state !== state && told(r, 'refund.' + state)).map((r) => String(r.refund_no)),
        ),
    )
    .reduce((a, b) => a + b, 0);
}

/** n+1 is first sent after n was delivered; repeats of older ones may come at any time. */
function isOutOfOrder(list: readonly Notice[]): boolean {
  let most = 0;
  return list.some(({ n }) => {
    if (n > most + 1) return true;
    most = Math.max(most, n);
    return false;
  });
}
