/** The banks this sandbox plays. */
export const CHANNELS = ['wechat', 'alipay', 'unionpay'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Those whose orders are paid by scanning a code. */
export type CodeChannel = Exclude<Channel, 'unionpay'>;

export function asChannel(text: unknown): Channel | undefined {
  return CHANNELS.find((channel) => channel === text);
}
