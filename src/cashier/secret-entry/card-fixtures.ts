/** Steps of cards as the BFF sends them: for tests and for looking at. */
import { REFUSAL_NUMBERS } from '../../protocol/refusal-numbers.ts';
import type { CardFace, CardTile } from '../../protocol/card.ts';
import type { Lang } from '../../protocol/order.ts';
import type { ChannelTile, Step, StepBody } from '../../protocol/step.ts';
import { fill } from '../../protocol/texts/fill.ts';
import { texts } from '../../channels/unionpay/texts.ts';
import { TEXTS } from '../../protocol/texts/index.ts';
import { KEYPAD_QR } from './keypad-qr.fixture.ts';
import { bankFixtures } from './bank-fixtures.ts';
import type { MakeStep } from './bank-fixtures.ts';

const BANKS: { readonly [lang in Lang]: readonly [ccb: string, icbc: string, rcu: string, abc: string, psbc: string] } = {
  'zh-CN': ['建设银行', '工商银行', '广西农信', '农业银行', '邮储银行'],
  'zh-TW': ['建設銀行', '工商銀行', '廣西農信', '農業銀行', '郵儲銀行'],
  en: ['China Construction Bank', 'ICBC', 'Guangxi Rural Credit', 'Agricultural Bank of China', 'Postal Savings Bank of China'],
};
const MARKS = [
  ['建', '#0f63b0', '0118'],
  ['工', '#b3202a', '3320'],
  ['农', '#1f7a4c', '7781'],
  ['农', '#00796b', '0402'],
  ['邮', '#00703c', '9956'],
] as const;

/** A public key to seal to; nothing opens it. */
const SEAL = { key_id: 'fixture', key: 'hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=' };

