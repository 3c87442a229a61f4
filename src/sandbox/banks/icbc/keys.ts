/** The gateway's key pair and the merchant's. ICBC hands keys out as bare base64 without PEM lines. Source: docs/channels.md 4.9. */
import type { KeyObject } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyFolder, writePair } from '../../keys/pair.ts';
import type { Pair } from '../../keys/pair.ts';
import { digits } from '../../server/random.ts';
import type { Random } from '../../server/random.ts';

interface Ids {
  /** 20 digits. */
  app_id: string;
  /** 12 digits. */
  mer_id: string;
  /** The agreement: mer_id and four digits. */
  mer_prtcl_no: string;
}

export interface IcbcKeys extends Ids {
  merchant_public: KeyObject;
  gateway_private: KeyObject;
  /** Opens card numbers and passwords; signs nothing. */
  secret_private: KeyObject;
}

/** STEM.pri (PKCS#8) and STEM.pub (SPKI). */
function writeBarePair(dir: string, stem: string, { privateKey, publicKey }: Pair): void {
  const file = (name: string): string => join(dir, `${stem}.${name}`);
  writeFileSync(file('pri'), privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'), { mode: 0o600 });
  writeFileSync(file('pub'), publicKey.export({ format: 'der', type: 'spki' }).toString('base64'));
}

export function make(dir: string, random: Random): void {
  for (const stem of ['merchant', 'gateway', 'secret']) writeBarePair(dir, stem, writePair(dir, stem));
  const mer_id = '0200' + digits(random, 8);
  const ids: Ids = { app_id: '10000000000000' + digits(random, 6), mer_id, mer_prtcl_no: mer_id + '0201' };
  writeFileSync(join(dir, 'ids.json'), JSON.stringify(ids, null, 2));
}

export function readKeys(dir: string): IcbcKeys {
  // A folder of before accounts has no such pair.
  if (!existsSync(join(dir, 'secret.pub'))) writeBarePair(dir, 'secret', writePair(dir, 'secret'));
  const { text, privateKey, publicKey } = keyFolder(dir);
  return {
    ...(JSON.parse(text('ids.json')) as Ids),
    merchant_public: publicKey('merchant'),
    gateway_private: privateKey('gateway'),
    secret_private: privateKey('secret'),
  };
}
