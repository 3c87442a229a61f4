import type { NoticeBody, NoticeType } from '../protocol/notice.ts';
import type { OrderJson, OrderState } from '../protocol/order.ts';

/** Which orders, and how many of them. */
export interface OrderList {
  created_after_ms?: number;
  state?: OrderState;
  /** 1 to 100; 20 unless told. */
  limit?: number;
  /** As the last page gave it. */
  cursor?: string | undefined;
}

export interface OrderPage {
  orders: OrderJson[];
  next_cursor?: string;
}

export interface EventPage {
  /** Bodies of notices. Take each `(order_no, n)` once. */
  events: NoticeBody[];
  /** Where to go on. */
  cursor: string;
  more: boolean;
}

export interface NoticeView {
  id: string;
  order_no: string;
  n: number;
  type: NoticeType;
  tries: number;
  created_at_ms: number;
  delivered_at_ms?: number;
  given_up: boolean;
}
