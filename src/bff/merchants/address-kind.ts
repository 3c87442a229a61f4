/** What kind of network an address belongs to. Sources: RFC 6890, RFC 6598, RFC 4193, RFC 4291, RFC 6052, RFC 3056. */
import { BlockList, isIP } from 'node:net';

export type AddressKind = 'loopback' | 'private' | 'public' | 'none';

const LISTS: readonly (readonly [kind: AddressKind, subnets: readonly string[]])[] = [
  ['loopback', ['127.0.0.0/8', '::1/128']],
  ['private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7']],
  // Nobody's server: this host, link-local (where clouds keep their metadata), documentation, benchmarks, multicast, reserved.
  [
    'none',
    [
      '0.0.0.0/8',
      '169.254.0.0/16',
      '192.0.0.0/24',
      '192.0.2.0/24',
      '198.18.0.0/15',
      '198.51.100.0/24',
      '203.0.113.0/24',
      '224.0.0.0/4',
      '240.0.0.0/4',
      '::/128',
      'fe80::/10',
      'fec0::/10',
      'ff00::/8',
      '2001:db8::/32',
      '100::/64',
    ],
  ],
];

const KINDS = LISTS.map(([kind, subnets]) => {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = '', bits] = subnet.split('/');
    list.addSubnet(network, Number(bits), isIP(network) === 6 ? 'ipv6' : 'ipv4');
  }
  return { kind, list };
});

export function addressKind(address: string): AddressKind {
  const family = isIP(address);
  if (family === 0) return 'none';
  const inner = family === 6 ? innerIpv4(address) : undefined;
  if (inner !== undefined) return addressKind(inner);
  return KINDS.find(({ list }) => list.check(address, family === 6 ? 'ipv6' : 'ipv4'))?.kind ?? 'public';
}

/** The IPv4 address that an IPv6 one leads to: mapped, compatible, translated (64:ff9b::/96), 6to4 (2002::/16). */
function innerIpv4(address: string): string | undefined {
  const groups = groupsOf(address);
  if (!groups) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups;
  const dotted = (high: number, low: number): string => [high >> 8, high & 255, low >> 8, low & 255].join('.');
  if (a === 0x2002) return dotted(b, c);
  const translated = a === 0x64 && b === 0xff9b;
  const zeros = [c, d, e].every((one) => one === 0) && (translated || (a === 0 && b === 0));
  if (!zeros || !(f === 0xffff || f === 0)) return undefined;
  // :: and ::1 are themselves.
  return !translated && f === 0 && g === 0 && h < 2 ? undefined : dotted(g, h);
}

function groupsOf(address: string): number[] | undefined {
  try {
    // The URL parser writes IPv6 addresses in one way, an IPv4 tail in hex.
    const text = new URL('http://[' + address.split('%')[0] + ']/').hostname.slice(1, -1);
    const [head = '', tail] = text.split('::');
    const read = (part: string): number[] => (part === '' ? [] : part.split(':').map((one) => parseInt(one, 16)));
    const left = read(head);
    const right = tail === undefined ? [] : read(tail);
    return [...left, ...Array.from({ length: tail === undefined ? 0 : 8 - left.length - right.length }, () => 0), ...right];
  } catch {
    return undefined;
  }
}
