/** UnionPay ACP 5.1.0: payment by card without redirect. */
import { buildFaults } from '../../server/faults.ts';
import type { BankSimulator } from '../port.ts';
import { callbackWriter } from './callback.ts';
import { allCards } from './card-state.ts';
import { cardsBody } from './cards-page.ts';
import type { Context } from './context.ts';
import { addRoutes, endCardTxn, messages } from './control.ts';
import { FAULT_BUTTONS, FAULTS } from './faults.ts';
import { GUIDE } from './guide.ts';
import { make, readKeys } from './keys.ts';
import { clientSettings, manifest } from './manifest.ts';
import type { UnionpayManifest } from './manifest.ts';
import { messageItem } from './message-item.ts';
import { orderFacts, orderNumbers } from './order-facts.ts';
import { buildServer } from './server.ts';
import { SETTINGS } from './settings.ts';
import type { UnionpaySettings } from './settings.ts';
import { startSteps } from './txn.ts';
import { buildTxns } from './txns.ts';

const CARD_ICON = 'M3 5h18a1 1 0 011 1v12a1 1 0 01-1 1H3a1 1 0 01-1-1V6a1 1 0 011-1zM2 8.5h20V11H2zM5 15h5v1.6H5z';

export const unionpay: BankSimulator<'unionpay', UnionpaySettings, UnionpayManifest> = {
  id: 'unionpay',
  name: '银联',
  badge: '银',
  colour: '#0a6a75',
  port_offset: 3,
  settings: SETTINGS,
  fault_words: {},
  fault_buttons: FAULT_BUTTONS,
  keys: { make },
  manifest,
  clientSettings,
  in_demo: true,
  guide: GUIDE,
  start(parts) {
    const context: Context = {
      ...parts,
      id: 'unionpay',
      keys: readKeys(parts.keys_dir),
      faults: buildFaults(FAULTS),
      txns: buildTxns(parts.db.sqlite),
    };
    startSteps(context);
    return {
      server: buildServer(context),
      faults: context.faults,
      callbacks: callbackWriter(context),
      order: (number) => orderFacts(context, number),
      numbers: () => orderNumbers(context),
      endRefund: (_number, refund_no, state) => endCardTxn(context, refund_no, (state ?? 'SUCCESS') === 'SUCCESS' ? '00' : '01'),
      addRoutes: (app) => addRoutes(app, context),
      tabs: [{ path: '/cards', title: '银行卡', icon: CARD_ICON, body: () => cardsBody(allCards(context)) }],
      messages: (limit) => messages(context, limit).map((one) => ({ at_ms: one.made_ms, item: messageItem(one, context.world.now()) })),
    };
  },
};
