/** Maps signed answers to evidence. */
import { fenFromDigits } from '../../protocol/money.ts';
import type { Fen } from '../../protocol/money.ts';
import { fromBeijing } from '../../protocol/world.ts';
import type { Evidence } from '../port.ts';
import { ABSENT, DEFECTS, PAID, REFUSED, refusedBy, RETURNED, TOO_OFTEN } from './codes.ts';
import type { Fields } from './signed-text.ts';
import type { Answer } from './wire.ts';

type Signed = Extract<Answer, { kind: 'signed' }>;

/** Money as UnionPay states it; undefined when the statement is not whole. 156 is CNY (ISO 4217). */
export function moneyIn(fields: Fields): { txn: string; amount_fen: Fen; currency: string } | undefined {
  const { queryId = '', txnAmt = '', currencyCode = '' } = fields;
  const amount_fen = fenFromDigits(txnAmt);
  if (!/^\d{21}$/.test(queryId) || amount_fen === undefined || amount_fen === 0 || !/^\d{3}$/.test(currencyCode)) return undefined;
  return { txn: queryId, amount_fen, currency: currencyCode === '156' ? 'CNY' : currencyCode };
}

/** Of a consumption's own answer. Accepted is not paid, and a code nobody knows is no proof of anything. */
export function answered(answer: Answer): Evidence {
  const { asked_at_ms } = answer;
  const base = { source: 'answer', asked_at_ms } as const;
  if (answer.kind === 'silent') return { ...base, kind: 'silent', why: answer.why };
  return REFUSED.has(answer.code) ? { ...base, kind: 'refused', ...refusedBy(answer.code) } : { ...base, kind: 'pending' };
}

/** Of a query's answer about the transaction it found. */
export function queried(answer: Answer): Evidence {
  const { asked_at_ms } = answer;
  const base = { source: 'query', asked_at_ms } as const;
  if (answer.kind === 'silent') return { ...base, kind: 'silent', why: answer.why };
  if (answer.code === ABSENT) return { ...base, kind: 'absent' };
  if (answer.code !== '00') return { ...base, kind: 'silent', why: answer.code === TOO_OFTEN ? 'too-often' : 'query-' + answer.code };
  return { ...base, ...found(answer) } as Evidence;
}

function found({ fields }: Signed): object {
  const code = fields['origRespCode'] ?? '';
  if (code === TOO_OFTEN) return { kind: 'silent', why: 'too-often' };
  if (code === ABSENT) return { kind: 'absent' };
  if (REFUSED.has(code)) return { kind: 'refused', ...refusedBy(code) };
  const defect = DEFECTS[code];
  const moved = PAID.has(code) || defect !== undefined || RETURNED.has(code);
  if (!moved) return { kind: 'pending' };
  const money = moneyIn(fields);
  if (!money) return { kind: 'silent', why: 'money-not-whole' };
  if (defect) return { kind: 'defect', defect, ...money, code };
  const paid_at_ms = paidAt(fields['txnTime'] ?? '');
  return {
    kind: 'paid',
    ...money,
    ...(paid_at_ms === undefined ? {} : { paid_at_ms }),
    ...(RETURNED.has(code) ? { returned_fen: money.amount_fen } : {}),
  };
}

function paidAt(text: string): number | undefined {
  return fromBeijing(text.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6'));
}
