import type { SchemaNode } from '../../../contract/schema-node.ts';
import { withoutInherited } from '../../../emit/without-inherited.ts';
import { compileScan, type Scan } from './compile-scan.ts';

/** Code pays for a schema that refuses again and again; most never refuse anything. */
const timesBefore = 8;

interface Use {
  times: number;
  scan: Scan | undefined;
}

const uses = new WeakMap<SchemaNode, Use>();

/** The code of a schema that has refused often enough; `undefined` where the walk has to do. */
export function hotScan(node: SchemaNode): Scan | undefined {
  const use = uses.get(node);
  if (use === undefined) {
    uses.set(node, { times: 1, scan: undefined });
    return undefined;
  }
  if (use.times < timesBefore) {
    use.times += 1;
    if (use.times === timesBefore) use.scan = withoutInherited(() => compileScan(node));
  }
  return inheritsNothing() ? use.scan : undefined;
}

/** The code reads members without asking whether they are own ones, as the walk does. */
function inheritsNothing(): boolean {
  for (const _inherited in probe) return false;
  return true;
}

const probe: object = {};
