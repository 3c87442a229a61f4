/** Types of settings files that trials and benchmarks write: a renamed or mistyped setting does not compile. */
import type { BffConfig } from '../../src/bff/config/schema.ts';
import type { AlipayConfig } from '../../src/channels/alipay/config.ts';
import type { IcbcConfig } from '../../src/channels/icbc/config.ts';
import type { UnionpayConfig } from '../../src/channels/unionpay/config.ts';
import type { WechatConfig } from '../../src/channels/wechat/config.ts';

/** Any part of `T`; lists stay whole. */
export type Part<T> = T extends readonly (infer Item)[] ? readonly Item[] : T extends object ? { [name in keyof T]?: Part<T[name]> } : T;

/** The static type of `log_level` in the schema is `never`, as its union is made by `map`. */
export type BffSettings = Part<Omit<BffConfig, 'log_level' | 'channels'>> & {
  log_level?: 'warn' | 'silent';
  channels?: { wechat?: Part<WechatConfig>; alipay?: Part<AlipayConfig>; unionpay?: Part<UnionpayConfig>; icbc?: Part<IcbcConfig> };
};
