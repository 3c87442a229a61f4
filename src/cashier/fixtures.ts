/** Steps as the BFF sends them, one or more for each screen: for tests and for looking at. */
import { REFUSAL_NUMBERS } from '../protocol/refusal-numbers.ts';
import type { Boot } from '../protocol/boot.ts';
import type { Keymap } from '../protocol/keymap.ts';
import type { Lang } from '../protocol/order.ts';
import type { QrBits, ReturnTo, Step, StepBody, StepSaid } from '../protocol/step.ts';
import { fill } from '../protocol/texts/fill.ts';
import { TEXTS } from '../protocol/texts/index.ts';
import { texts as alipayTexts } from '../channels/alipay/texts.ts';
import { texts as wechatTexts } from '../channels/wechat/texts.ts';
import { cardFixtures } from './secret-entry/card-fixtures.ts';

export const HOTLINE = '96335';

/** A PC keyboard. */
export const KEYS: Keymap = {
  platform: 'fixture',
  source: 'made for tests',
  keys: {
    '0': 48,
    '1': 49,
    '2': 50,
    '3': 51,
    '4': 52,
    '5': 53,
    '6': 54,
    '7': 55,
    '8': 56,
    '9': 57,
    Up: 38,
    Down: 40,
    Left: 37,
    Right: 39,
    OK: 13,
    Back: [8, 27],
    Exit: 81,
    Blue: 66,
    Yellow: 89,
  },
};

/** The text in QR, as long as Alipay's. */
export const QR_TEXT = 'https://qr.alipay.com/bax03431ljhokirwl38f00a7';

/** QR_TEXT at level M, 33 modules. */
export const QR: QrBits = {
  rows: [
    '111111100011011001110101001111111',
    '100000100001011111001100101000001',
    '101110101100010001101110001011101',
    '101110101100001110011001101011101',
    '101110101010100101100011001011101',
    '100000101010000111001100101000001',
    '111111101010101010101010101111111',
    '000000001001101100000110100000000',
    '101111100111111111000010101111100',
    '100010000101000000111111001101101',
    '111001101001100100101010011010110',
    '110011010000101110011110100011100',
    '111110110100000100110100000111001',
    '111110000101101110001101111001011',
    '000100101100101001110100111011010',
    '011010011010011010111100111001100',
    '000001101010110011010010110110001',
    '101000001110010001111001011101101',
    '110101110011010111001010100110110',
    '100101000110100001110001011111101',
    '111111111010011110001111000011001',
    '101001000110010100100101111000001',
    '101011100011111110101100100111010',
    '101100000110101100000111010101101',
    '101100111001110111000010111110011',
    '000000001001011000011110100010101',
    '111111100101001100100101101010110',
    '100000101111101100011110100011100',
    '101110101100111100110100111111011',
    '101110101011100111001010010010001',
    '101110101100110000110100111101100',
    '100000100010001010111110001011100',
    '111111101111011011110001100101010',
  ],
};

/** The place of the order's one code: 29 modules. */
export const ONE_CODE: QrBits = { rows: QR.rows.slice(0, 29).map((row) => row.slice(0, 29)) };

/** What an order may say beyond its subject. */
const SAID: { readonly [lang in Lang]: StepSaid } = {
  'zh-CN': said('综艺会员', '个月', '2026-12-01 至 2027-02-28', '到期不自动续费'),
  'zh-TW': said('綜藝會員', '個月', '2026-12-01 至 2027-02-28', '到期不自動續費'),
  en: said('Variety pass', 'months', '2026-12-01 to 2027-02-28', 'Does not renew itself'),
};

function said(name: string, unit: string, period_text: string, renewal_text: string): StepSaid {
  const line = { name, qty: 3, unit, price_text: '18.00', discount_text: '9.00', sum_text: '45.00' };
  return { lines: [line], period_text, renewal_text };
}

const GOODS: { readonly [lang in Lang]: readonly [subject: string, detail: string, merchant: string] } = {
  'zh-CN': ['综艺会员 3 个月', '到期不自动续费，随时可看', '芒果TV'],
  'zh-TW': ['綜藝會員 3 個月', '到期不自動續費，隨時可看', '芒果TV'],
  en: ['Variety pass, 3 months', 'No automatic renewal', 'Mango TV'],
};

