/** Alipay's open gateway: face-to-face payment by a code that the payer scans. */
import { ANDROID_AGENT } from '../../phone/apps.ts';
import { buildFaults } from '../../server/faults.ts';
import type { BankSimulator } from '../port.ts';
import { callbackWriter } from './callback.ts';
import type { Context } from './context.ts';
import { FAULT_BUTTONS, FAULTS } from './faults.ts';
import { make, readKeys } from './keys.ts';
import { clientSettings, manifest } from './manifest.ts';
import type { AlipayManifest } from './manifest.ts';
import { orderFacts } from './order-facts.ts';
import { endRefund, startRefunds } from './refund-job.ts';
import { buildServer } from './server.ts';
import { SETTINGS } from './settings.ts';
import type { AlipaySettings } from './settings.ts';
import { buildWallet } from './wallet.ts';

export const alipay: BankSimulator<'alipay', AlipaySettings, AlipayManifest> = {
  id: 'alipay',
  name: '支付宝',
  badge: '支',
  colour: '#1668e3',
  port_offset: 2,
  settings: SETTINGS,
  fault_words: {},
  fault_buttons: FAULT_BUTTONS,
  keys: { make },
  manifest,
  clientSettings,
  apps: [
    { id: 'alipay', name: '支付宝', user_agent: ANDROID_AGENT + ' AliApp(AP/10.6.20.8000) AlipayClient/10.6.20.8000 Language/zh-Hans' },
  ],
  in_demo: true,
  guide: {
    faults: {
      'alipay.answer.*':
        'calls: prepay query close cancel refund refund-query bill. system_error 20000, rate_limited isv.access-limited, refund_not_enough SELLER_BALANCE_NOT_ENOUGH; unsigned_error is an error_response. A cashier must never have made the call "cancel".',
      'alipay.notify.wrong_seller': 'the next n sendings name another seller, correctly signed',
      'alipay.answer.refund_pending': 'the next n new refunds answer fund_change N and happen later',
    },
  },
  start(parts) {
    const context: Context = { ...parts, id: 'alipay', keys: readKeys(parts.keys_dir), faults: buildFaults(FAULTS) };
    startRefunds(context);
    return {
      server: buildServer(context),
      faults: context.faults,
      callbacks: callbackWriter(context),
      wallet: buildWallet(context),
      order: (number) => orderFacts(context, number),
      numbers: () => context.db.orders.all().map((trade) => trade.number),
      endRefund: (number, refund_no) => endRefund(context, number, refund_no),
    };
  },
};
