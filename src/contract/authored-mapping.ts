import { isObject } from '../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import { type Style, styles } from '../codec/style/style.ts';
import { type Location, locations } from '../http/location.ts';
import type { Fault } from './finding.ts';
import type { FindingList } from './finding-list.ts';
import { pointerTo } from './json-pointer.ts';
import type { Place } from './place.ts';
import { subschemasOf } from './schema-keywords.ts';
import type { SchemaNode } from './schema-node.ts';

/** An `x-upstream` in one form, whatever way it was written. */
export interface AuthoredMapping {
  /** The schema that carries it, for findings. */
  readonly node: SchemaNode;
  /** `x-upstream: false`: validated, not sent. */
  readonly drop: boolean;
  readonly in: Location | undefined;
  readonly name: string | undefined;
  readonly codec: JsonValue | undefined;
  readonly style: Style | undefined;
  readonly explode: boolean | undefined;
  /** `"spread": true`: the members land beside the value, which has no place of its own. */
  readonly spread: boolean;
  /** The path in the object that is gathered under `name`. */
  readonly member: string | undefined;
}

/**
 * The mapping that holds at a place: the nearest `x-upstream` of its certain schemas.
 *
 * Beside a `$ref` it replaces the target's. Several (parts of an `allOf`, a branch that applies and what stands beside it)
 * complete each other: one names the place, another the codec; what they both say must agree.
 */
export function mappingOf(place: Place, findings: FindingList): AuthoredMapping | undefined {
  const carriers = mappingCarriers(place);
  const [first] = carriers;
  if (first === undefined) return undefined;
  const rival = rivalOf(carriers);
  if (rival !== undefined) {
    findings.add(rival.origin.file, pointerTo(rival.origin.pointer, 'x-upstream'), {
      rule: 'mapping-ambiguous',
      message: `this mapping and the one at ${first.origin.file}#${first.origin.pointer} say different things of one value`,
      cure: 'keep one of them, or write the same in both; on branches, let the branches exclude each other',
    });
  }
  const written = carriers.map((node) => node.keywords['x-upstream']);
  return readMapping(first, written.includes(false) ? false : Object.assign({}, ...written.map(inFull).reverse()));
}

/** The schemas whose `x-upstream` holds at a place. */
export function mappingCarriers(place: Place): SchemaNode[] {
  const { entries, certain } = place;
  const [entry] = entries;
  if (entries.length === 1 && entry !== undefined && entry.ref === undefined && entry.allOf.length === 0) {
    return entry.keywords['x-upstream'] !== undefined && certain.includes(entry) ? [entry] : [];
  }
  return [...new Set(entries.filter(isCertainIn(place)).flatMap(nearestCarriers))];
}

/** The first of several schemas whose `x-upstream` says something else than one before it. */
export function rivalOf(carriers: readonly SchemaNode[]): SchemaNode | undefined {
  // Most values have one mapping or none.
  if (carriers.length < 2) return undefined;
  const said = new Map<string, string>();
  const [first] = carriers;
  const dropping = (node: SchemaNode | undefined): boolean => node?.keywords['x-upstream'] === false;
  return carriers.find((node) => {
    const members = Object.entries(inFull(node.keywords['x-upstream']));
    const differs = members.some(
      ([name, value]) => (said.get(name) ?? JSON.stringify(value)) !== JSON.stringify(value),
    );
    for (const [name, value] of members) said.set(name, JSON.stringify(value));
    return differs || dropping(node) !== dropping(first);
  });
}

const inFull = (written: JsonValue | undefined): JsonObject =>
  typeof written === 'string' ? { name: written } : isObject(written) ? written : {};

const isCertainIn =
  (place: Place) =>
  (node: SchemaNode): boolean =>
    place.certain.includes(node);

function nearestCarriers(node: SchemaNode): SchemaNode[] {
  const seen = new Set<SchemaNode>();
  const visit = (current: SchemaNode): SchemaNode[] => {
    if (seen.has(current)) return [];
    seen.add(current);
    if (current.keywords['x-upstream'] !== undefined) return [current];
    const below = current.ref === undefined ? current.allOf : [current.ref, ...current.allOf];
    return below.flatMap(visit);
  };
  return visit(node);
}

function readMapping(node: SchemaNode, written: JsonObject | false): AuthoredMapping {
  const nothing = {
    in: undefined,
    name: undefined,
    codec: undefined,
    style: undefined,
    explode: undefined,
    spread: false,
    member: undefined,
  };
  if (written === false) return { ...nothing, node, drop: true };
  const { in: location, name, codec, style, explode, spread, member } = written;
  return {
    node,
    drop: false,
    in: locations.find((known) => known === location),
    name: typeof name === 'string' ? name : undefined,
    codec,
    style: styles.find((known) => known === style),
    explode: typeof explode === 'boolean' ? explode : undefined,
    spread: spread === true,
    member: typeof member === 'string' ? member : undefined,
  };
}

/** Reports a fault where a mapping is written. */
export function reportMapping(mapping: AuthoredMapping | undefined, fault: Fault, findings: FindingList): void {
  if (mapping === undefined) return;
  findings.add(mapping.node.origin.file, pointerTo(mapping.node.origin.pointer, 'x-upstream'), fault);
}

/** The schema that a place is only a reference to: beside it stands at most what the value is called. */
export function referredTo({ entries, certain }: Place): SchemaNode | undefined {
  const [entry, ...others] = entries;
  if (entry?.ref === undefined || others.length > 0 || !certain.includes(entry)) return undefined;
  const mapping = inFull(entry.keywords['x-upstream']);
  const saysMore = Object.keys(entry.keywords).some((keyword) => !silentKeywords.has(keyword));
  const isDropped = entry.keywords['x-upstream'] === false;
  const isAlone = subschemasOf(entry).length === 1;
  return isAlone && !saysMore && !isDropped && Object.keys(mapping).every((name) => name === 'name')
    ? entry.ref
    : undefined;
}

const silentKeywords: ReadonlySet<string> = new Set(['x-upstream', 'title', 'description', '$comment', 'examples']);
