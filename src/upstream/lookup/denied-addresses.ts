import { BlockList, isIP } from 'node:net';

/** Whether nothing may be connected to at an IP address. */
export type IsDenied = (address: string) => boolean;

const nothingDenied: IsDenied = () => false;

/**
 * Compiles a list of addresses that are not connected to, whatever name leads there.
 *
 * In:  `["169.254.0.0/16", "::1"]`.
 * Out: a test that also knows an IPv4 address in its IPv6 form, `::ffff:169.254.1.1`.
 * Fails: throws a `RangeError` where an entry is neither an address nor a network; see `isAddressRange`.
 */
export function compileDenied(ranges: readonly string[]): IsDenied {
  if (ranges.length === 0) return nothingDenied;
  const list = new BlockList();
  for (const range of ranges) {
    const { address, prefix } = partsOf(range);
    const family = familyOf(address);
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, prefix, family);
  }
  return (address) => list.check(address, familyOf(address));
}

/** Whether a text is an IP address, or a network such as `10.0.0.0/8`. */
export function isAddressRange(text: string): boolean {
  const { address, prefix } = partsOf(text);
  const version = isIP(address);
  if (version === 0 || address.includes('%')) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(text.split('/')[1] ?? '') && prefix <= (version === 4 ? 32 : 128));
}

function partsOf(range: string): { address: string; prefix: number | undefined } {
  const [address = '', prefix] = range.split('/');
  return { address, prefix: prefix === undefined ? undefined : Number(prefix) };
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
