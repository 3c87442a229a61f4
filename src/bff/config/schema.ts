/** The BFF's one settings file. Secrets never stand in it: they are files or environment variables it names. */
import Type from 'typebox';
import type { Static } from 'typebox';
import { MAX_FEN } from '../../protocol/money.ts';
import { CHANNELS } from '../../channels/index.ts';
import type { CommonConfig } from '../../channels/shared/config.ts';
import { HEALTH } from '../channels/health.ts';
import { OPERATOR_SETTINGS } from '../operators/settings.ts';
import { ElementRule } from '../secret-entry/elements.ts';
import { KeypadSettings } from '../secret-entry/keypad.ts';
import { CardLimits } from '../secret-entry/limits.ts';
import { ClientTimeouts } from '../http/common/client-timeouts.ts';
import { CallbackAllow } from '../http/callbacks/callback-guard.ts';
import { LogAddresses } from '../http/common/client-address.ts';
import { Rates } from '../http/common/rates.ts';
import { WorkerSettings } from '../payments/engine/settings.ts';

const Url = Type.String({ pattern: '^https?://[^\\s]+$', maxLength: 512 });
const Name = Type.String({ minLength: 1, maxLength: 40 });
const Ms = Type.Integer({ minimum: 1 });
const Ladder = Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1 });
const Lang = Type.Union([Type.Literal('zh-CN'), Type.Literal('zh-TW'), Type.Literal('en')]);

/** A secret as a file's path or an environment variable's name. */
const Secret = Type.Object({ file: Type.Optional(Type.String()), env: Type.Optional(Type.String()) }, { additionalProperties: false });

const OldId = Type.String({ pattern: '^[0-9A-Za-z_-]{1,64}$' });
const WholeFen = Type.Integer({ minimum: 0, maximum: MAX_FEN });

const LimitFen = Type.Integer({ minimum: 1, maximum: MAX_FEN });

/** Fees of settled bills: a share in hundredths of a percent, at least, at most; how far refunds may go below what is payable. */
const Contract = Type.Object(
  {
    fee_bp: Type.Integer({ minimum: 0, maximum: 10_000, default: 0 }),
    fee_min_fen: Type.Integer({ minimum: 0, maximum: MAX_FEN, default: 0 }),
    fee_cap_fen: Type.Optional(WholeFen),
    credit_limit_fen: Type.Integer({ minimum: 0, maximum: MAX_FEN, default: 0 }),
  },
  { additionalProperties: false },
);

const Merchant = Type.Object(
  {
    id: Type.String({ pattern: '^[0-9A-Za-z_-]{1,64}$' }),
    name: Name,
    app_name: Name,
    enabled: Type.Boolean({ default: true }),
    keys: Type.Array(
      Type.Object({ key_id: Type.String({ pattern: '^[0-9A-Za-z_-]{1,32}$' }), secret: Secret }, { additionalProperties: false }),
      { minItems: 1, maxItems: 2 },
    ),
    return_allow: Type.Array(Url, { minItems: 1 }),
    notify_allow: Type.Array(Url, { minItems: 1 }),
    lang: Type.Optional(Lang),
    /** No new orders; what is under way, refunds too, goes on. */
    on_hold: Type.Optional(Type.Boolean()),
    /** Whose ids its viewer_ids are: its own, or the operator's, the same at all such merchants. */
    viewers: Type.Optional(Type.Union([Type.Literal('own'), Type.Literal('operator')])),
    /** May open the viewer's own page (GET /me) for its viewers. */
    portal: Type.Optional(Type.Boolean()),
    contract: Type.Optional(Contract),
    /** The protocol of 2014, off unless it stands here. */
    v1: Type.Optional(Type.Object({ dev_id: OldId, app_id: OldId, app_key: Secret }, { additionalProperties: false })),
  },
  { additionalProperties: false },
);

/** Differences from the defaults in payments/schedules.ts. A channel's own ladders are channels/<id>/schedules. */
const Times = Type.Partial(
  Type.Object(
    {
      order_life_ms: Ms,
      attempt_life_ms: Ms,
      order_margin_ms: Ms,
      new_code_ms: Ms,
      prepay_again_ms: Ladder,
      prepay_not_after_ms: Ms,
      ask_paid_ms: Ms,
      code_ms: Ms,
      keypad_ms: Ms,
      pass_ms: Ms,
      new_box_ms: Type.Integer({ minimum: 0 }),
      lapse_ms: Ms,
      refund_waiting_ms: Ladder,
      refund_fund_ms: Ladder,
      refund_gap_ms: Ms,
      refund_again_ms: Ladder,
      notice_ms: Ladder,
      notice_give_up_ms: Ms,
      notice_probe_ms: Ms,
      sent_flag_ms: Ms,
      look_end_ms: Ms,
      claim_flag_ms: Ms,
      refund_flag_ms: Ms,
      refund_refusals_max: Type.Integer({ minimum: 1 }),
      daily_ms: Ms,
      lease_ms: Ms,
      sent_query_every_ms: Ms,
      lost_ms: Ms,
      lost_again_ms: Ms,
      claim_alone_ms: Ms,
      refund_lost_ms: Ms,
      sms_again_ms: Ms,
      card_late_ms: Ms,
      escrow_flag_ms: Ms,
    },
    { additionalProperties: false },
  ),
);