export function cardFixtures(lang: Lang, step: MakeStep, qr: readonly ChannelTile[]): { readonly [name: string]: Step } {
  const { server, refusals } = TEXTS[lang];
  const channel = { channel: 'unionpay', channel_name: texts[lang].name };
  const cards: CardTile[] = MARKS.map(([mark, color, tail], i) => ({
    id: 'c' + (i + 1),
    bank: BANKS[lang][i] as string,
    mark,
    color,
    kind: i === 1 ? 'credit' : 'debit',
    kind_text: i === 1 ? server.card_credit : server.card_debit,
    tail,
    ...(i ? {} : { tag: server.last_used }),
  }));
  const card = cards[0] as CardTile;
  const face: CardFace = { ...card };
  const stranger: CardFace = { bank: '', mark: '', color: '', kind: 'unknown', kind_text: server.card_unknown, tail: '4321' };
  const sealed = (body: StepBody): Step => ({ ...step(body, 765_000), seal: SEAL });
  const name = fill(server.card_tile, { bank: card.bank, kind: card.kind_text, tail: card.tail });
  const remembered: ChannelTile = { channel: 'unionpay', name, card, types_card: true, tag: server.last_used };
  const other: ChannelTile = { channel: 'unionpay', name: texts[lang].name, types_card: true };
  const plain = qr.map(({ tag: _tag, ...tile }) => tile);
  const check = { kind: 'card-check', ...channel, card: face, can_remember: true, needs_pan: false, has_list: true } as const;
  const sms = { kind: 'sms-code', ...channel, attempt: 1, card: face, phone_tail: '1234', wrong: false, needs_typed: false } as const;
  const refused = (code: 'CARD_FUNDS' | 'CARD_IDENTITY_WRONG' | 'CARD_NOT_OPEN', next: 'other-card' | 'recheck'): Step =>
    step({ kind: 'refused', code, number: REFUSAL_NUMBERS[code], ...refusals[code], next, ...channel }, 500_000);
  return {
    'choose-one': step({ kind: 'choose', channels: [other] }, 872_000),
    'choose-card': step({ kind: 'choose', channels: [remembered, ...plain, other] }, 872_000),
    'choose-card-three': step({ kind: 'choose', channels: [remembered, ...plain] }, 872_000),
    'choose-card-down': step(
      { kind: 'choose', channels: [{ ...remembered, down: server.card_clock_off }, ...plain, { ...other, down: server.card_clock_off }] },
      872_000,
    ),
    'card-list': sealed({ kind: 'card-list', ...channel, cards: cards.slice(0, 2) }),
    'card-list-full': sealed({ kind: 'card-list', ...channel, cards }),
    'card-number': sealed({ kind: 'card-number', ...channel, has_list: true }),
    'card-number-phone': sealed({ kind: 'card-number', ...channel, has_list: true, keypad: { qr: KEYPAD_QR } }),
    'card-phone-types': sealed({ kind: 'card-number', ...channel, has_list: true, keypad: { phone: 'types', left_ms: 280_000 } }),
    'card-phone-asks': sealed({ ...sms, again_in_ms: 58_000, keypad: { phone: 'asks', left_ms: 280_000 } }),
    'card-check-phone': sealed({ ...check, need: ['phone'], keypad: { qr: KEYPAD_QR } }),
    'sms-code-phone': sealed({ ...sms, again_in_ms: 58_000, keypad: { qr: KEYPAD_QR } }),
    'card-number-note': sealed({ kind: 'card-number', ...channel, has_list: false, note: refusals.CARD_NUMBER_WRONG.text }),
    'card-check': sealed({ ...check, need: ['phone'] }),
    'card-check-credit': sealed({ ...check, card: cards[1] as CardFace, need: ['expiry', 'cvn2', 'phone'] }),
    'card-check-id': sealed({ ...check, need: ['id', 'phone'], note: server.note_id, note_field: 'id' }),
    'card-check-all': sealed({ ...check, card: stranger, need: ['phone', 'id', 'id_last6', 'expiry', 'cvn2', 'pin'] }),
    'card-check-again': sealed({ ...check, can_remember: false, need: ['expiry', 'cvn2'], why: server.card_why_again }),
    'card-check-elsewhere': sealed({ ...check, needs_pan: true, need: ['phone'] }),
    'sms-code': sealed({ ...sms, again_in_ms: 58_000 }),
    'sms-code-again': sealed({ ...sms, again_in_ms: 0, note: server.note_code }),
    'sms-wrong': sealed({ ...sms, wrong: true, again_in_ms: 41_000 }),
    'sms-elsewhere': sealed({ ...sms, needs_typed: true, again_in_ms: 58_000 }),
    'choose-locked': step({ kind: 'choose', channels: [remembered, ...plain, other], note: server.choose_locked }, 872_000),
    'choose-reset': step(
      {
        kind: 'choose',
        channels: [remembered, ...plain, other],
        note: fill(server.choose_reset, { day: { 'zh-CN': '12月28日', 'zh-TW': '12月28日', en: '12/28' }[lang] }),
      },
      872_000,
    ),
    'pay-password': sealed({ kind: 'pay-password', ...channel, card: face }),
    'pay-password-asked': sealed({
      kind: 'pay-password',
      ...channel,
      card: face,
      instead: 'ask-consent',
      asked: fill(server.consent_asked, { tail: '5506' }),
    }),
    'pay-password-wrong': sealed({
      kind: 'pay-password',
      channel: 'wechat',
      channel_name: plain[0]?.name ?? '',
      note: fill(server.pass_wrong, { n: 3 }),
    }),
    'pay-password-pays': sealed({ kind: 'pay-password', ...channel, card: face, pays: server.pass_pays, instead: 'by-sms' }),
    'pay-password-locked': sealed({
      kind: 'pay-password',
      ...channel,
      card: face,
      pays: server.pass_pays,
      instead: 'by-sms',
      note: server.pass_locked,
    }),
    'sms-code-why': sealed({ ...sms, again_in_ms: 58_000, note: server.quick_new_password }),
    ...bankFixtures(lang, step, sealed),
    'preparing-sms': step({ kind: 'preparing', ...channel, sms: true }),
    'checking-card': step({ kind: 'checking', why: 'asking', title: server.checking_asking_title, text: server.checking_asking_text }),
    'refused-other-card': refused('CARD_FUNDS', 'other-card'),
    'refused-recheck': refused('CARD_IDENTITY_WRONG', 'recheck'),
    'refused-not-open': refused('CARD_NOT_OPEN', 'other-card'),
  };
}
