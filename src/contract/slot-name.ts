import { refusedOutgoingHeaders } from '../http/parameter-headers.ts';
import { encodePercent } from '../http/percent.ts';
import { isToken } from '../http/token.ts';
import type { Fault } from './finding.ts';
import type { Slot } from './upstream-route.ts';

/** Why nothing can be sent under the name of a slot: its location has no such name, or it is decided elsewhere. */
export function slotNameFaults({ in: location, name }: Slot): Fault[] {
  const faults: Fault[] = [];
  const report = (message: string, cure: string): number => faults.push({ rule: 'outgoing-name', message, cure });
  if (location === 'header' && refusedOutgoingHeaders.has(name.toLowerCase())) {
    report(
      `the header \`${name}\` is decided by the connection to the upstream`,
      'choose another header, or leave it to paramap',
    );
  }
  if ((location === 'header' || location === 'cookie') && !isToken(name)) {
    report(`\`${name}\` cannot be a ${location} name`, 'use letters, digits and `-`');
  }
  if (location === 'query' && encodePercent(name) === undefined) {
    report(`${JSON.stringify(name)} cannot be a query name`, 'take out NUL, and halves of surrogate pairs');
  }
  return faults;
}
