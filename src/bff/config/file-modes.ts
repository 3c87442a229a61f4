/** Who else may read or change the files that settings name. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { BffConfig } from './schema.ts';

export interface NamedFile {
  /** The setting, "channels/NAME/sign_key_file". */
  what: string;
  file: string;
}

export interface ModeProblems {
  errors: string[];
  warnings: string[];
}

const OTHERS_WRITE = 0o002;
const GROUP_WRITE = 0o020;
const OTHERS_READ = 0o044;

/** `secret`: not to be read by others either. Windows keeps no such modes. */
export function modeProblems({ what, file }: NamedFile, secret: boolean, platform: string = process.platform): ModeProblems {
  const mode = platform === 'win32' ? undefined : modeOf(file);
  if (mode === undefined) return { errors: [], warnings: [] };
  const named = 'The file ' + file + ' of "' + what + '" ';
  const mend = ': chmod ' + (secret ? '600' : '644') + ' ' + file;
  if (mode & OTHERS_WRITE) return { errors: [named + 'can be changed by every user of this machine' + mend], warnings: [] };
  const warnings: string[] = [];
  if (mode & GROUP_WRITE) warnings.push(named + 'can be changed by its group' + mend);
  else if (secret && mode & OTHERS_READ) warnings.push(named + 'can be read by other users of this machine' + mend);
  return { errors: [], warnings };
}

function modeOf(file: string): number | undefined {
  try {
    return statSync(file).mode & 0o777;
  } catch {
    // Whoever reads the file says so.
    return undefined;
  }
}

/** Files of the banks' settings: a setting that names one ends in _file. */
export function channelFiles({ channels }: BffConfig): NamedFile[] {
  return filesIn(channels, 'channels');
}

function filesIn(value: unknown, what: string): NamedFile[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = what + '/' + name;
    return typeof inner === 'string' && name.endsWith('_file') ? [{ what: path, file: inner }] : filesIn(inner, path);
  });
}

/** Certificates and public keys are no secrets; whatever else a setting names is taken for one. */
export function isSecretFile(file: string): boolean {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return false;
  }
  if (text.includes('-----BEGIN')) return text.includes('PRIVATE KEY-----');
  return !isBarePublicKey(text);
}

/** As a bank's console shows it: base64 without its PEM lines. */
function isBarePublicKey(text: string): boolean {
  const key = Buffer.from(text.replace(/\s+/g, ''), 'base64');
  return (['spki', 'pkcs1'] as const).some((type) => {
    try {
      // A private key is read as the public one it holds.
      return createPublicKey({ key, format: 'der', type }).type === 'public' && !isPrivate(key);
    } catch {
      return false;
    }
  });
}

function isPrivate(key: Buffer): boolean {
  return (['pkcs8', 'pkcs1'] as const).some((type) => {
    try {
      return createPrivateKey({ key, format: 'der', type }).type === 'private';
    } catch {
      return false;
    }
  });
}
