/** The test cards of accounts: what each holder proves himself with, and what becomes of it. Numbers are ours, below a BIN as issued. */

/** As on the wire. USB_KEY is none for a television. */
export type Method = 'STATIC' | 'COORD_CARD' | 'E_TOKEN' | 'SMS' | 'USB_KEY';

export const SCENARIOS = {
  ok: '正常',
  'wrong-once': '第一次正确的密码也判错',
  locked: '验证方式已锁',
  'expired-challenge': '验证已超时',
  funds: '余额不足',
  limit: '超过单笔限额',
  'day-limit': '超过当日限额',
  'unknown-paid': '先答未知，后来扣款',
  'unknown-lost': '先答未知，没有扣款',
  slow: '扣款后 60 秒才应答',
} as const;
export type Scenario = keyof typeof SCENARIOS;

export function isScenario(name: unknown): name is Scenario {
  return typeof name === 'string' && Object.hasOwn(SCENARIOS, name);
}

export interface DirectCard {
  /** Ours; stands in addresses and records instead of the number. */
  id: string;
  pan: string;
  methods: readonly Method[];
  phone: string;
  scenario: Scenario;
}

const PHONE = '13877105506';

/** 622202, twelve digits, Luhn. */
function panOf(serial: number): string {
  const body = '622202' + String(serial).padStart(12, '0');
  const sum = [...body].reverse().reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return body + String((10 - (sum % 10)) % 10);
}

const card = (id: string, serial: number, methods: readonly Method[], scenario: Scenario = 'ok'): DirectCard => ({
  id,
  pan: panOf(serial),
  methods,
  phone: PHONE,
  scenario,
});

export const CARDS: readonly DirectCard[] = [
  card('static', 101, ['STATIC']),
  card('coordinates', 102, ['COORD_CARD']),
  card('token', 103, ['E_TOKEN']),
  card('sms', 104, ['SMS']),
  card('several', 105, ['SMS', 'COORD_CARD', 'E_TOKEN', 'STATIC']),
  card('usb-key', 106, ['USB_KEY']),
  card('wrong-once', 201, ['COORD_CARD'], 'wrong-once'),
  card('locked', 202, ['STATIC', 'SMS'], 'locked'),
  card('expired-challenge', 203, ['E_TOKEN'], 'expired-challenge'),
  card('funds', 204, ['STATIC'], 'funds'),
  card('limit', 205, ['STATIC'], 'limit'),
  card('day-limit', 206, ['STATIC'], 'day-limit'),
  card('unknown-paid', 207, ['STATIC'], 'unknown-paid'),
  card('unknown-lost', 208, ['STATIC'], 'unknown-lost'),
  card('slow', 209, ['STATIC'], 'slow'),
];

export const cardByPan = (pan: string): DirectCard | undefined => CARDS.find((one) => one.pan === pan);
export const cardById = (id: string): DirectCard | undefined => CARDS.find((one) => one.id === id || one.pan.slice(-4) === id);

/** Limits of each way, in fen: a payment, a day. Source of the first two: docs/channels.md 4.3; the others are ours. */
export const LIMITS: { readonly [method in Method]: readonly [number, number] } = {
  STATIC: [30_000, 50_000],
  COORD_CARD: [100_000, 500_000],
  E_TOKEN: [5_000_000, 5_000_000],
  SMS: [500_000, 500_000],
  USB_KEY: [100_000_000, 100_000_000],
};
