/** Reads the secrets that settings name, and says which are missing, short, or open to others. */
import { readFileSync } from 'node:fs';
import { isBrokenWhsec } from '../../protocol/notice-key.ts';
import { ConfigError } from './error.ts';
import { modeProblems } from './file-modes.ts';

export type Env = { readonly [name: string]: string | undefined };

/** A secret as a file's path or an environment variable's name. */
export interface SecretSetting {
  file?: string;
  env?: string;
}

const LENGTH_MIN = 16;

/** `warn` is told of a file that others can read; one that they can change is an error. */
export function secretOf(secret: SecretSetting, what: string, env: Env, warn: (sentence: string) => void): string {
  const text = textOf(secret, what, env, warn)?.trim();
  if (!text)
    throw new ConfigError(
      'The secret "' +
        what +
        '" is missing: name a file with {"file": PATH} or a variable with {"env": NAME}' +
        (secret.env ? '; ' + secret.env + ' is not set' : '') +
        '.',
    );
  if (text.length < LENGTH_MIN)
    throw new ConfigError('The secret "' + what + '" is too short: at least ' + LENGTH_MIN + ' characters, from a random source.');
  if (isBrokenWhsec(text))
    throw new ConfigError(
      'The secret "' + what + '" begins with whsec_ and is not the base64 of 24 to 64 bytes after it: lezhong secret new makes one.',
    );
  return text;
}

/** Of another's making: as short as they made it. */
export function passwordOf(secret: SecretSetting, what: string, env: Env, warn: (sentence: string) => void): string {
  const text = textOf(secret, what, env, warn)?.trim();
  if (text) return text;
  throw new ConfigError('The password "' + what + '" is missing: name a file with {"file": PATH} or a variable with {"env": NAME}.');
}

function textOf({ file, env: name }: SecretSetting, what: string, env: Env, warn: (sentence: string) => void): string | undefined {
  if (name) return env[name];
  if (!file) return undefined;
  const { errors, warnings } = modeProblems({ what, file }, true);
  if (errors[0]) throw new ConfigError(errors[0]);
  warnings.forEach(warn);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError('The secret "' + what + '" cannot be read from ' + file + ': check the path and its permissions.');
  }
}
