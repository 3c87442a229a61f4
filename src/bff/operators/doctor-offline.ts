/** Checks of a database file that need no BFF. */
import { existsSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { contentsFinding } from './contents.ts';
import type { Finding } from './finding.ts';
import { fileFindings } from './files.ts';

export async function offlineFindings(database: string): Promise<Finding[]> {
  if (!existsSync(database)) return fileFindings(database);
  return [...fileFindings(database), lockFinding(database), contentsFinding(database)];
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
