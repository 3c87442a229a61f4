/** Addresses that --allow named, in this start and in earlier ones: DIR/allow.json. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonIn } from './kept-settings.ts';

export function isAddress(text: string): boolean {
  return /^https?:\/\/[^\s]+$/.test(text) && URL.canParse(text);
}

export function allowedIn(data: string, given: readonly string[]): string[] {
  const file = join(data, 'allow.json');
  const kept = (jsonIn(file) ?? []) as string[];
  const all = [...new Set([...kept, ...given])];
  mkdirSync(data, { recursive: true });
  if (given.length > 0) writeFileSync(file, JSON.stringify(all) + '\n');
  return all;
}
