/** ICBC's open platform: the viewer scans a code on the television, with the bank's app or a wallet that the contract allows. */
import type { ScanModule } from '../module.ts';
import type { ChannelWorld, ScanChannel } from '../port.ts';
import { accountOf, MARK } from './account.ts';
import { ICBC_ALONE, textsOf } from './apps.ts';
import { IcbcConfig } from './config.ts';
import { readKeys } from './keys.ts';
import { prepay, prepayBody } from './pay.ts';
import { schedules } from './schedules.ts';
import { texts } from './texts.ts';
import { makeCall } from './wire.ts';

export const icbc: ScanModule<IcbcConfig> = {
  id: 'icbc',
  products: { 'icbc-qr': { kind: 'scan' } },
  config: IcbcConfig,
  needs: [],
  once: [],
  schedules,
  texts,
  textsOf,
  mark: MARK,
  make,
};

/** Throws when a key cannot be read: that is for the operator, at the start. */
function make(config: IcbcConfig, world: ChannelWorld): ScanChannel {
  const keys = readKeys(config);
  const call = makeCall(config, keys, world);
  const { support_app_type: set = ICBC_ALONE } = config;
  let said = false;
  /** Viewers are told by the settings, before there is a code: once, that these say something else than the bank. */
  function compare(told: string): void {
    if (said || told === '' || told === set) return;
    said = true;
    world.log('warn', 'channel.support-app-type', { channel: 'icbc', set, told });
  }
  return {
    id: 'icbc',
    kind: 'scan',
    prepayBody: (input) => prepayBody(config, input),
    prepay: (number, body) => prepay(call, number, body, compare),
    ...accountOf(config, keys, call, world),
  };
}
