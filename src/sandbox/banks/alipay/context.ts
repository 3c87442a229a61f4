import type { BankContext } from '../../server/context.ts';
import type { AlipayFaults } from './faults.ts';
import type { AlipayKeys } from './keys.ts';
import type { AlipaySettings } from './settings.ts';

export type Context = BankContext<AlipaySettings, AlipayKeys, AlipayFaults>;