/** Every screen by a name for its picture. */
export function steps(lang: Lang): { readonly [name: string]: Step } {
  const { server, refusals } = TEXTS[lang];
  const [subject, detail, merchant_name] = GOODS[lang];
  const order = { short_no: 'M7K2Q9ZD', amount_text: '45.00', subject, detail, merchant_name };
  const return_to: ReturnTo = { url: 'http://app.example/done', app_name: merchant_name, after_ms: 5_000 };
  const wechat = { channel: 'wechat', channel_name: wechatTexts[lang].name };
  const app = { open: wechatTexts[lang].open, help: wechatTexts[lang].help, help_picture: 'scan-plus' };
  let seq = 0;
  const step = (body: StepBody, remaining_ms?: number): Step => ({
    build: 'fixture',
    version: seq + 1,
    seq: ++seq,
    lang,
    hotline: HOTLINE,
    order,
    ...(remaining_ms === undefined ? {} : { remaining_ms }),
    ...body,
  });
  const without = ({ order: _order, ...rest }: Step): Step => rest as Step;
  const tiles = [
    { channel: 'wechat', name: wechatTexts[lang].name, mark: { letter: '微', color: '#1f8a50' }, tag: server.last_used },
    { channel: 'alipay', name: alipayTexts[lang].name, mark: { letter: '支', color: '#1767b8' } },
  ];
  return {
    choose: step({ kind: 'choose', channels: tiles }, 872_000),
    'choose-lines': says(step({ kind: 'choose', channels: tiles }, 872_000), SAID[lang]),
    'choose-ten-lines': says(step({ kind: 'choose', channels: tiles }, 872_000), tenLines(SAID[lang])),
    'choose-code': says(
      step(
        {
          kind: 'choose',
          channels: tiles,
          qr: ONE_CODE,
          wallets: tiles.map(({ name, mark, channel }) => ({ name: name.slice(0, 3), mark, channel })),
        },
        872_000,
      ),
      SAID[lang],
    ),
    'choose-down': step(
      {
        kind: 'choose',
        channels: [{ channel: 'wechat', name: wechatTexts[lang].name, down: server.channel_down }, tiles[1] as (typeof tiles)[1]],
        note: refusals.CHANNEL_DOWN.title,
      },
      42_000,
    ),
    'choose-many': step(
      {
        kind: 'choose',
        channels: [
          ...tiles,
          { channel: 'unionpay', name: lang === 'en' ? 'Bank card' : '银联卡', mark: { letter: '银', color: '#a3292f' } },
          { channel: 'icbc', name: lang === 'en' ? 'ICBC' : '工行直连' },
        ],
        focus: 'alipay',
      },
      872_000,
    ),
    preparing: step({ kind: 'preparing', ...wechat }),
    scan: step({ kind: 'scan', ...wechat, ...app, attempt: 1, qr: QR, can_renew: true }, 760_000),
    'scan-note': step(
      {
        kind: 'scan',
        channel: 'alipay',
        channel_name: alipayTexts[lang].name,
        open: alipayTexts[lang].open,
        help: alipayTexts[lang].help,
        help_picture: 'scan-top',
        attempt: 2,
        qr: QR,
        can_renew: false,
        note: server.not_received,
      },
      48_000,
    ),
    ended: step({ kind: 'ended', ...wechat, can_renew: true }, 200_000),
    'ended-last': step({ kind: 'ended', ...wechat, can_renew: false }, 50_000),
    checking: step({ kind: 'checking', why: 'held', title: server.checking_held_title, text: server.checking_held_text }),
    'checking-asking': step({ kind: 'checking', why: 'asking', title: server.checking_asking_title, text: server.checking_asking_text }),
    paid: step({ kind: 'paid', return_to, with_text: wechatTexts[lang].name, at_text: '2026-11-26 20:31' }),
    'paid-invoice': step({ kind: 'paid', return_to, with_text: wechatTexts[lang].name, at_text: '2026-11-26 20:31', invoice: QR }),
    refused: step(
      { kind: 'refused', code: 'CHANNEL_SILENT', number: REFUSAL_NUMBERS.CHANNEL_SILENT, ...refusals.CHANNEL_SILENT, next: 'retry' },
      500_000,
    ),
    closed: step({
      kind: 'closed',
      title: server.closed_expired_title,
      text: server.closed_expired_text,
      return_to: { ...return_to, after_ms: 15_000 },
    }),
    left: step({ kind: 'left', return_to }),
    unavailable: without(
      step({ kind: 'unavailable', code: 'SIGNATURE_BAD', number: REFUSAL_NUMBERS.SIGNATURE_BAD, ...refusals.SIGNATURE_BAD, retry: false }),
    ),
    ...cardFixtures(lang, step, tiles),
    'unavailable-retry': without(
      step({ kind: 'unavailable', code: 'INTERNAL', number: REFUSAL_NUMBERS.INTERNAL, ...refusals.INTERNAL, retry: true, return_to }),
    ),
  };
}

const says = (step: Step, more: StepSaid): Step => (step.order ? { ...step, order: { ...step.order, ...more } } : step);

function tenLines({ lines = [], ...rest }: StepSaid): StepSaid {
  const [first] = lines;
  return {
    ...rest,
    lines: first ? Array.from({ length: 10 }, (_, i) => ({ ...first, name: first.name + ' ' + (i + 1), sum_text: '4.50' })) : [],
  };
}

export function bootOf(step: Step, rest: Partial<Boot> = {}): Boot {
  return {
    base: '/c/0123456789abcdef0123456789abcdef',
    step,
    left: { url: 'http://app.example/left', app_name: '芒果TV', after_ms: 1_500 },
    words: TEXTS[step.lang].words,
    keymap: KEYS,
    size: 'hd',
    elder: false,
    poll: { give_up_ms: 35_000, again_ms: 2_000 },
    ...rest,
  };
}

/** The page's words before its script has run. */
export function pageWords(lang: Lang): { title: string; loading: string; no_script: string } {
  const { server, words } = TEXTS[lang];
  return { title: words.brand, loading: server.loading, no_script: fill(server.no_script, { hotline: HOTLINE }) };
}
