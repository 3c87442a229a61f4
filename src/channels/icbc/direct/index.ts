/** ICBC: the holder of an account proves himself on the television. Query, close, refund and callbacks are those of the bank's codes. */
import type { BankModule } from '../../module.ts';
import type { BankChannel, ChannelWorld } from '../../port.ts';
import { accountOf, MARK } from '../account.ts';
import { publicKey, readKeys } from '../keys.ts';
import { makeCall } from '../wire.ts';
import { IcbcDirectConfig } from './config.ts';
import { methods } from './methods.ts';
import { confirm, prepare } from './pay.ts';
import { schedules } from './schedules.ts';
import { encryptTo } from './secret-data.ts';
import { texts } from './texts.ts';

export const icbcDirect: BankModule<IcbcDirectConfig> = {
  id: 'icbc-direct',
  products: { 'icbc-direct': { kind: 'bank' } },
  config: IcbcDirectConfig,
  needs: ['secret-entry'],
  once: ['prepare', 'confirm'],
  schedules,
  texts,
  mark: MARK,
  make,
};

/** Throws when a key cannot be read: that is for the operator, at the start. */
function make(config: IcbcDirectConfig, world: ChannelWorld): BankChannel {
  const keys = readKeys(config);
  const encrypt = encryptTo(publicKey('secret_public_key_file', config.secret_public_key_file));
  const call = makeCall(config, keys, world);
  return {
    id: 'icbc-direct',
    kind: 'bank',
    methods: ({ pan }) => methods(config, call, encrypt, pan),
    prepare: (ask) => prepare(config, call, encrypt, ask),
    confirm: (ask) => confirm(config, call, encrypt, ask),
    ...accountOf(config, keys, call, world),
  };
}