const Health = Type.Object(
  {
    window_ms: Type.Integer({ minimum: 1, default: HEALTH.window_ms }),
    silent_share: Type.Number({ minimum: 0, maximum: 1, default: HEALTH.silent_share }),
    calls_min: Type.Integer({ minimum: 1, default: HEALTH.calls_min }),
    probe_ms: Type.Integer({ minimum: 1, default: HEALTH.probe_ms }),
    good_min: Type.Integer({ minimum: 1, default: HEALTH.good_min }),
  },
  { additionalProperties: false, default: {} },
);

const NamedSecret = Type.Object(
  { key_id: Type.String({ pattern: '^[0-9A-Za-z_-]{1,32}$' }), secret: Secret },
  { additionalProperties: false },
);

/** Needed for paying by typed card. Keys are rotated by putting a new one first; old ones stay until nothing needs them. */
const Cards = Type.Object(
  {
    /** Pages seal what is typed to keys derived from these. */
    seal_keys: Type.Array(NamedSecret, { minItems: 1, maxItems: 4 }),
    /** Remembered cards are encrypted under keys derived from these. */
    vault_keys: Type.Array(NamedSecret, { minItems: 1, maxItems: 16 }),
    /** Recognises cards, phones, viewers and boxes; never changes. */
    hash_key: Secret,
    /** Which fields a card is checked with; the first rule that fits, then the defaults of cards/elements.ts. */
    elements: Type.Array(ElementRule, { default: [] }),
    limits: CardLimits,
    /** Phones as keypads of what is typed; only where scan_url is set. */
    keypad: KeypadSettings,
    remember_max: Type.Integer({ minimum: 0, default: 5 }),
    /** A card whose first payment has no result after so long is not remembered. */
    remember_wait_ms: Type.Integer({ minimum: 1000, default: 5 * 86_400_000 }),
    /** A card's status is waited for so long before the viewer goes on without it. */
    status_ms: Type.Integer({ minimum: 1, default: 2_000 }),
    /** A bank's clock further off than this: no card is offered. */
    clock_off_ms: Type.Integer({ minimum: 1000, default: 60_000 }),
  },
  { additionalProperties: false },
);

/** How much one viewer may spend at a merchant; absent: as much as he likes. Source: docs/money.md 16. */
const Viewers = Type.Object(
  {
    limits: Type.Object(
      { payment_fen: Type.Optional(LimitFen), day_fen: Type.Optional(LimitFen), month_fen: Type.Optional(LimitFen) },
      { additionalProperties: false, default: {} },
    ),
    /** Viewers with a payment password type it before a remembered card pays, also without child lock. */
    password_for_cards: Type.Boolean({ default: false }),
  },
  { additionalProperties: false, default: {} },
);

/** Who sends text messages to viewers' phones; absent: phones cannot be bound. Source: docs/operate.md. */
const Texts = Type.Object(
  {
    url: Url,
    key: Secret,
    timeout_ms: Type.Integer({ minimum: 100, maximum: 30_000, default: 8_000 }),
    /** A phone gets another message after this. */
    again_ms: Type.Integer({ minimum: 1_000, default: 60_000 }),
  },
  { additionalProperties: false },
);

/** Each bank's own settings, for the account that takes new payments, and `older` accounts that are only settled. */
const ChannelsConfig = Type.Object(
  Object.fromEntries(
    CHANNELS.map(({ id, config }) => {
      const older = Type.Array(config, { default: [] });
      return [id, Type.Optional(Type.Object({ ...config.properties, older }, { additionalProperties: false }))];
    }),
  ),
  { additionalProperties: false },
);

export type ChannelSettings = CommonConfig & { readonly older: readonly CommonConfig[] };

