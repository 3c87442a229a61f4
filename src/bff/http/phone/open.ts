/** Phones' routes with all they need; only where scan_url is set. */
import { join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { PHONE_PATH } from '../../../protocol/phone.ts';
import type { WalletName } from '../../../protocol/step.ts';
import type { Lang } from '../../../protocol/order.ts';
import type { ServerWorld } from '../../../protocol/world.ts';
import type { Settings } from '../../config/read.ts';
import type { Payment } from '../../payments/payment.ts';
import { consentCodes, ENTRY_MAX, keypadCodes, scanCodes } from '../../payments/scan-codes.ts';
import type { ScanCodes } from '../../payments/scan-codes.ts';
import type { KeypadSteps } from '../../render/keypad-of.ts';
import { phonePageMaker } from '../../render/phone/page.ts';
import { bucket } from '../common/rates.ts';
import type { CardParts } from '../../secret-entry/wiring.ts';
import { cookieJar } from './cookies.ts';
import { phoneRoutes } from './phone.ts';
import type { PhoneDeps } from './deps.ts';
import type { KeypadDeps } from './keypad-deps.ts';
import { signIns } from './sign-in.ts';
import { visits } from './visits.ts';
import { phoneChannels } from './ways.ts';

export interface Phones {
  /** For the TV's step. */
  code(payment: Payment, lang: Lang): { text: string; wallets: WalletName[] } | undefined;
  /** The code of what is typed now, and the phone that is its keypad; for the TV's step. */
  keypad: KeypadSteps;
  /** Where codes are looked up; the text of an order's code. */
  codes: ScanCodes;
  routes(
    app: FastifyInstance,
    deps: Omit<
      PhoneDeps,
      'codes' | 'visits' | 'signIns' | 'page' | 'scan_url' | 'hotline' | 'lang' | 'answer_wait_ms' | 'rates' | 'keypad' | 'consents'
    > &
      Pick<KeypadDeps, 'draw'>,
  ): Promise<void>;
}

const YEAR_MS = 365 * 24 * 3_600_000;
/** The build's hashed names alone. */
const HASHED = /-[0-9A-Za-z_-]{8,}\.js$/;

export function openPhones(
  { config, number_key }: Settings,
  world: ServerWorld,
  shown: Pick<PhoneDeps, 'channels' | 'isOffered' | 'rules'>,
  cards: Pick<CardParts, 'desk' | 'keys' | 'keypad'> | undefined,
  codes = scanCodes(number_key),
): Phones | undefined {
  const { scan_url } = config;
  if (scan_url === undefined) return undefined;
  const entries = keypadCodes(number_key);
  return {
    codes,
    code(payment, lang) {
      if (shown.rules.hidesCode(payment.order)) return undefined;
      const wallets = phoneChannels(shown.channels, shown.isOffered).map(({ side, channel }) => ({
        channel: channel.id,
        name: side.wallet[lang],
        mark: channel.mark,
      }));
      // In capitals it is alphanumeric: a smaller code, with larger squares.
      return wallets.length === 0 ? undefined : { text: (scan_url + PHONE_PATH + codes.of(payment.order.id)).toUpperCase(), wallets };
    },
    keypad: {
      code(payment, question) {
        const entry = 'entry' in question ? question.entry : undefined;
        if (entry === undefined || entry > ENTRY_MAX || cards?.keypad.offers(question, payment) !== true) return undefined;
        return (scan_url + PHONE_PATH + entries.of(payment.order.id, entry)).toUpperCase();
      },
      left_ms: ({ since_ms }) => Math.max(0, since_ms + shown.rules.times.keypad_ms - world.now()),
    },
    async routes(app, { draw, ...deps }) {
      const jar = cookieJar(number_key, scan_url.startsWith('https:'), world.random);
      const { hotline, lang, answer_wait_ms, rates } = config;
      const common = {
        ...deps,
        visits: visits(jar, number_key, world.random),
        hotline,
        answer_wait_ms,
        rates: { phone: bucket(rates.phone, deps.now), unknown: bucket(rates.unknown_code, deps.now) },
      };
      const keypad = cards && {
        ...common,
        ...cards,
        draw,
        codes: entries,
        page: phonePageMaker(config.phone_dir, 'keypad'),
        sealName: ({ payment, visit }: { payment: Payment; visit: string }) => 'keypad ' + payment.order.id + ' ' + visit,
        random: world.random,
      };
      phoneRoutes(app, {
        ...common,
        codes,
        ...(keypad ? { keypad } : {}),
        ...(cards ? { consents: { codes: consentCodes(number_key), said: cards.desk.consented } } : {}),
        signIns: signIns(jar, scan_url, world.wall, world.random),
        page: phonePageMaker(config.phone_dir),
        scan_url,
        lang,
      });
      await app.register(fastifyStatic, {
        root: join(resolve(config.phone_dir), 'a'),
        prefix: PHONE_PATH + 'a/',
        index: false,
        allowedPath: (path) => HASHED.test(path),
        immutable: true,
        maxAge: YEAR_MS,
        decorateReply: false,
      });
    },
  };
}
