/** ICBC's open platform: payment by a code that the payer scans (main scan), which the demo's BFF does not offer, and by an account's passwords. */
import { buildFaults } from '../../server/faults.ts';
import type { BankSimulator } from '../port.ts';
import { callbackWriter } from './callback.ts';
import type { Context } from './context.ts';
import { addRoutes, answers, GUIDE_CALLS } from './direct/control.ts';
import { startDirect } from './direct/money.ts';
import { accountsBody, answerItem } from './direct/page.ts';
import { FAULT_BUTTONS, FAULTS } from './faults.ts';
import { make, readKeys } from './keys.ts';
import { clientSettings, directSettings, manifest } from './manifest.ts';
import type { IcbcManifest } from './manifest.ts';
import { orderFacts } from './order-facts.ts';
import { endRefund, startRefunds } from './refund-job.ts';
import { buildServer } from './server.ts';
import { SETTINGS } from './settings.ts';
import type { IcbcSettings } from './settings.ts';
import { buildWallet } from './wallet.ts';

const ACCOUNT_ICON = 'M12 3l9 5v2H3V8zM5 11h2v7H5zM11 11h2v7h-2zM17 11h2v7h-2zM3 19h18v2H3z';

export const icbc: BankSimulator<'icbc', IcbcSettings, IcbcManifest> = {
  id: 'icbc',
  name: '工商银行',
  badge: '工',
  colour: '#c7000b',
  port_offset: 4,
  settings: SETTINGS,
  fault_words: {},
  fault_buttons: FAULT_BUTTONS,
  keys: { make },
  manifest,
  clientSettings,
  in_demo: false,
  more_channels: { 'icbc-direct': { settings: directSettings, in_demo: false } },
  guide: {
    screens: [
      {
        kind: 'bank-method',
        see: '工行卡的验证方式',
        how: '选工行卡，输入工行卡页的卡号。（npm start 已经打开；别的 BFF 要在设置里加上 channels 的 icbc-direct，data/sandbox/manifest.json 有地址和钥匙。）',
      },
      { kind: 'bank-password', see: '工行的密码、口令卡', how: '再选一种验证方式；正确的答案在手机的短信页。' },
    ],
    calls: GUIDE_CALLS,
    faults: {
      'icbc.answer.*':
        'calls: prepay query close refund refund-query methods prepare confirm. system_error return_code -1 (unknown), rate_limited 500018, refund_not_enough 00005038; unsigned_error has no sign',
      'icbc.notify.wrong_seller': 'the next n sendings name another mer_id, correctly signed',
      'icbc.answer.refund_pending': 'the next n new refunds answer return_code -1 and happen refund_ms later',
    },
  },
  start(parts) {
    const context: Context = { ...parts, id: 'icbc', keys: readKeys(parts.keys_dir), faults: buildFaults(FAULTS) };
    startRefunds(context);
    startDirect(context);
    return {
      server: buildServer(context),
      faults: context.faults,
      callbacks: callbackWriter(context),
      wallet: buildWallet(context),
      order: (number) => orderFacts(context, number),
      addRoutes: (app) => addRoutes(app, context),
      tabs: [{ path: '/accounts', title: '工行卡', icon: ACCOUNT_ICON, body: () => accountsBody(context) }],
      messages: (limit) => answers(context, limit).map((one) => ({ at_ms: one.made_ms, item: answerItem(one) })),
      numbers: () => context.db.orders.all().map((order) => order.number),
      endRefund: (number, refund_no, state) => endRefund(context, number, refund_no, state === 'CLOSED' ? 'CLOSED' : 'SUCCESS'),
    };
  },
};
