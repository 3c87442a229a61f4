/** How the holder of a card may prove himself: methods/V1. Moves nothing. Source: docs/channels.md 4.4. */
import type { BankMethod, MethodOffer } from '../../../protocol/bank.ts';
import type { Secret } from '../../../protocol/secret.ts';
import { fenFromDigits } from '../../../protocol/money.ts';
import type { MethodsAnswer } from '../../port.ts';
import { DONE } from '../codes.ts';
import type { Call } from '../wire.ts';
import { METHODS_REFUSED } from './codes.ts';
import type { IcbcDirectConfig } from './config.ts';
import type { Encrypt } from './secret-data.ts';

/** The bank's names; one that is not here (a USB key) is none for a television. */
export const METHOD_NAMES: ReadonlyMap<unknown, BankMethod> = new Map([
  ['STATIC', 'static'],
  ['COORD_CARD', 'coordinates'],
  ['E_TOKEN', 'token'],
  ['SMS', 'sms'],
]);

export async function methods(config: IcbcDirectConfig, call: Call, encrypt: Encrypt, pan: Secret): Promise<MethodsAnswer> {
  const answer = await call('methods', JSON.stringify({ ...parties(config), secret_data: encrypt({ card_no: pan }) }));
  if (answer.kind === 'silent') return { kind: 'silent', why: answer.why };
  const { code, fields } = answer;
  const reason = METHODS_REFUSED.get(code);
  if (reason) return { kind: 'refused', reason, code: String(code) };
  const list = fields['methods'];
  if (code !== DONE || !Array.isArray(list)) return { kind: 'silent', why: 'code-' + code };
  return { kind: 'methods', methods: list.flatMap(offerOf) };
}

/** Ours, in every request. */
export function parties(config: IcbcDirectConfig): { [name: string]: string } {
  return { mer_id: config.mer_id, icbc_appid: config.app_id, mer_prtcl_no: config.mer_prtcl_no };
}

function offerOf(told: unknown): MethodOffer[] {
  const { method, limit_per_txn, limit_per_day } = (told ?? {}) as { [name: string]: unknown };
  const name = METHOD_NAMES.get(method);
  if (!name) return [];
  const limit_fen = limitOf(limit_per_txn);
  const day_limit_fen = limitOf(limit_per_day);
  return [{ method: name, ...(limit_fen === undefined ? {} : { limit_fen }), ...(day_limit_fen === undefined ? {} : { day_limit_fen }) }];
}

function limitOf(value: unknown): number | undefined {
  return typeof value === 'string' ? fenFromDigits(value) : undefined;
}
