/** The banks this sandbox plays. */
export const CHANNELS = ['wechat', 'alipay'] as const;
export type Channel = (typeof CHANNELS)[number];

export function asChannel(text: unknown): Channel | undefined {
  return CHANNELS.find((channel) => channel === text);
}
