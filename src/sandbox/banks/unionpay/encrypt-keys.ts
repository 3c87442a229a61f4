/** The encryption certificates: the one given out, and those still good. */
import type { Context } from './context.ts';
import type { EncryptKey } from './keys.ts';

interface State {
  current: number;
  /** Those before this one are refused. */
  oldest: number;
}

const KIND = 'unionpay-encrypt';

function state(context: Context): State {
  return context.db.kv.get<State>(KIND, 'state') ?? { current: 0, oldest: 0 };
}

export function currentKey(context: Context): EncryptKey {
  return context.keys.encrypt[state(context).current] as EncryptKey;
}

/** The key for a request's encryptCertId; undefined when it is unknown or retired. */
export function encryptKey(context: Context, cert_id: string | undefined): EncryptKey | undefined {
  const { oldest, current } = state(context);
  return context.keys.encrypt.slice(oldest, current + 1).find((key) => key.cert_id === cert_id);
}

/** Goes on to the successor; false when there is none left. The old one stays good until `retireKeys`. */
export function rotateKeys(context: Context): boolean {
  const now = state(context);
  if (now.current + 1 >= context.keys.encrypt.length) return false;
  context.db.kv.put(KIND, 'state', { ...now, current: now.current + 1 });
  return true;
}

export function retireKeys(context: Context): void {
  const now = state(context);
  context.db.kv.put(KIND, 'state', { ...now, oldest: now.current });
}

/** Back to the first, all of them to come again. */
export function resetKeys(context: Context): void {
  context.db.kv.put(KIND, 'state', { current: 0, oldest: 0 });
}

export function describeKeys(context: Context): { cert_id: string; state: 'current' | 'good' | 'retired' | 'to come' }[] {
  const { current, oldest } = state(context);
  return context.keys.encrypt.map(({ cert_id }, at) => ({
    cert_id,
    state: at === current ? 'current' : at < oldest ? 'retired' : at < current ? 'good' : 'to come',
  }));
}
