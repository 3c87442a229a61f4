/** The rows of the list: orders, and below each the money beside it. */
import type { MeBeside, MeOrder } from '../protocol/me.ts';

export interface Row {
  id: string;
  order: MeOrder;
  beside?: MeBeside;
}

export function rowsOf(orders: readonly MeOrder[]): Row[] {
  const rows: Row[] = [];
  orders.forEach((order) => {
    rows.push({ id: 'o-' + order.id, order });
    order.beside.forEach((beside, i) => rows.push({ id: 'b-' + order.id + '-' + i, order, beside }));
  });
  return rows;
}

/** So many stand on one screen; the first may be tall, with the stations of its refund. */
export const SHOWN = 6;
export const SHOWN_TALL = 5;

export const isTall = (row: Row | undefined): boolean => row !== undefined && row.beside === undefined && row.order.stages !== undefined;
