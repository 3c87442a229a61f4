/** A new secret for a merchant's key, in the form that its webhook libraries take. No BFF is asked. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { WHSEC } from '../protocol/notice-key.ts';
import type { Call } from './command.ts';
import { failed } from './outcome.ts';
import type { Outcome } from './outcome.ts';

export async function secretNew({ args, around }: Call): Promise<Outcome> {
  const secret = WHSEC + randomBytes(32).toString('base64');
  const [name] = args;
  if (name === undefined) return { exit: 0, json: { secret }, text: secret };
  const file = resolve(around.folder, name);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, secret + '\n', { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const why = code === 'EEXIST' ? 'it is there already, and a secret that is in use is not written over' : code;
    return failed(1, 'SECRET_REFUSED', 'The secret cannot be written to ' + file + ': ' + why + '.');
  }
  return {
    exit: 0,
    json: { file },
    text: 'A new secret is in ' + file + ', readable by you alone: name it in the settings, and give it to the merchant.',
  };
}
