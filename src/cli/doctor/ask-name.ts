import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type Check, codeOf, fault, good } from './check.ts';

/** The addresses of a host, and what is to be said of them. */
export interface FoundAddresses {
  readonly check: Check;
  readonly addresses: readonly string[];
}

/** Asks the system for all addresses of a host, as the gateway does. `host` without the brackets of an IPv6 address. */
export async function askName(host: string): Promise<FoundAddresses> {
  if (isIP(host) !== 0) return { check: good('name', `${host} is an address`), addresses: [host] };
  try {
    const addresses = (await lookup(host, { all: true })).map(({ address }) => address);
    return { check: good('name', `${host} is ${addresses.join(', ')}`), addresses };
  } catch (error) {
    return { check: unknownName(host, codeOf(error)), addresses: [] };
  }
}

function unknownName(host: string, code: string): Check {
  if (code === 'EAI_AGAIN') {
    return fault('name', `the servers of names do not answer for ${host}`, 'look at the DNS settings of this machine');
  }
  return fault(
    'name',
    `no address is known for ${host} (${code})`,
    'correct the name in the option `targets`, or its DNS',
  );
}
