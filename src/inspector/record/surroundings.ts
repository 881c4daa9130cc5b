import type { Operation } from '../../contract/contract.ts';
import type { OperationSource } from '../../contract/operation-source.ts';
import { pointerTo } from '../../contract/json-pointer.ts';
import type { InspectedMount } from '../mount.ts';
import type { Surroundings } from './recorder.ts';
import type { CallSite } from './show-call.ts';

/** What a recorder has to know of the mounts that are served. */
export function surroundingsOf(mounts: readonly InspectedMount[]): Surroundings {
  const byKey = new Map<string, InspectedMount>();
  for (const mount of mounts.toReversed()) {
    for (const operation of mount.operations) byKey.set(keyOf(operation), mount);
  }
  return {
    siteOf: (operation) => {
      const mount = (operation && byKey.get(keyOf(operation))) ?? mounts[0];
      if (mount === undefined) throw new Error('nothing is inspected');
      return siteAt(mount, operation);
    },
    operationsAt: (path) =>
      mounts.flatMap(({ prefix, operations }) => {
        const below = prefix !== '' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
        return operations.filter((operation) => mayStandAt(operation, below));
      }),
  };
}

const keyOf = ({ file, name }: Pick<Operation, 'file' | 'name'>): string => `${file} ${name}`;

function siteAt({ prefix, library, options }: InspectedMount, operation: Operation | undefined): CallSite {
  const locate = (file: string, pointer: string) => library.locate(file, pointer);
  if (operation === undefined) return { at: undefined, prefix, locate, options };
  const { name, method, template, file: contract } = operation;
  const line = locate(contract, pointerTo('/operations', name))?.line;
  const at = { mount: prefix, name, route: `${method} ${template}`, contract, line };
  return { at, prefix, locate, options };
}

/** Whether the literal segments of a route are in a path, without regard to case and to a slash at the end. */
function mayStandAt({ segments }: OperationSource, path: string): boolean {
  const parts = path.replace(/^\/+|\/+$/g, '').split('/');
  return (
    segments.some(({ kind }) => kind === 'parameter') &&
    parts.length === segments.length &&
    segments.every(
      (segment, index) => segment.kind === 'parameter' || segment.text.toLowerCase() === parts[index]?.toLowerCase(),
    )
  );
}
