import { BlockList, isIP } from 'node:net';
import type { Trust } from '../http/forwarded.ts';

/**
 * Makes the judge of addresses for `trustProxy`.
 *
 * In:  `['10.0.0.0/8', '::1']`, checked before.
 * Out: true for an address inside one of them; an IPv4 address is also known in its IPv6 form (`::ffff:10.0.0.1`).
 */
export function trustedNetworks(networks: readonly string[]): Trust {
  // Each look into a list makes an object of the system's; most gateways trust nobody.
  if (networks.length === 0) return () => false;
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return (address) => {
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
  };
}
