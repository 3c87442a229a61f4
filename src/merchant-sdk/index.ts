/** What a merchant's server installs: make, read, close and refund orders; check who came back and what was told. */
export { LezhongPay } from './lezhong-pay.ts';
export type { LezhongPayOptions, NewOrder, NewRefund, ViewerVisit } from './options.ts';
export type { Fetch, FetchInit, FetchAnswer } from './options.ts';
export type { Failure, Refused, Result, Unknown } from './result.ts';
export type { ReturnCheck } from './return-check.ts';
export type { EventPage, NoticeView, OrderList, OrderPage } from './lists.ts';
export type { HeaderBag } from './headers.ts';
export type { NoticeBook, NoticeRequest, NoticeResponse } from './notice-handler.ts';
export { NOTICE_ACK, NOTICE_TYPES } from '../protocol/notice.ts';
export type { NoticeBody, NoticeType } from '../protocol/notice.ts';
export type { OrderLine } from '../protocol/lines.ts';
export type { Lang, OrderState, OrderJson as OrderView, RefundJson as RefundView } from '../protocol/order.ts';
export type { RefundReason, RefundRequestJson as RefundRequestView, RequestState } from '../protocol/refund-request.ts';
export type { ReturnState } from '../protocol/return-url.ts';
export type { RefusalCode } from '../protocol/refusal.ts';
export type { SigningKey } from '../protocol/paysign-v2.ts';
export { fenFromYuan, yuan } from '../protocol/money.ts';
export type { Fen } from '../protocol/money.ts';
