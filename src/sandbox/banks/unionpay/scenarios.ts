/** Scenarios: behaviours of a card, whatever is typed. A name begins with the code that is seen, where there is one. */
import { CODES } from './codes.ts';
import type { Code } from './codes.ts';
import type { UnionpaySettings } from './settings.ts';

/** A setting of that length. */
export type Wait = keyof Pick<UnionpaySettings, 'settle_ms' | 'late_ms' | 'hours_ms' | 'hidden_ms' | 'refund_ms' | 'refund_pending_ms'>;

export interface PlannedStep {
  after: Wait;
  code?: Code;
  money?: 'in' | 'back' | 'out';
  tell?: true;
}

/** The run of one transaction. */
export interface Behaviour {
  /** The code in the answer to the call itself; "silent": the connection breaks. */
  answer: Code | 'silent';
  /** Nothing of it is ever known. */
  absent?: true;
  /** The code in answers to queries at first; the answer itself when left out. */
  meanwhile?: Code;
  /** Queries do not know it for so long. */
  hidden?: Wait;
  /** Queries of it fail. */
  blind?: true;
  steps?: readonly PlannedStep[];
}

/** The call a scenario is for. */
export type Moment = 'consume' | 'refund' | 'sms' | 'open';

export interface Scenario {
  at: Moment;
  /** For people. */
  title: string;
  behaviour: Behaviour;
}

const PAID: PlannedStep = { after: 'settle_ms', code: '00', money: 'in', tell: true };

export const PAYS: Behaviour = { answer: '00', meanwhile: '05', steps: [PAID] };
export const REFUNDS: Behaviour = { answer: '00', meanwhile: '05', steps: [{ after: 'refund_ms', code: '00', money: 'out', tell: true }] };

function consume(title: string, behaviour: Behaviour): Scenario {
  return { at: 'consume', title, behaviour };
}

function refusal(code: Code): Scenario {
  return consume(CODES[code], { answer: code });
}

const paidAs = (code: Code, after: Wait = 'settle_ms'): PlannedStep => ({ after, code, money: 'in', tell: true });
const SILENT = { answer: 'silent', meanwhile: '05' } as const;

