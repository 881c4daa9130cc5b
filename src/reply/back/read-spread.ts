import { createBareObject } from '../../codec/bare-object.ts';
import { putAt, valueAt } from '../../codec/value-path.ts';
import type { MemberSource } from './read-object.ts';
import type { Path } from './taken-names.ts';

/**
 * Finds a value whose members the upstream keeps beside other members, or in header fields of their names: gathered into
 * an object again.
 *
 * Out: `undefined` where none of them is there.
 */
export function gatherAt(paths: readonly Path[], slots: ReadonlyMap<string, number> | undefined): MemberSource['find'] {
  return (object, run) => {
    const gathered = createBareObject();
    let isThere = false;
    const put = (path: Path, value: ReturnType<typeof valueAt>): void => {
      if (value !== undefined && putAt(gathered, path, value)) isThere = true;
    };
    for (const path of paths) put(path, valueAt(object, path));
    for (const [name, index] of slots ?? []) put([name], run.header(index));
    return isThere ? gathered : undefined;
  };
}
