/** Checks of a database file that need no BFF. */
import { existsSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { shownAddress } from '../store/postgres/address.ts';
import type { Address } from '../store/postgres/address.ts';
import { probe } from '../store/postgres/probe.ts';
import { contentsFinding } from './contents.ts';
import type { Finding } from './finding.ts';
import { fileFindings } from './files.ts';

/** With an address the database is PostgreSQL. */
export async function offlineFindings(database: string, address?: Address): Promise<Finding[]> {
  if (address) return serverFindings(address);
  if (!existsSync(database)) return fileFindings(database);
  return [...fileFindings(database), lockFinding(database), contentsFinding(database)];
}

async function serverFindings(address: Address): Promise<Finding[]> {
  const wrong = await probe(address);
  if (wrong.length === 0) return [{ name: 'database', health: 'ok', says: shownAddress(address) + ' answers and takes writes' }];
  return wrong.map((says) => ({ name: 'database', health: 'bad', says }));
}

/** The kernel's lock tells; the words beside it only name its holder. */
function lockFinding(database: string): Finding {
  const name = 'lock';
  if (!isLocked(database + '.lock-db')) return { name, health: 'ok', says: 'no process has the database' };
  return {
    name,
    health: 'look',
    says: 'held by ' + holderOf(database + '.lock'),
    mend: 'its socket is another: name it with --socket or --config',
  };
}

function isLocked(file: string): boolean {
  if (!existsSync(file)) return false;
  const db = new Database(file, { timeout: 0 });
  try {
    db.exec('BEGIN IMMEDIATE; ROLLBACK');
    return false;
  } catch {
    return true;
  } finally {
    db.close();
  }
}

function holderOf(file: string): string {
  try {
    const { pid, host, since } = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; host: string; since: string };
    return 'process ' + pid + ' on ' + host + ' since ' + since;
  } catch {
    return 'a process that did not name itself';
  }
}
