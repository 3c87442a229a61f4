/** Fake banks as the registry would make them, with the schedules and texts of the real modules. */
import { alipay } from '../../channels/alipay/index.ts';
import { icbcDirect } from '../../channels/icbc/direct/index.ts';
import type { BankModule, CardModule, ScanModule } from '../../channels/module.ts';
import { unionpay } from '../../channels/unionpay/index.ts';
import { wechat } from '../../channels/wechat/index.ts';
import type { BankChannel, CardChannel, ScanChannel } from '../../channels/port.ts';
import { configuredBank, configuredCard, configuredScan } from '../channels/configured.ts';
import type { ConfiguredChannel } from '../channels/configured.ts';
import { shorter } from '../payments/schedules.ts';

export interface FakeBanks {
  wechat: ScanChannel;
  alipay: ScanChannel;
  unionpay: CardChannel;
  direct?: BankChannel;
}

/** `hurry`: schedules so many times shorter. */
export function configuredFakes(banks: FakeBanks, hurry = 1): ConfiguredChannel[] {
  const own = { enabled: true };
  return [
    configuredScan(wechat as ScanModule, { ...own, accounts: [banks.wechat], schedules: shorter(wechat.schedules, hurry) }),
    configuredScan(alipay as ScanModule, { ...own, accounts: [banks.alipay], schedules: shorter(alipay.schedules, hurry) }),
    configuredCard(unionpay as CardModule, { ...own, accounts: [banks.unionpay], schedules: shorter(unionpay.schedules, hurry) }),
    ...(banks.direct
      ? [
          configuredBank(icbcDirect as BankModule, {
            ...own,
            accounts: [banks.direct],
            schedules: shorter(icbcDirect.schedules, hurry),
          }),
        ]
      : []),
  ];
}
