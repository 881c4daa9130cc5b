import type { JsonArray, JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { BackRun, ReadBack } from './back-run.ts';
import type { MemberReader } from './read-object.ts';

/** How a list of the upstream's is read: its positions, and the items after them. */
export interface ListReader {
  readonly positions: readonly PositionReader[];
  /** `undefined`: items are passed on as they are. */
  readonly item: ReadBack | undefined;
}

/** A position of the caller's list. */
export type PositionReader =
  /** It stands in the upstream's list, after those before it that do. */
  | { readonly kind: 'stays'; readonly read: ReadBack }
  /** It comes from elsewhere; `undefined` where no answer has it. */
  | { readonly kind: 'moved'; readonly reader: MemberReader | undefined };

/** Reads a list. A position that is missing before others is null, so that these keep their places. */
export function readList({ positions, item }: ListReader, items: JsonArray, run: BackRun): JsonArray {
  let next = 0;
  const read: (JsonValue | undefined)[] = positions.map((position, index) => {
    if (position.kind === 'moved') return position.reader?.read(noMembers, run);
    const value = items[next++];
    return value === undefined ? undefined : readAt(position.read, value, { index, run });
  });
  const last = read.findLastIndex((value) => value !== undefined);
  const listed = read.slice(0, last + 1).map((value) => value ?? null);
  const others = items.slice(next);
  if (item === undefined) return [...listed, ...others];
  return [...listed, ...others.map((value, index) => readAt(item, value, { index: positions.length + index, run }))];
}

/** Reads a list whose positions are members of an object of the upstream's. */
export function readNamedPositions(positions: readonly PositionReader[], object: JsonObject, run: BackRun): JsonArray {
  const read = positions.map((position) =>
    position.kind === 'moved' ? position.reader?.read(object, run) : undefined,
  );
  const last = read.findLastIndex((value) => value !== undefined);
  return read.slice(0, last + 1).map((value) => value ?? null);
}

const noMembers: JsonObject = Object.freeze({});

function readAt(read: ReadBack, value: JsonValue, { index, run }: { index: number; run: BackRun }): JsonValue {
  run.path.push(index);
  const result = read(value, run);
  run.path.pop();
  return result;
}
