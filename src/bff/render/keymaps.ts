/** Keymaps as the operator put them: read at the start, each checked, replaceable without a build. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Type from 'typebox';
import Value from 'typebox/value';
import { GUANGXI_WEBKIT, platformByAgent, REMOTE_KEYS } from '../../protocol/keymap.ts';
import type { Keymap } from '../../protocol/keymap.ts';
import { ConfigError } from '../config/error.ts';

const Code = Type.Integer({ minimum: 1, maximum: 65_535 });
const Schema = Type.Object({
  platform: Type.String({ pattern: '^[0-9a-z-]{1,40}$' }),
  source: Type.String(),
  notes: Type.Optional(Type.String()),
  keys: Type.Partial(
    Type.Object(Object.fromEntries(REMOTE_KEYS.map((key) => [key, Type.Union([Code, Type.Array(Code)])])), { additionalProperties: false }),
  ),
});
const NEEDED = ['Up', 'Down', 'Left', 'Right', 'OK', 'Back'] as const;

export function readKeymaps(dir: string): Map<string, Keymap> {
  const keymaps = new Map<string, Keymap>();
  for (const name of readdirSync(dir).filter((one) => one.endsWith('.json'))) {
    const problem = (text: string) => new ConfigError('The keymap ' + join(dir, name) + ' ' + text + '.');
    let keymap: unknown;
    try {
      keymap = JSON.parse(readFileSync(join(dir, name), 'utf8'));
    } catch {
      throw problem('is not JSON');
    }
    if (!Value.Check(Schema, keymap))
      throw problem(
        'is not right: ' +
          [...Value.Errors(Schema, keymap)]
            .slice(0, 2)
            .map((e) => e.instancePath + ' ' + e.message)
            .join('; '),
      );
    const { keys } = keymap as Keymap;
    const missing = NEEDED.filter((key) => keys[key] === undefined);
    if (missing.length) throw problem('has no code for ' + missing.join(', '));
    const codes = Object.values(keys).flat();
    const twice = codes.find((code, i) => codes.indexOf(code) !== i);
    if (twice !== undefined) throw problem('gives code ' + twice + ' to two keys');
    keymaps.set((keymap as Keymap).platform, keymap as Keymap);
  }
  return keymaps;
}

/** `asked`: a platform in the address. */
export function keymapFor(keymaps: ReadonlyMap<string, Keymap>, user_agent: string, asked: unknown): Keymap {
  const guess = GUANGXI_WEBKIT.test(user_agent) ? 'guangxi' : platformByAgent(user_agent);
  const keymap = (typeof asked === 'string' ? keymaps.get(asked) : undefined) ?? keymaps.get(guess ?? 'generic') ?? keymaps.get('generic');
  if (!keymap) throw new ConfigError('There is no generic.json among the keymaps.');
  return keymap;
}
