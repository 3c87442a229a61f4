/** The directory of merchants and what their secrets are sealed with. */
import type { World } from '../../protocol/world.ts';
import type { Settings } from '../config/read.ts';
import type { OperatorStore } from '../store/operator-port.ts';
import { openDirectory } from './directory.ts';
import type { Directory } from './directory.ts';
import { secretBox } from './sealed-secret.ts';
import type { SecretBox } from './sealed-secret.ts';

export interface OpenMerchants {
  directory: Directory;
  box: SecretBox | undefined;
  random: (length: number) => Uint8Array;
}

export async function openMerchants(
  { merchants, merchant_keys }: Pick<Settings, 'merchants' | 'merchant_keys'>,
  store: OperatorStore,
  world: World,
  onError: (error: unknown) => void,
): Promise<OpenMerchants> {
  const random = (length: number): Uint8Array => world.random(length);
  const box = merchant_keys && secretBox(merchant_keys, random);
  return { directory: await openDirectory(merchants, { store, world, box, onError }), box, random };
}
