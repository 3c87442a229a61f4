/** The banks of this sandbox: the one place that names them all. Taking a bank out is deleting its folder and its two lines here. */
import { alipay } from './alipay/index.ts';
import { icbc } from './icbc/index.ts';
import { unionpay } from './unionpay/index.ts';
import { wechat } from './wechat/index.ts';

/** In the order in which pages and lists show them. */
export const BANKS = [wechat, alipay, unionpay, icbc] as const;

type Bank = (typeof BANKS)[number];

/** Bank id -> its part of manifest.json. */
export type BankManifests = { [B in Bank as B['id']]: ReturnType<B['manifest']> };
/** Bank id -> all its settings. */
export type SettingsOfBanks = { [B in Bank as B['id']]: B['settings'] };
