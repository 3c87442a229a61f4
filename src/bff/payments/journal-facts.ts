/** Parts of journal rows. Texts from outside (a bank's code, an operator's name) are cut. */
import type { ConfirmAnswer, Evidence, PrepareAnswer, PrepayAnswer, RefundEvidence, SmsAnswer } from '../../channels/port.ts';
import type { Operator } from './events.ts';
import type { JournalRow } from './journal-row.ts';

/** Bytes as JSON. */
const TEXT_MAX = 32;
/** operator:<32>@<via> */
const ACTOR_MAX = 52;

/** One byte a letter as JSON: neither a quote nor a backslash. */
const PLAIN = /^[ !#-[\]-~]*$/;

export function cut(text: string, max_bytes = TEXT_MAX): string {
  const head = text.slice(0, max_bytes);
  if (PLAIN.test(head)) return head;
  let kept = '';
  let bytes = 0;
  for (const letter of head) {
    bytes += Buffer.byteLength(JSON.stringify(letter)) - 2;
    if (bytes > max_bytes) break;
    kept += letter;
  }
  return kept;
}

export function actorText({ name, via }: Operator): string {
  return cut('operator:' + name + '@' + via, ACTOR_MAX);
}

type Told = Evidence | PrepayAnswer | RefundEvidence | SmsAnswer | PrepareAnswer | ConfirmAnswer;

export function evidenceFacts(e: Told): Pick<JournalRow, 'source' | 'kind' | 'code'> {
  return { source: 'source' in e ? e.source : 'answer', kind: e.kind, ...('code' in e ? { code: cut(e.code) } : {}) };
}
