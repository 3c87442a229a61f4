/** Addresses and ranges of addresses as settings name them. */
import { BlockList, isIP } from 'node:net';

/** Names that stand for ranges, as Fastify's trustProxy knows them. */
const NAMES = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** "10.0.0.1", "10.0.0.0/8", "fd00::/8". */
export function isRange(text: string): boolean {
  const [address = '', bits, more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more !== undefined) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

export function isProxy(text: string): boolean {
  return NAMES.has(text) || isRange(text);
}

/** Whether an address is in one of the ranges. */
export function ranges(texts: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const text of texts) {
    const [address = '', bits] = text.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    const plain = plainAddress(address);
    const family = isIP(plain);
    return family !== 0 && list.check(plain, family === 6 ? 'ipv6' : 'ipv4');
  };
}

/** An IPv4 address inside an IPv6 one is the same client. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
