/** Tokens that stand for cards, bizType 000902, and 74/01, which ends one. */
import type { Context } from './context.ts';
import { digits } from '../../server/random.ts';
import { answer, refuse } from './answer.ts';
import type { AcpAnswer } from './answer.ts';
import { closeBlock, openBlock } from './braces.ts';
import { TOKEN } from './call.ts';
import type { AcpCall } from './call.ts';
import { findCard } from './cards.ts';
import type { CardData } from './cards.ts';
import type { Fields } from './fields.ts';
import { cardNow } from './card-state.ts';
import type { Card } from './card-state.ts';
import { acpTime } from './time.ts';

const KIND = 'unionpay-token';

export interface Token {
  token: string;
  /** Our id of it. */
  card: string;
  from_ms: number;
  until_ms: number;
  dead: boolean;
}

export function allTokens(context: Context): Token[] {
  return context.db.kv.all<Token>(KIND);
}

/** Kills it (89), or lets its time be over (80). False when there is no such token. */
export function endToken(context: Context, token: string, how: 'invalid' | 'expired'): boolean {
  const known = context.db.kv.get<Token>(KIND, token);
  if (!known) return false;
  const change = how === 'invalid' ? { dead: true } : { until_ms: context.world.now() };
  context.db.kv.put(KIND, token, { ...known, ...change });
  return true;
}

/** The refusal of a request for a token whose tokenPayData is wrong. */
export function tokenRequestProblem(context: Context, fields: Fields): AcpAnswer | undefined {
  const asked = openBlock(fields['tokenPayData'] ?? '');
  if (!asked) return refuse(fields['tokenPayData'] ? '10' : '13', 'tokenPayData');
  if (asked['trId'] !== context.keys.tr_id) return refuse('32', 'trId');
  return (asked['tokenType'] ?? '01') === '01' ? undefined : refuse('10', 'tokenType');
}

export function newToken(context: Context, card: CardData): Fields {
  const now = context.world.now();
  const token: Token = {
    token: '623' + digits(context.world.random, 16),
    card: card.id,
    from_ms: now,
    until_ms: now + context.settings().token_life_ms,
    dead: false,
  };
  context.db.kv.put(KIND, token.token, token);
  const data = {
    token: token.token,
    trId: context.keys.tr_id,
    tokenLevel: '80',
    tokenBegin: acpTime(token.from_ms),
    tokenEnd: acpTime(token.until_ms),
    tokenType: '01',
  };
  return { tokenPayData: closeBlock(data) };
}

/** The card a token stands for. */
export function useToken(context: Context, data: Fields): Card | AcpAnswer {
  const known = context.db.kv.get<Token>(KIND, data['token'] ?? '');
  if (data['trId'] !== context.keys.tr_id || !known || known.dead) return refuse('89');
  if (context.world.now() >= known.until_ms) return refuse('80');
  const card = findCard(known.card);
  return card ? cardNow(context, card) : refuse('89');
}

export const deleteToken: AcpCall = {
  name: 'token-delete',
  endpoint: 'back',
  types: ['74/01'],
  biz_types: [TOKEN],
  needs: ['orderId', 'tokenPayData'],
  run(context, fields) {
    const data = openBlock(fields['tokenPayData'] ?? '');
    if (!data) return refuse('10', 'tokenPayData');
    const used = useToken(context, data);
    if ('words' in used) return used;
    endToken(context, data['token'] ?? '', 'invalid');
    return answer('00');
  },
};