export const BffConfig = Type.Object(
  {
    /** Viewers' boxes reach this server here, without a slash at the end. */
    public_url: Type.String({ pattern: '^https?://[^\\s?#]*[^\\s?#/]$' }),
    /** Banks reach it here, when that is another address. */
    callback_url: Type.Optional(Type.String({ pattern: '^https?://[^\\s?#]*[^\\s?#/]$' })),
    /** Phones reach it here, a scheme and a host: the order's one code is "<scan_url>/s/<CODE>". Absent: no such code is shown. */
    scan_url: Type.Optional(Type.String({ pattern: '^https?://[^\\s/?#@]+$' })),
    /** A second listener that serves phones (/s/) and banks (/callbacks/) alone: what a gateway publishes. */
    scan_listen: Type.Optional(
      Type.Object(
        { host: Type.String({ default: '127.0.0.1' }), port: Type.Integer({ minimum: 0, maximum: 65535 }) },
        { additionalProperties: false },
      ),
    ),
    listen: Type.Object(
      { host: Type.String({ default: '127.0.0.1' }), port: Type.Integer({ minimum: 0, maximum: 65535, default: 4000 }) },
      { additionalProperties: false, default: {} },
    ),
    /** Addresses or CIDR ranges of reverse proxies whose X-Forwarded-For is believed; nobody's by default. */
    trusted_proxies: Type.Array(Type.String(), { default: [] }),
    /** A client's address in the log: whole, its network alone, or none. */
    log_addresses: LogAddresses,
    /** Addresses or CIDR ranges from which each channel's bank calls; callbacks from elsewhere are limited (rates/callback). */
    callback_allow: CallbackAllow,
    /** Several BFFs on one PostgreSQL: its address, "postgres://USER@HOST:5432/NAME", several hosts as HOST1:5432,HOST2:5432. Absent: SQLite. */
    store: Type.Optional(Type.String({ pattern: '^postgres(ql)?://', maxLength: 1024 })),
    /** Of its user. */
    store_password: Type.Optional(Secret),
    /** The SQLite file. */
    database: Type.String({ default: 'data/lezhong.db' }),
    /** Of its pages so many MB stay in memory. */
    database_cache_mb: Type.Integer({ minimum: 1, default: 64 }),
    /** The built cashier page. */
    page_dir: Type.String({ default: 'dist/box' }),
    /** Licensed marks instead of those drawn here. */
    marks_dir: Type.Optional(Type.String()),
    /** The built page of phones. */
    phone_dir: Type.String({ default: 'dist/phone' }),
    /** Keymaps, replaceable without a build. */
    keymaps_dir: Type.String({ default: 'public/keymaps' }),
    /** Where /keys reports are kept; absent: none are taken. */
    reports_dir: Type.Optional(Type.String()),
    hotline: Type.String({ default: '96335', maxLength: 40 }),
    lang: Type.Union([Type.Literal('zh-CN'), Type.Literal('zh-TW'), Type.Literal('en')], { default: 'zh-CN' }),
    /** Larger type for every order that does not say otherwise. */
    elder: Type.Boolean({ default: false }),
    /** First three characters of every channel number: tells installations apart. */
    prefix: Type.String({ pattern: '^[0-9A-Za-z]{3}$', default: 'LZP' }),
    /** Key of the derived refund numbers; must survive restores. */
    number_key: Secret,
    merchants: Type.Array(Merchant),
    /** Secrets of merchants in the database are sealed under these; absent: there are none. */
    merchant_keys: Type.Optional(Type.Array(NamedSecret, { minItems: 1, maxItems: 16 })),
    channels: ChannelsConfig,
    cards: Type.Optional(Cards),
    times: Type.Optional(Times),
    /** Requests a second by address, order and merchant. */
    rates: Rates,
    /** Due work at once and a second; payments/engine/settings.ts. */
    workers: WorkerSettings,
    /** For slow clients; http/common/client-timeouts.ts. */
    client_timeouts: ClientTimeouts,
    /** When a channel is marked down; channels/health.ts. */
    health: Health,
    /** A TV's poll is held so long; an answer waits so long for the next question; the page leaves by itself after so long. */
    hold_ms: Type.Integer({ minimum: 10, default: 25_000 }),
    answer_wait_ms: Type.Integer({ minimum: 0, default: 2_000 }),
    return_after_ms: Type.Integer({ minimum: 0, default: 5_000 }),
    /** An unknown channel number of ours is waited for so long. */
    orphan_ms: Type.Integer({ minimum: 0, default: 600_000 }),
    notice_timeout_ms: Type.Integer({ minimum: 10, default: 5_000 }),
    /** Private ranges that names of merchants' servers may resolve to. */
    notice_private_allow: Type.Optional(Type.Array(Type.String())),
    ...OPERATOR_SETTINGS,
    attempts_max: Type.Integer({ minimum: 1, default: 30 }),
    viewers: Viewers,
    text_gateway: Type.Optional(Texts),
    attempts_hour_max: Type.Integer({ minimum: 1, default: 10 }),
    /** The same for phones, an order. */
    phone_attempts_max: Type.Integer({ minimum: 1, default: 30 }),
    log_level: Type.Union(
      ['trace', 'debug', 'info', 'warn', 'error', 'silent'].map((level) => Type.Literal(level)),
      { default: 'info' },
    ),
  },
  { additionalProperties: false },
);

/** A bank's settings beyond the common ones are its module's affair. */
export type BffConfig = Omit<Static<typeof BffConfig>, 'channels'> & { channels: { readonly [id: string]: ChannelSettings | undefined } };
