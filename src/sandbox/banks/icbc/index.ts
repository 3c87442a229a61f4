/** ICBC's open platform: payment by a code that the payer scans (main scan). The demo's BFF does not offer it. */
import { buildFaults } from '../../server/faults.ts';
import type { BankSimulator } from '../port.ts';
import { callbackWriter } from './callback.ts';
import type { Context } from './context.ts';
import { FAULT_BUTTONS, FAULTS } from './faults.ts';
import { make, readKeys } from './keys.ts';
import { clientSettings, manifest } from './manifest.ts';
import type { IcbcManifest } from './manifest.ts';
import { orderFacts } from './order-facts.ts';
import { endRefund, startRefunds } from './refund-job.ts';
import { buildServer } from './server.ts';
import { SETTINGS } from './settings.ts';
import type { IcbcSettings } from './settings.ts';
import { buildWallet } from './wallet.ts';

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
  guide: {
    faults: {
      'icbc.answer.*':
        'calls: prepay query close refund refund-query. system_error return_code -1 (unknown), rate_limited 500018, refund_not_enough 00005038; unsigned_error has no sign',
      'icbc.notify.wrong_seller': 'the next n sendings name another mer_id, correctly signed',
      'icbc.answer.refund_pending': 'the next n new refunds answer return_code -1 and happen refund_ms later',
    },
  },
  start(parts) {
    const context: Context = { ...parts, id: 'icbc', keys: readKeys(parts.keys_dir), faults: buildFaults(FAULTS) };
    startRefunds(context);
    return {
      server: buildServer(context),
      faults: context.faults,
      callbacks: callbackWriter(context),
      wallet: buildWallet(context),
      order: (number) => orderFacts(context, number),
      numbers: () => context.db.orders.all().map((order) => order.number),
      endRefund: (number, refund_no, state) => endRefund(context, number, refund_no, state === 'CLOSED' ? 'CLOSED' : 'SUCCESS'),
    };
  },
};
