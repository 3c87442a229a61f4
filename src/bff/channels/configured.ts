/** The configured banks with their acquirer accounts: who takes new payments, and who settles what is under way. */
import { productOf } from '../../channels/module.ts';
import type {
  BankModule,
  BankSchedules,
  CardModule,
  CardSchedules,
  ChannelMark,
  ChannelModule,
  ScanModule,
  ScanSchedules,
} from '../../channels/module.ts';
import type { BankChannel, CardChannel, Channel, ScanChannel } from '../../channels/port.ts';

type Told = Pick<ChannelModule, 'once' | 'texts' | 'help_picture' | 'phone'> & { readonly mark: ChannelMark };

interface Configured<Made extends Channel, Times> extends Told {
  readonly id: string;
  readonly kind: Made['kind'];
  readonly product: string;
  /** false: not offered, still settled. */
  readonly enabled: boolean;
  /** The module's, or the settings'. */
  readonly schedules: Times;
  /** The first takes new payments; the others are only settled. No two have the same acquirer_id. */
  readonly accounts: readonly [Made, ...Made[]];
}

export type ConfiguredScan = Configured<ScanChannel, ScanSchedules>;
export type ConfiguredCard = Configured<CardChannel, CardSchedules>;
export type ConfiguredBank = Configured<BankChannel, BankSchedules>;
export type ConfiguredChannel = ConfiguredScan | ConfiguredCard | ConfiguredBank;

type Own<C extends ConfiguredChannel> = Pick<C, 'enabled' | 'accounts'> & { schedules?: Partial<C['schedules']> | undefined };

export function configuredScan(module: ScanModule, own: Own<ConfiguredScan>): ConfiguredScan {
  const { id, once, texts, mark, help_picture, phone } = module;
  const told = { ...(help_picture ? { help_picture } : {}), ...(phone ? { phone } : {}) };
  const schedules = { ...module.schedules, ...own.schedules };
  const { product } = productOf(module);
  return { id, kind: 'scan', product, once, texts, mark, ...told, ...own, schedules };
}

export function configuredCard(module: CardModule, own: Own<ConfiguredCard>): ConfiguredCard {
  const { id, once, texts, mark } = module;
  const { product } = productOf(module);
  return { id, kind: 'card', product, once, texts, mark, ...own, schedules: { ...module.schedules, ...own.schedules } };
}

export function configuredBank(module: BankModule, own: Own<ConfiguredBank>): ConfiguredBank {
  const { id, once, texts, mark } = module;
  const { product } = productOf(module);
  return { id, kind: 'bank', product, once, texts, mark, ...own, schedules: { ...module.schedules, ...own.schedules } };
}

type Change = <C extends Channel>(account: C, i: number) => C;

function changed(channel: ConfiguredChannel, change: Change): ConfiguredChannel {
  const accounts = (channel.accounts as readonly Channel[]).map(change);
  // Each account stays of its kind: `change` gives back what it was given.
  return { ...channel, accounts } as unknown as ConfiguredChannel;
}

/** The same bank with another object for the account that takes new payments. */
export function withCurrent(channel: ConfiguredChannel, change: <C extends Channel>(account: C) => C): ConfiguredChannel {
  return changed(channel, (account, i) => (i === 0 ? change(account) : account));
}

/** The same bank with another object for each account. */
export function withAll(channel: ConfiguredChannel, change: <C extends Channel>(account: C) => C): ConfiguredChannel {
  return changed(channel, (account) => change(account));
}

/** Every call uses the account that is stored with the attempt, receipt or refund. */
export interface Accounts {
  one(channel: string, acquirer_id: string): Channel | undefined;
  /** Takes new payments. */
  current(channel: string): Channel | undefined;
  /** The current one first; empty for a bank that is not configured. */
  of(channel: string): readonly Channel[];
}

export function accountsOf(channels: readonly ConfiguredChannel[]): Accounts {
  const by_id = new Map(channels.map((one) => [one.id, one.accounts as readonly Channel[]]));
  const of = (channel: string): readonly Channel[] => by_id.get(channel) ?? [];
  return {
    of,
    current: (channel) => of(channel)[0],
    one: (channel, acquirer_id) => of(channel).find((account) => account.acquirer_id === acquirer_id),
  };
}
