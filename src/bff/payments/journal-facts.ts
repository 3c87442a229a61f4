/** Parts of journal rows. Texts from outside (a bank's code, an operator's name) are cut. */
import type { Evidence, PrepayAnswer, RefundEvidence, SmsAnswer } from '../../channels/port.ts';
import type { Operator } from './events.ts';
import type { JournalRow } from './journal-row.ts';

const TEXT_MAX = 32;
/** operator:<32>@<via> */
const ACTOR_MAX = 52;

export function cut(text: string): string {
  return text.slice(0, TEXT_MAX);
}

export function actorText({ name, via }: Operator): string {
  return ('operator:' + name + '@' + via).slice(0, ACTOR_MAX);
}

export function evidenceFacts(e: Evidence | PrepayAnswer | RefundEvidence | SmsAnswer): Pick<JournalRow, 'source' | 'kind' | 'code'> {
  return { source: 'source' in e ? e.source : 'answer', kind: e.kind, ...('code' in e ? { code: cut(e.code) } : {}) };
}
