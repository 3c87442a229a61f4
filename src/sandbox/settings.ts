/** Every time and limit of the simulated banks, in milliseconds; each bank's are in its folder. */
import { BANKS } from './banks/index.ts';
import type { SettingsOfBanks } from './banks/index.ts';

/** `clock_off_ms`: the clocks of all banks less the true time. */
export type Settings = { merchant_name: string; clock_off_ms: number } & SettingsOfBanks;

/** Settings as somebody writes them: the rest keeps its value. */
export type SomeSettings = { merchant_name?: string; clock_off_ms?: number } & {
  [Id in keyof SettingsOfBanks]?: Partial<SettingsOfBanks[Id]>;
};

export const DEFAULT_SETTINGS = {
  merchant_name: '乐众电视（沙箱商户）',
  clock_off_ms: 0,
  ...Object.fromEntries(BANKS.map((bank) => [bank.id, bank.settings])),
} as Settings;

export function withSettings(base: Settings, some: SomeSettings): Settings {
  return {
    merchant_name: some.merchant_name ?? base.merchant_name,
    clock_off_ms: some.clock_off_ms ?? base.clock_off_ms,
    ...Object.fromEntries(BANKS.map(({ id }) => [id, { ...base[id], ...some[id] }])),
  } as Settings;
}
