import type { BankContext } from '../../server/context.ts';
import type { WechatFaults } from './faults.ts';
import type { WechatKeys } from './keys.ts';
import type { WechatSettings } from './settings.ts';

export type Context = BankContext<WechatSettings, WechatKeys, WechatFaults>;
