/** Certificates that end: told by name, 45 days ahead, at every start, by --check and once a day. */
import type { CertificateEnd } from '../../channels/port.ts';
import { day } from '../../channels/shared/certificates.ts';
import type { World } from '../../protocol/world.ts';
import type { ConfiguredChannel } from './configured.ts';

const DAY_MS = 86_400_000;
const AHEAD_MS = 45 * DAY_MS;

export interface Ending extends CertificateEnd {
  channel: string;
  acquirer_id: string;
  /** Whole days, rounded down; below 0 when it has ended. */
  days: number;
}

/** Those that have ended or will within 45 days, the next to end first. */
export function endings(channels: readonly ConfiguredChannel[], now_ms: number): Ending[] {
  return channels
    .flatMap(({ id, accounts }) =>
      accounts.flatMap((account) =>
        account.certificates().map((one) => ({
          ...one,
          channel: id,
          acquirer_id: account.acquirer_id,
          days: Math.floor((one.not_after_ms - now_ms) / DAY_MS),
        })),
      ),
    )
    .filter((one) => one.not_after_ms - now_ms <= AHEAD_MS)
    .sort((a, b) => a.not_after_ms - b.not_after_ms);
}

export function endingSentence({ channel, acquirer_id, name, not_after_ms, days }: Ending): string {
  const when = days < 0 ? 'ended on ' + day(not_after_ms) : 'ends on ' + day(not_after_ms) + ', in ' + days + ' days';
  return `The channel "${channel}" (account ${acquirer_id}): ${name} ${when}: fetch its successor from the bank and put it into the settings.`;
}

type Log = (level: 'warn' | 'error', event: string, facts: { [name: string]: string | number }) => void;

/** Looks every day; a bank may also change a certificate while the process runs. Returns the end of it. */
export function watchEndings(channels: readonly ConfiguredChannel[], world: Pick<World, 'now' | 'after'>, log: Log): () => void {
  let stop = (): void => undefined;
  const look = (): void => {
    for (const { channel, acquirer_id, name, days, not_after_ms } of endings(channels, world.now()))
      log(days < 0 ? 'error' : 'warn', 'channel.certificate-ends', { channel, acquirer_id, name, days, ends: day(not_after_ms) });
    stop = world.after(DAY_MS, look);
  };
  look();
  return () => stop();
}