export const SCENARIOS = {
  ok: consume('正常', PAYS),
  A6: consume('有缺陷的成功，已扣款', { answer: '00', meanwhile: '05', steps: [paidAs('A6')] }),
  '01': refusal('01'),
  '03': consume('通讯超时，稍后成功', { answer: '03', steps: [PAID] }),
  '04': consume('状态未明，已扣款，只有对账文件知道', { answer: '04', steps: [{ after: 'settle_ms', money: 'in' }] }),
  '04-unpaid': consume('状态未明，没有扣款', { answer: '04' }),
  '05': consume('已受理，稍后成功', { answer: '05', steps: [paidAs('00', 'late_ms')] }),
  '05-never': consume('一直处理中，没有扣款', { answer: '05' }),
  '05-stays': consume('一直处理中，已扣款，只有对账文件知道', { answer: '05', steps: [{ after: 'settle_ms', money: 'in' }] }),
  '05-refused': consume('已受理，稍后失败', { answer: '05', steps: [{ after: 'late_ms', code: '01' }] }),
  '12': consume('说重复，实际已扣款', { answer: '12', meanwhile: '05', steps: [PAID] }),
  '12-absent': consume('说重复，实际没有收到', { answer: '12', absent: true }),
  '30': refusal('30'),
  '33': refusal('33'),
  '34-then-paid': consume('没有回答，先查不到，后来成功', { answer: 'silent', meanwhile: '05', hidden: 'hidden_ms', steps: [PAID] }),
  '38': refusal('38'),
  '42': consume('超时后才扣款', { answer: '00', meanwhile: '05', steps: [paidAs('42', 'late_ms')] }),
  '45': consume('成功后被撤销，钱已退回', {
    answer: '00',
    meanwhile: '05',
    steps: [PAID, { after: 'late_ms', code: '45', money: 'back' }],
  }),
  '46': consume('成功后被冲正，钱已退回', {
    answer: '00',
    meanwhile: '05',
    steps: [PAID, { after: 'late_ms', code: '46', money: 'back' }],
  }),
  '60': refusal('60'),
  '61': refusal('61'),
  '62': refusal('62'),
  '63': refusal('63'),
  '64': refusal('64'),
  '65': refusal('65'),
  '66': refusal('66'),
  '67': refusal('67'),
  '68': refusal('68'),
  '71': refusal('71'),
  '73': refusal('73'),
  '74': consume('扣款成功，销账未知', { answer: '00', meanwhile: '05', steps: [paidAs('74')] }),
  '75': consume('扣款成功，销账失败', { answer: '00', meanwhile: '05', steps: [paidAs('75')] }),
  '77': refusal('77'),
  '81': refusal('81'),
  '83': consume('发卡行处理中，稍后成功', { answer: '83', steps: [paidAs('00', 'late_ms')] }),
  '91': refusal('91'),
  'silent-paid': consume('没有回答，已扣款', { ...SILENT, steps: [PAID] }),
  'silent-refused': consume('没有回答，没有扣款，查询为余额不足', { ...SILENT, steps: [{ after: 'settle_ms', code: '64' }] }),
  'silent-unpaid': consume('没有回答，也没有收到', { answer: 'silent', absent: true }),
  'settle-hours': consume('几小时后才成功', { answer: '00', meanwhile: '05', steps: [paidAs('00', 'hours_ms')] }),
  'notify-only': consume('查询一直系统繁忙，只有通知', { answer: '00', meanwhile: '05', blind: true, steps: [PAID] }),
  'notify-never': consume('成功但没有通知', {
    answer: '00',
    meanwhile: '05',
    steps: [{ after: 'settle_ms', code: '00', money: 'in' }],
  }),
  'refund-refused': { at: 'refund', title: '退款被拒绝', behaviour: { answer: '01' } },
  'refund-fails-later': {
    at: 'refund',
    title: '退款受理后失败',
    behaviour: { answer: '00', meanwhile: '05', steps: [{ after: 'late_ms', code: '01' }] },
  },
  'refund-pending': {
    at: 'refund',
    title: '退款很久才办',
    behaviour: { answer: '00', meanwhile: '05', steps: [{ after: 'refund_pending_ms', code: '00', money: 'out', tell: true }] },
  },
  'refund-silent-done': { at: 'refund', title: '退款没有回答，已退', behaviour: { ...REFUNDS, answer: 'silent' } },
  'refund-silent-lost': { at: 'refund', title: '退款没有回答，也没有收到', behaviour: { answer: 'silent', absent: true } },
  'sms-never': { at: 'sms', title: '说已发送，短信收不到', behaviour: { answer: '00', absent: true } },
  'sms-silent': { at: 'sms', title: '短信已发，没有回答', behaviour: { answer: 'silent' } },
  'sms-37': { at: 'sms', title: '短信过于频繁', behaviour: { answer: '37' } },
  'sms-66': { at: 'sms', title: '发短信时手机号不符', behaviour: { answer: '66' } },
  'sms-79': { at: 'sms', title: '发卡行不支持短信', behaviour: { answer: '79' } },
  'open-76': { at: 'open', title: '只能跳转银行页面开通', behaviour: { answer: '76' } },
} as const satisfies Record<string, Scenario>;
export type ScenarioName = keyof typeof SCENARIOS;

export function isScenario(name: unknown): name is ScenarioName {
  return typeof name === 'string' && Object.hasOwn(SCENARIOS, name);
}

/** "ok", then by name: codes, then words. (An object would put "12" before "01".) */
export const SCENARIO_NAMES: readonly ScenarioName[] = [
  'ok',
  ...Object.keys(SCENARIOS)
    .filter(isScenario)
    .filter((name) => name !== 'ok')
    .sort(),
];

export function scenarioOf(name: ScenarioName): Scenario {
  return SCENARIOS[name];
}
