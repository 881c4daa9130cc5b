import type { Operation } from '../../contract/contract.ts';
import type { OperationSource } from '../../contract/operation-source.ts';
import { holdsSensitive } from '../../contract/known-place.ts';
import { pointerTo } from '../../contract/json-pointer.ts';
import { maskText } from '../../explain/masked-values.ts';
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
    maskPath: (path) => maskPath(path, mounts),
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

const sensitivePaths = new WeakMap<OperationSource, boolean>();

/** Whether a part of an operation's path is sensitive; read once, for operations are not held. */
function hasSensitivePath(source: OperationSource): boolean {
  const known = sensitivePaths.get(source);
  if (known !== undefined) return known;
  const hasParameter = source.segments.some(({ kind }) => kind === 'parameter');
  const found = hasParameter && source.read().parameters.path.parameters.some(({ place }) => holdsSensitive(place));
  sensitivePaths.set(source, found);
  return found;
}

/**
 * The path of a request that no operation takes: with a slash too many, another method or a misspelt word it may hold what is
 * sensitive in the path of one that it resembles. Then only words of routes are shown.
 */
function maskPath(path: string, mounts: readonly InspectedMount[]): string {
  const parts = path.split('/');
  const words = new Set(parts.map((part) => part.toLowerCase()));
  const operations = mounts.flatMap((mount) => mount.operations);
  const isAlike = ({ segments }: OperationSource): boolean =>
    segments[0]?.kind === 'parameter' ||
    segments.some((segment) => segment.kind === 'literal' && words.has(segment.text.toLowerCase()));
  if (!operations.some((operation) => isAlike(operation) && hasSensitivePath(operation))) return path;
  const literals = new Set(operations.flatMap(({ segments }) => segments.map(literalOf)));
  for (const { prefix } of mounts) for (const part of prefix.split('/')) literals.add(part);
  return parts.map((part) => (part === '' || literals.has(part.toLowerCase()) ? part : maskText)).join('/');
}

const literalOf = (segment: OperationSource['segments'][number]): string =>
  segment.kind === 'literal' ? segment.text.toLowerCase() : '';
