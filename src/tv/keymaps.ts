import { REMOTE_KEYS } from '../protocol/keymap.ts';
import type { Keymap, RemoteKey } from '../protocol/keymap.ts';
import { codesFor } from './remote/code.ts';

/** Without these a viewer cannot pay, or cannot get out. */
export const NEEDED_KEYS: readonly RemoteKey[] = [
  'Up',
  'Down',
  'Left',
  'Right',
  'OK',
  'Back',
  '0',
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '9',
];

function isRecord(value: unknown): value is { [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCode(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && value === Math.floor(value);
}

function shapeProblems(keys: { [name: string]: unknown }): string[] {
  const problems: string[] = [];
  for (const name of Object.keys(keys)) {
    if (REMOTE_KEYS.indexOf(name as RemoteKey) < 0) problems.push('no such key: ' + name);
    const codes = Array.isArray(keys[name]) ? (keys[name] as unknown[]) : [keys[name]];
    if (codes.length === 0 || !codes.every(isCode)) problems.push('not a key code: ' + name);
  }
  return problems;
}

function clashes(keymap: Keymap): string[] {
  const owner: { [code: number]: string | undefined } = {};
  const problems: string[] = [];
  for (const key of Object.keys(keymap.keys) as RemoteKey[]) {
    for (const code of codesFor(keymap, key)) {
      if (owner[code]) problems.push('code ' + code + ' names ' + owner[code] + ' and ' + key);
      owner[code] = key;
    }
  }
  return problems;
}

/** Faults of a keymap, in words; empty when it can be used. */
export function keymapProblems(value: unknown): string[] {
  if (!isRecord(value) || !isRecord(value.keys)) return ['not a keymap'];
  const problems: string[] = [];
  if (typeof value.platform !== 'string' || value.platform === '') problems.push('no platform');
  if (typeof value.source !== 'string' || value.source === '') problems.push('no source');
  if (value.notes !== undefined && typeof value.notes !== 'string') problems.push('notes are not text');
  problems.push(...shapeProblems(value.keys));
  if (problems.length > 0) return problems;
  const keymap = value as unknown as Keymap;
  for (const key of NEEDED_KEYS) if (codesFor(keymap, key).length === 0) problems.push('no code for ' + key);
  return problems.concat(clashes(keymap));
}
