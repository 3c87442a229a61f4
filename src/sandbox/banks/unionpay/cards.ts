/** The test cards: printed data and owners. */
import type { ScenarioName } from './scenarios.ts';

export interface CardData {
  /** Ours; stands in addresses and records instead of the number. */
  id: string;
  pan: string;
  bank: string;
  type: 'debit' | 'credit';
  /** 01: ID card. */
  certif_type: string;
  certif_id: string;
  holder: string;
  phone: string;
  cvn2?: string;
  pin?: string;
  /** YYMM; without it the settings say. */
  expires?: string;
  /** Not the settings' amount. */
  balance_fen?: number;
  /** Not signed up for payment without redirect at first. */
  closed?: true;
  /** Its scenario until another is set. */
  script?: ScenarioName;
}

const ALL_CHANNELS = { certif_type: '01', certif_id: '341126197709218366', holder: '全渠道', phone: '13552535506' };
const ZHANG_SAN = { certif_type: '01', certif_id: '510265790128303', holder: '张三', phone: '18100000000' };

/** UnionPay's published test cards. Source: docs/channels.md 3.9. The expiry moves with the years. */
const PUBLISHED: readonly CardData[] = [
  { id: 'pingan-debit', pan: '6216261000000000018', bank: '平安银行', type: 'debit', ...ALL_CHANNELS, pin: '123456' },
  { id: 'cmb-debit', pan: '6226090000000048', bank: '招商银行', type: 'debit', ...ZHANG_SAN, pin: '111101' },
  { id: 'huaxia-credit', pan: '6226388000000095', bank: '华夏银行', type: 'credit', ...ZHANG_SAN, cvn2: '248' },
  { id: 'pingan-credit', pan: '6221558812340000', bank: '平安银行', type: 'credit', ...ALL_CHANNELS, holder: '互联网', cvn2: '123' },
  { id: 'abc-credit', pan: '5200831111111113', bank: '中国农业银行', type: 'credit', ...ALL_CHANNELS, cvn2: '123' },
  { id: 'pingan-credit-2', pan: '6221558812340013', bank: '平安银行', type: 'credit', ...ALL_CHANNELS, cvn2: '123' },
];

/** BINs as issued in China; the numbers after them are ours. */
const ISSUERS = [
  { bank: '中国工商银行', bin: '622202', length: 19, type: 'debit' },
  { bank: '中国建设银行', bin: '621700', length: 19, type: 'debit' },
  { bank: '中国农业银行', bin: '622848', length: 19, type: 'debit' },
  { bank: '中国银行', bin: '621661', length: 19, type: 'debit' },
  { bank: '招商银行', bin: '622588', length: 16, type: 'debit' },
  { bank: '中国工商银行', bin: '622230', length: 16, type: 'credit' },
] as const;

/** A number with a right Luhn digit: BIN, zeros, serial, digit. */
export function luhnPan(bin: string, length: number, serial: number): string {
  const body = bin + String(serial).padStart(length - bin.length - 1, '0');
  const sum = [...body].reverse().reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return body + String((10 - (sum % 10)) % 10);
}

/** Serial -> scenario. The serial stands before the last digit of the number: 64 in ...064x answers 64. */
const CARD_SCENARIOS: readonly [serial: number, script: ScenarioName][] = [
  [1, '01'],
  [3, '03'],
  [4, '04'],
  [5, '05'],
  [12, '12'],
  [30, '30'],
  [33, '33'],
  [38, '38'],
  [42, '42'],
  [45, '45'],
  [46, '46'],
  [60, '60'],
  [61, '61'],
  [62, '62'],
  [63, '63'],
  [64, '64'],
  [65, '65'],
  [66, '66'],
  [67, '67'],
  [68, '68'],
  [71, '71'],
  [73, '73'],
  [74, '74'],
  [75, '75'],
  [77, '77'],
  [81, '81'],
  [83, '83'],
  [91, '91'],
  [106, 'A6'],
  [204, '04-unpaid'],
  [205, '05-never'],
  [305, '05-stays'],
  [405, '05-refused'],
  [212, '12-absent'],
  [501, 'silent-paid'],
  [502, 'silent-unpaid'],
  [503, 'silent-refused'],
  [504, 'settle-hours'],
  [505, 'notify-only'],
  [506, 'notify-never'],
  [534, '34-then-paid'],
  [601, 'refund-refused'],
  [602, 'refund-fails-later'],
  [603, 'refund-pending'],
  [604, 'refund-silent-done'],
  [605, 'refund-silent-lost'],
  [701, 'sms-never'],
  [702, 'sms-silent'],
  [737, 'sms-37'],
  [766, 'sms-66'],
  [779, 'sms-79'],
  [876, 'open-76'],
];

function tryCard(serial: number, id: string, more: Partial<CardData>, issuer = ISSUERS[serial % ISSUERS.length]): CardData {
  const { bank, bin, length, type } = issuer ?? ISSUERS[0];
  return {
    id,
    pan: luhnPan(bin, length, serial),
    bank,
    type,
    ...ALL_CHANNELS,
    // One phone a card: limits by phone are not used up by trying other cards.
    phone: '1355250' + String(serial).padStart(4, '0'),
    ...(type === 'credit' ? { cvn2: '123' } : {}),
    ...more,
  };
}

const CREDIT = ISSUERS[5];

/** Cards that need no scenario to be refused. */
const NATURAL: readonly CardData[] = [
  tryCard(901, 'try-poor', { balance_fen: 100 }, ISSUERS[0]),
  tryCard(902, 'try-expired', { expires: '2012' }, CREDIT),
  tryCard(903, 'try-not-open', { closed: true }, ISSUERS[1]),
  tryCard(904, 'try-not-open-credit', { closed: true }, CREDIT),
];

export const CARDS: readonly CardData[] = [
  ...PUBLISHED,
  ...CARD_SCENARIOS.map(([serial, script]) =>
    tryCard(serial, `try-${script.toLowerCase()}`, { script, ...(script === 'open-76' ? { closed: true as const } : {}) }),
  ),
  ...NATURAL,
];

const byPan = new Map(CARDS.map((card) => [card.pan, card]));
const byId = new Map(CARDS.map((card) => [card.id, card]));

export function cardByPan(pan: string): CardData | undefined {
  return byPan.get(pan);
}

/** By its id, or by its last four digits when only one card ends so. */
export function findCard(name: string): CardData | undefined {
  const ending = /^\d{4}$/.test(name) ? CARDS.filter((card) => card.pan.endsWith(name)) : [];
  return byId.get(name) ?? (ending.length === 1 ? ending[0] : undefined);
}

/** First six, last four, six stars whatever the length. Source: docs/channels.md 3.8. */
export function maskPan(pan: string): string {
  return `${pan.slice(0, 6)}******${pan.slice(-4)}`;
}

/** "135****5506" */
export function maskPhone(phone: string): string {
  return phone.slice(0, 3) + '****' + phone.slice(-4);
}
