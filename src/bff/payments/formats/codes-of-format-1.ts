/**
 * Payments of format 1 stored a card refusal by its code alone. Frozen: this table is a fact of that format and never
 * changes with a channel. Source: docs/channels.md 3.6.
 */
import type { RefusalReason } from '../../../channels/port.ts';

const REASONS: { readonly [code: string]: RefusalReason | undefined } = {
  '02': 'issuer-down',
  '06': 'issuer-down',
  '10': 'channel',
  '11': 'channel',
  '13': 'channel',
  '31': 'channel',
  '32': 'channel',
  '33': 'limit',
  '35': 'channel',
  '36': 'channel',
  '38': 'risk',
  '39': 'issuer-down',
  '40': 'identity-wrong',
  '61': 'pan-wrong',
  '62': 'unsupported',
  '63': 'card-state',
  '64': 'funds',
  '65': 'check-wrong',
  '66': 'identity-wrong',
  '67': 'tries',
  '68': 'unsupported',
  '69': 'no-sms',
  '70': 'channel',
  '71': 'code-wrong',
  '72': 'not-open',
  '73': 'expired',
  '76': 'not-open',
  '77': 'not-open',
  '78': 'limit',
  '79': 'no-sms',
  '80': 'not-open',
  '81': 'limit',
  '82': 'unsupported',
  '87': 'limit',
  '89': 'not-open',
  '90': 'funds',
  '91': 'identity-wrong',
};

/** For attempts with a card; a code that is not listed was a plain decline. */
export function reasonOfFormat1(code: string): RefusalReason {
  return (Object.hasOwn(REASONS, code) ? REASONS[code] : undefined) ?? 'declined';
}
