import { holdsSensitive } from '../contract/known-place.ts';
import type { OperationSource } from '../contract/operation-source.ts';

/** What is served below a prefix. */
export interface RoutesBelow {
  /** Empty at the root. */
  readonly prefix: string;
  readonly operations: readonly OperationSource[];
}

/** Stands in place of what may not be shown. */
const mask = '***';

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
 * The path of a request that no operation takes, as it may be shown: with a slash too many, another method or a misspelt word it may
 * hold what is sensitive in the path of one that it resembles. Then only words of routes are.
 */
export function maskUnmatchedPath(path: string, mounts: readonly RoutesBelow[]): string {
  const parts = path.split('/');
  const words = new Set(parts.map((part) => part.toLowerCase()));
  const operations = mounts.flatMap((mount) => mount.operations);
  const isAlike = ({ segments }: OperationSource): boolean =>
    segments[0]?.kind === 'parameter' ||
    segments.some((segment) => segment.kind === 'literal' && words.has(segment.text.toLowerCase()));
  if (!operations.some((operation) => isAlike(operation) && hasSensitivePath(operation))) return path;
  const literals = new Set(operations.flatMap(({ segments }) => segments.map(literalOf)));
  for (const { prefix } of mounts) for (const part of prefix.split('/')) literals.add(part);
  return parts.map((part) => (part === '' || literals.has(part.toLowerCase()) ? part : mask)).join('/');
}

const literalOf = (segment: OperationSource['segments'][number]): string =>
  segment.kind === 'literal' ? segment.text.toLowerCase() : '';
