import type { Operation } from '../../contract/contract.ts';
import { pointerTo } from '../../contract/json-pointer.ts';
import { maskUnmatchedPath } from '../../signal/unmatched-path.ts';
import type { InspectedMount } from '../mount.ts';
import type { Surroundings } from './recorder.ts';
import type { CallSite } from './show-call.ts';
import { usageKey } from './usage.ts';

/** What a recorder has to know of the mounts that are served. */
export function surroundingsOf(mounts: readonly InspectedMount[]): Surroundings {
  const byKey = new Map<string, InspectedMount>();
  for (const mount of mounts.toReversed()) {
    for (const operation of mount.operations) byKey.set(usageKey(operation), mount);
  }
  return {
    siteOf: (operation) => {
      const mount = (operation && byKey.get(usageKey(operation))) ?? mounts[0];
      if (mount === undefined) throw new Error('nothing is inspected');
      return siteAt(mount, operation);
    },
    maskPath: (path) => maskUnmatchedPath(path, mounts),
  };
}

function siteAt({ prefix, library, options }: InspectedMount, operation: Operation | undefined): CallSite {
  const locate = (file: string, pointer: string) => library.locate(file, pointer);
  if (operation === undefined) return { at: undefined, prefix, locate, options };
  const { name, method, template, file: contract } = operation;
  const line = locate(contract, pointerTo('/operations', name))?.line;
  const at = { mount: prefix, name, route: `${method} ${template}`, contract, line };
  return { at, prefix, locate, options };
}
