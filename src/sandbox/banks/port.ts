/**
 * The contract between the sandbox and one simulated bank. A bank is a folder here and a line in index.ts; nothing else of
 * src/sandbox names one.
 */
import type { FastifyInstance } from 'fastify';
import type { BankWorld } from '../server/bank-world.ts';
import type { BankDb } from '../db/bank-db.ts';
import type { Scheduler } from '../db/scheduler.ts';
import type { Way } from '../control/screens.ts';
import type { OrderFacts } from '../control/order-facts.ts';
import type { FaultButton } from '../phone/fault-buttons.ts';
import type { PhoneApp } from '../phone/apps.ts';
import type { Html } from '../phone/html.ts';
import type { User } from '../phone/users.ts';
import type { Wallet } from '../phone/wallet.ts';
import type { CallbackWriter } from '../server/callback-sender.ts';
import type { BankSettings } from '../server/context.ts';
import type { AnyBankFaults } from '../server/faults.ts';
import type { Random } from '../server/random.ts';

/** Files of a bank's keys and ids, in a folder of their own: DIR/keys/<id>. */
export interface BankKeys {
  /** Writes all of them; called once, before the first start with this bank. */
  make(dir: string, random: Random, now_ms: number): void;
}

/** The places that a manifest names. */
export interface ManifestPlaces {
  /** The bank's listener, e.g. "http://127.0.0.1:4101". */
  url: string;
  /** The phone page and the control interface. */
  phone_url: string;
  /** The absolute path of DIR/keys/<id>. */
  keys_dir: string;
}

/** The parts of the sandbox that a bank is started with. */
export interface BankParts<Settings> {
  world: BankWorld;
  db: BankDb;
  scheduler: Scheduler;
  settings(): Settings;
  merchantName(): string;
  /** The phone's pages; '' before they are served. */
  phoneUrl(): string;
  keys_dir: string;
}

/** A text message or code sent to a phone. */
export interface PhoneMessage {
  at_ms: number;
  /** A list item. */
  item: Html;
}

/** A page of the phone beside the common ones. */
export interface PhoneTab {
  /** "/cards" */
  path: string;
  title: string;
  /** Path data of a picture of 24 x 24. */
  icon: string;
  body(user: User): Html;
}

/** What a page asks a wallet's bridge for: a code to pay by, or the wallet's words of refusal. */
export type BridgeAnswer = { code: string } | { problem: string };

/** A bank that runs. */
export interface RunningBank {
  /** Its wire protocol. */
  server: FastifyInstance;
  faults: AnyBankFaults;
  callbacks: CallbackWriter;
  /** Of a bank whose orders are paid by scanning a code. */
  wallet?: Wallet;
  /** The object that the wallet's browser gives pages; `page` is the address of the page that calls. */
  bridge?: { readonly object: string; invoke(name: string, params: unknown, page: string): BridgeAnswer };
  /** Undefined when the bank never heard of the number. */
  order(number: string): OrderFacts | undefined;
  /** Every number there is an order of, oldest first. */
  numbers(): string[];
  /** Ends a refund under way; false when there is none. */
  endRefund(number: string, refund_no: string, state: OrderFacts['refunds'][number]['state'] | undefined): boolean;
  /** Control routes that only this bank has. */
  addRoutes?(app: FastifyInstance): void;
  tabs?: readonly PhoneTab[];
  /** Newest first. */
  messages?(limit: number): PhoneMessage[];
}

/** Texts of GET /control that are about this bank alone. */
export interface Guide {
  calls?: { readonly [route: string]: string };
  faults?: { readonly [fault: string]: string };
  /** How screens are made that only this bank leads to. */
  screens?: readonly Way[];
  /** More members of the whole. */
  more?: { readonly [name: string]: unknown };
}

/** One simulated bank. `Manifest` is its part of manifest.json. */
export interface BankSimulator<Id extends string = string, Settings extends BankSettings = BankSettings, Manifest = object> {
  /** In addresses, settings, faults and files: the id of the channel in the BFF's settings, too. */
  id: Id;
  /** For people. */
  name: string;
  /** One character that stands for it in lists. */
  badge: string;
  /** Of its parts of the phone's pages, as CSS writes it. */
  colour: string;
  /** Its listener is on the sandbox's first port plus this. */
  port_offset: number;
  /** With the real bank's values. */
  settings: Settings;
  /** Faults that take one of some words. */
  fault_words: { readonly [fault: string]: readonly string[] };
  fault_buttons: readonly FaultButton[];
  keys: BankKeys;
  /** Addresses, ids and absolute paths of key files; never a key itself. */
  manifest(places: ManifestPlaces): Manifest;
  /** `channels.<id>` of a BFF's settings file. */
  clientSettings(manifest: Manifest): object;
  /** Its wallet's browsers; the one with the id of the bank has its bridge. */
  apps?: readonly PhoneApp[];
  /** The demo's BFF offers it. */
  in_demo: boolean;
  /** The bank's other channels, by their ids in the BFF's settings. */
  more_channels?: { readonly [id: string]: { settings(manifest: Manifest): object; in_demo: boolean } };
  guide: Guide;
  start(parts: BankParts<Settings>): RunningBank;
}

/** A bank that runs, for the phone and the control interface. */
export interface LiveBank extends RunningBank {
  id: string;
  about: BankSimulator;
  db: BankDb;
  settings(): BankSettings;
}
