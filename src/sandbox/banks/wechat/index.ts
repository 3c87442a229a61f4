/** WeChat Pay APIv3, Native. */
import { ANDROID_AGENT, WINDOWS_AGENT } from '../../phone/apps.ts';
import { buildFaults } from '../../server/faults.ts';
import type { BankSimulator } from '../port.ts';
import { invoke } from './bridge.ts';
import { callbackWriter } from './callback.ts';
import type { Context } from './context.ts';
import { FAULT_BUTTONS, FAULT_WORDS, FAULTS } from './faults.ts';
import { make, readKeys } from './keys.ts';
import { clientSettings, manifest } from './manifest.ts';
import type { WechatManifest } from './manifest.ts';
import { orderFacts } from './order-facts.ts';
import { endRefund, startRefunds } from './refund-job.ts';
import { buildServer } from './server.ts';
import { SETTINGS } from './settings.ts';
import type { WechatSettings } from './settings.ts';
import { buildWallet } from './wallet.ts';

const ENDS = ['SUCCESS', 'CLOSED', 'CLOSE', 'ABNORMAL'] as const;

export const wechat: BankSimulator<'wechat', WechatSettings, WechatManifest> = {
  id: 'wechat',
  name: '微信支付',
  badge: '微',
  colour: '#07a351',
  port_offset: 1,
  settings: SETTINGS,
  fault_words: FAULT_WORDS,
  fault_buttons: FAULT_BUTTONS,
  keys: { make },
  manifest,
  clientSettings,
  apps: [
    { id: 'wechat', name: '微信', user_agent: ANDROID_AGENT + ' MicroMessenger/8.0.50.2701(0x28003258) WeChat/arm64 Language/zh_CN' },
    {
      id: 'wechat-desktop',
      name: '电脑微信',
      user_agent: WINDOWS_AGENT + ' MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090b19)',
    },
    { id: 'wecom', name: '企业微信', user_agent: ANDROID_AGENT + ' wxwork/4.1.27 MicroMessenger/7.0.1 Language/zh' },
  ],
  in_demo: true,
  guide: {
    faults: {
      'wechat.answer.*':
        'calls: prepay query close refund refund-query certificates bill bill-file. system_error SYSTEM_ERROR, rate_limited FREQUENCY_LIMITED, refund_not_enough NOT_ENOUGH',
      'wechat.notify.signtest': 'the next n sendings are WECHATPAY/SIGNTEST/ probes, which must be refused',
      'wechat.notify.unknown_serial': 'the next n sendings name an unknown serial',
      'wechat.answer.refund_ends': 'new refunds end SUCCESS, CLOSED, CLOSE or ABNORMAL',
      'wechat.answer.revive_closed': 'prepay revives a closed order instead of ORDER_CLOSED',
      'wechat.answer.close_202': 'the next n closes answer 202 and close nothing',
      'wechat.answer.sign_in_refused': 'the next n browsers come back from the sign-in without a code',
      'wechat.answer.key_mode': 'public-key or certificate',
    },
  },
  start(parts) {
    const context: Context = { ...parts, id: 'wechat', keys: readKeys(parts.keys_dir), faults: buildFaults(FAULTS) };
    startRefunds(context);
    return {
      server: buildServer(context),
      faults: context.faults,
      callbacks: callbackWriter(context),
      wallet: buildWallet(context),
      bridge: { object: 'WeixinJSBridge', invoke: (name, params, page) => invoke(context, name, params, page) },
      order: (number) => orderFacts(context, number),
      numbers: () => context.db.orders.all().map((order) => order.number),
      endRefund: (number, refund_no, state) =>
        endRefund(
          context,
          number,
          refund_no,
          ENDS.find((one) => one === state),
        ),
    };
  },
};
