/** How a client's address stands in the log. */
import Type from 'typebox';
import type { Static } from 'typebox';
import { plainAddress } from '../../config/addresses.ts';

/** masked: its network, without the last byte (IPv4) or all but the first three groups (IPv6). */
export const LogAddresses = Type.Union([Type.Literal('full'), Type.Literal('masked'), Type.Literal('none')], { default: 'masked' });
export type LogAddresses = Static<typeof LogAddresses>;

export type AddressShower = (address: string) => { address?: string };

export function addressShower(how: LogAddresses): AddressShower {
  if (how === 'none') return () => ({});
  return (address) => ({ address: how === 'full' ? plainAddress(address) : masked(plainAddress(address)) });
}

function masked(address: string): string {
  if (!address.includes(':')) return address.replace(/\.\d+$/, '.0/24');
  const [before = ''] = address.split('::');
  return before.split(':').slice(0, 3).filter(Boolean).join(':') + '::/48';
}
