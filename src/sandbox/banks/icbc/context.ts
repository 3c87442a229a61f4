import type { BankContext } from '../../server/context.ts';
import type { IcbcFaults } from './faults.ts';
import type { IcbcKeys } from './keys.ts';
import type { IcbcSettings } from './settings.ts';

export type Context = BankContext<IcbcSettings, IcbcKeys, IcbcFaults>;
