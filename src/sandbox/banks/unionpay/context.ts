import type { BankContext } from '../../server/context.ts';
import type { UnionpayFaults } from './faults.ts';
import type { UnionpayKeys } from './keys.ts';
import type { UnionpaySettings } from './settings.ts';
import type { Txns } from './txns.ts';

export interface Context extends BankContext<UnionpaySettings, UnionpayKeys, UnionpayFaults> {
  txns: Txns;
}
