/** Checks of the running BFF. Each is one line: a name, how it stands, and where it is bad how to mend it. */
import { yuan } from '../../protocol/money.ts';
import type { Fen } from '../../protocol/money.ts';
import type { Store } from '../store/port.ts';
import { contentsFinding } from './contents.ts';
import type { Finding } from './finding.ts';
import { fileFindings, inFile } from './files.ts';
import type { Standing } from './recovering.ts';

export interface DoctorDeps {
  store: Store;
  standing: Standing;
  database: string;
  channels: readonly { id: string; enabled: boolean; down: boolean; clock_off: boolean; paused: boolean }[];
  certificates: readonly Certificate[];
  now_ms: number;
  pid: number;
}

export interface Certificate {
  name: string;
  ends_ms: number;
}

export async function examine(deps: DoctorDeps): Promise<Finding[]> {
  return [
    { name: 'process', health: 'ok', says: 'the BFF runs as process ' + deps.pid },
    await answering(deps.store),
    ...fileFindings(deps.database),
    ...(inFile(deps.database) ? [contentsFinding(deps.database)] : []),
    standingFinding(deps.standing),
    ...deps.channels.map(channelFinding),
    ...deps.certificates.map((one) => certificateFinding(one, deps.now_ms)),
    ...(await waiting(deps.store)),
    await ledgerFinding(deps.store),
  ];
}

async function answering(store: Store): Promise<Finding> {
  try {
    await store.ping();
    return { name: 'writing', health: 'ok', says: 'the database takes commits' };
  } catch {
    return { name: 'writing', health: 'bad', says: 'the database takes no commits', mend: 'look at the disk and the log of the BFF' };
  }
}

function standingFinding({ epoch, mode }: Standing): Finding {
  const says = 'epoch ' + epoch + ', mode ' + mode;
  if (mode === 'normal') return { name: 'epoch', health: 'ok', says };
  return { name: 'epoch', health: 'look', says, mend: 'compare the lists of the banks, then lezhong recovering end' };
}

function channelFinding({ id, enabled, down, clock_off, paused }: DoctorDeps['channels'][number]): Finding {
  const name = 'channel ' + id;
  if (clock_off) return { name, health: 'bad', says: 'its clock and ours differ', mend: 'set the clock of this machine (chrony or ntpd)' };
  if (down) return { name, health: 'look', says: 'is mostly silent and is not offered', mend: 'look at the network, then at the bank' };
  if (!enabled) return { name, health: 'ok', says: 'is switched off in the settings, and settled' };
  if (paused) return { name, health: 'look', says: 'is paused', mend: 'lezhong channel resume ' + id };
  return { name, health: 'ok', says: 'answers' };
}

const DAY_MS = 86_400_000;

function certificateFinding({ name, ends_ms }: Certificate, now_ms: number): Finding {
  const days = Math.floor((ends_ms - now_ms) / DAY_MS);
  const says = days < 0 ? 'has ended' : 'ends in ' + days + ' days';
  if (days >= 30) return { name, health: 'ok', says };
  return { name, health: days < 7 ? 'bad' : 'look', says, mend: 'get a new one from the bank and name it in the settings' };
}

async function waiting(store: Store): Promise<Finding[]> {
  const [flags, notices, held, orphans] = await Promise.all([
    store.flags(),
    store.idsWith('notice'),
    store.idsWith('held'),
    store.idsWith('orphan'),
  ]);
  const finding = (name: string, count: number, mend: string): Finding =>
    count ? { name, health: 'look', says: String(count), mend } : { name, health: 'ok', says: 'none' };
  return [
    finding('flags', flags.length, 'lezhong flags'),
    finding('held money', held.length, 'lezhong held list'),
    finding('orphans', orphans.length, 'lezhong orphan list'),
    finding('notices on their way', notices.length, 'lezhong notice list --undelivered'),
  ];
}

async function ledgerFinding(store: Store): Promise<Finding> {
  const sum = Object.values(await store.balances()).reduce((total, fen) => total + fen, 0);
  if (sum === 0) return { name: 'ledger', health: 'ok', says: 'sums to zero' };
  return { name: 'ledger', health: 'bad', says: 'sums to ' + yuan(sum as Fen), mend: 'stop the BFF, keep the database, and report it' };
}
