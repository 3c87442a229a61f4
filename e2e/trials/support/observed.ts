/** Facts observed outside the BFF, each with the length of the disk log at that time: every later image must contain it. */
export type Fact =
  | { kind: 'order'; order_no: string }
  | { kind: 'refund'; refund_no: string }
  | { kind: 'closed'; order_no: string }
  /** A television showed that it is paid. */
  | { kind: 'paid'; token: string }
  /** A bank's callback was acknowledged. */
  | { kind: 'callback'; channel: string; notice_id: string }
  /** A number went out to a bank. */
  | { kind: 'number'; number: string }
  /** The merchant processed a notice. */
  | { kind: 'notice'; order_no: string; n: number; type: string };

export interface Observed {
  at: number;
  fact: Fact;
}

const json = (text: string): { [name: string]: unknown } => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as { [name: string]: unknown }) : {};
  } catch {
    return {};
  }
};

/** Facts that an answer of the BFF states. */
export function factsOf(path: string, asked: string, status: number, answered: string): Fact[] {
  if (status < 200 || status > 299) return [];
  if (path === '/v2/orders') return [{ kind: 'order', order_no: String(json(asked)['order_no']) }];
  const under = /^\/v2\/orders\/([^/]+)\/(close|refunds)$/.exec(path);
  if (under?.[2] === 'refunds') return [{ kind: 'refund', refund_no: String(json(asked)['refund_no']) }];
  if (under?.[2] === 'close') return json(answered)['state'] === 'closed' ? [{ kind: 'closed', order_no: under[1] ?? '' }] : [];
  const token = /^\/c\/([^/]+)\/(?:step|answer|bank)$/.exec(path)?.[1];
  if (token) return json(answered)['kind'] === 'paid' ? [{ kind: 'paid', token }] : [];
  const channel = /^\/callbacks\/(\w+)$/.exec(path)?.[1];
  const notice_id = channel && noticeOf(channel, asked, answered);
  return channel && notice_id ? [{ kind: 'callback', channel, notice_id }] : [];
}

/** The bank's id of an acknowledged callback about money. */
function noticeOf(channel: string, asked: string, answered: string): string | undefined {
  if (channel === 'wechat') return json(asked)['id'] as string | undefined;
  const form = new URLSearchParams(asked);
  if (channel === 'alipay')
    return answered === 'success' && form.get('trade_status') !== 'WAIT_BUYER_PAY' ? (form.get('notify_id') ?? undefined) : undefined;
  const names = ['txnType', 'orderId', 'txnTime', 'queryId', 'respCode'];
  return names.map((name) => form.get(name) ?? '').join('.');
}
