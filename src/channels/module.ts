/** One bank as a module: all that is known of it outside its folder. CHANNELS (index.ts) is the list of them. */
import type { TObject } from 'typebox';
import type { Lang } from '../protocol/order.ts';
import type { BankChannel, CardChannel, Channel, ChannelWorld, ScanChannel } from './port.ts';
import type { CommonConfig } from './shared/config.ts';
import type { Ladder } from './shared/times.ts';

/** A bank's own times. Source: docs/money.md 10. */
export interface CardSchedules {
  /** Scan: between queries while a code is shown. Card: queries after a consumption, counted from its commit. */
  query_ms: Ladder;
  /** Queries after `closed` or `refused`, counted from there; none after the last. */
  watch_ms: Ladder;
  /** Between queries of a refund that is under way. */
  refund_query_ms: Ladder;
}

export interface ScanSchedules extends CardSchedules {
  /** Between rounds of query and close. */
  close_ms: Ladder;
}

/** query_ms: after a confirm; close_ms: between closes of a challenge that was left, until one is answered; none after the last. */
export type BankSchedules = ScanSchedules;

export type Schedules = ScanSchedules | CardSchedules;

/** A way's name on its tile, and the two help texts of a code; lines are split by \n. */
export interface ChannelTexts {
  name: string;
  /** Which app to open, beside a code. */
  open?: string;
  /** The way to scan with that app. */
  help?: string;
  /** Below the name on its tile. */
  tag?: string;
}

export type AllTexts = { readonly [lang in Lang]: ChannelTexts };

/** Drawn on the tile: one letter on a square of this colour (#rrggbb). */
export interface ChannelMark {
  letter: string;
  color: string;
}

/** How a phone pays by this bank through the order's one code. */
export interface PhoneSide {
  /** The wallet, as people call it. */
  readonly wallet: { readonly [lang in Lang]: string };
  /** Which of the wallet's browsers a user agent names; `desk`: its twin on a desktop or for offices, which cannot pay. A hint, no proof. */
  browser(user_agent: string): 'phone' | 'desk' | undefined;
  /** Products in the wallet's own browser, and in any other of a phone; the first that is on. */
  readonly inside: readonly string[];
  readonly outside: readonly string[];
  /** Its scanner is used for any code, so that its browser may be the keypad of what a TV asks for; else people scan with it to pay. */
  readonly types?: true;
  /** Keeps a page's letters at their size, whatever the wallet's own size is: `name` invoked on the bridge `object`. */
  readonly still?: { readonly object: string; readonly ready: string; readonly name: string; readonly params: object };
  /** How a page closes itself: `name` called on the bridge `object`. */
  readonly close?: { readonly object: string; readonly name: string };
}

/** Calls that are sent one time and then only queried; all others may be repeated. Source: docs/money.md 6. */
export type OnceCall = 'sms' | 'consume' | 'refund' | 'prepare' | 'confirm';

/** Parts of the BFF that a bank's kind of payment needs configured. `secret-entry`: the setting `cards`. */
export type Need = 'secret-entry';

interface ModuleOf<Config extends CommonConfig, Made extends Channel, Times extends Schedules> {
  /** Stored with every attempt; stands in settings, callback addresses and logs. Never changes. */
  readonly id: string;
  readonly products: { readonly [product: string]: { readonly kind: Made['kind'] } };
  /** The settings of one acquirer account. */
  readonly config: TObject;
  readonly needs: readonly Need[];
  readonly once: readonly OnceCall[];
  readonly schedules: Times;
  readonly texts: AllTexts;
  /** What an account's contract makes of them. */
  textsOf?(config: Config): AllTexts;
  readonly mark: ChannelMark;
  /** The picture of public/help that shows this bank's app; without one, any app's. */
  readonly help_picture?: string;
  readonly phone?: PhoneSide;
  /** Throws a sentence for the operator when a key or certificate cannot be read. */
  make(config: Config, world: ChannelWorld): Made;
}

export type ScanModule<Config extends CommonConfig = CommonConfig> = ModuleOf<Config, ScanChannel, ScanSchedules>;
export type CardModule<Config extends CommonConfig = CommonConfig> = ModuleOf<Config, CardChannel, CardSchedules>;

export type BankModule<Config extends CommonConfig = CommonConfig> = ModuleOf<Config, BankChannel, BankSchedules>;

export type ChannelModule<Config extends CommonConfig = CommonConfig> = ScanModule<Config> | CardModule<Config> | BankModule<Config>;

/** The first product is the television's. */
export function productOf(module: Pick<ChannelModule, 'products'>): { product: string; kind: Channel['kind'] } {
  const [first] = Object.entries(module.products);
  if (!first) throw new Error('a channel module without a product');
  return { product: first[0], kind: first[1].kind };
}
