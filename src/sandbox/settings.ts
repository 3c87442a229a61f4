/** Every time and limit of the simulated banks, in milliseconds; each bank's are in its folder. */
import { BANKS } from './banks/index.ts';
import type { SettingsOfBanks } from './banks/index.ts';

export type Settings = { merchant_name: string } & SettingsOfBanks;

/** Settings as somebody writes them: the rest keeps its value. */
export type SomeSettings = { merchant_name?: string } & { [Id in keyof SettingsOfBanks]?: Partial<SettingsOfBanks[Id]> };

export const DEFAULT_SETTINGS = {
  merchant_name: '乐众电视（沙箱商户）',
  ...Object.fromEntries(BANKS.map((bank) => [bank.id, bank.settings])),
} as Settings;

export function withSettings(base: Settings, some: SomeSettings): Settings {
  return {
    merchant_name: some.merchant_name ?? base.merchant_name,
    ...Object.fromEntries(BANKS.map(({ id }) => [id, { ...base[id], ...some[id] }])),
  } as Settings;
}
