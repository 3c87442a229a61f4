/** All channels of all banks, one line each, in the order in which they are offered. Nothing else outside a bank's own folder names it. */
import { alipay } from './alipay/index.ts';
import { icbcDirect } from './icbc/direct/index.ts';
import { icbc } from './icbc/index.ts';
import type { ChannelModule } from './module.ts';
import { unionpay } from './unionpay/index.ts';
import { wechat } from './wechat/index.ts';

export const CHANNELS: readonly ChannelModule[] = [wechat, alipay, unionpay, icbc, icbcDirect];
