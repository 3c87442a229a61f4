/** The start is refused while payments of an account that the settings do not name are unsettled: nobody could ask its bank. */
import type { ConfiguredChannel } from './configured.ts';
import { accountsOf } from './configured.ts';
import { ConfigError } from '../config/error.ts';

/** Counted by the store: attempts and refunds whose end the bank has not told yet. */
export interface Unsettled {
  channel: string;
  acquirer_id: string;
  attempts: number;
  refunds: number;
}

/** A sentence for the operator, or undefined when every unsettled payment has its account. */
export function missingAccounts(unsettled: readonly Unsettled[], channels: readonly ConfiguredChannel[]): string | undefined {
  const accounts = accountsOf(channels);
  const missing = unsettled.filter((one) => one.attempts + one.refunds > 0 && !accounts.one(one.channel, one.acquirer_id));
  if (missing.length === 0) return undefined;
  const named = missing.map(
    (one) =>
      `the account ${one.acquirer_id} of "channels/${one.channel}" (${count(one.attempts, 'payment')}, ${count(one.refunds, 'refund')})`,
  );
  return (
    'Payments are not settled yet for ' +
    named.join(' and ') +
    ': put the settings of that account back, with "enabled": false if it is no longer to be offered, or under "older" beside the new account.'
  );
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

/** Throws the sentence. */
export async function refuseMissingAccounts(
  store: { unsettled(): Promise<readonly Unsettled[]> },
  channels: readonly ConfiguredChannel[],
): Promise<void> {
  const sentence = missingAccounts(await store.unsettled(), channels);
  if (sentence !== undefined) throw new ConfigError(sentence);
}
