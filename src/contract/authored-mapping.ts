import { isObject } from '../codec/json-type.ts';
import type { JsonValue } from '../codec/json-value.ts';
import { type Style, styles } from '../codec/style/style.ts';
import { type Location, locations } from '../http/location.ts';
import type { Fault } from './finding.ts';
import type { FindingList } from './finding-list.ts';
import { pointerTo } from './json-pointer.ts';
import type { Place } from './place.ts';
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
}

/**
 * The mapping that holds at a place: the nearest `x-upstream` of its certain schemas.
 *
 * Beside a `$ref` it replaces the target's; two parts of an `allOf` must agree. One on a branch is a finding.
 */
export function mappingOf(place: Place, findings: FindingList): AuthoredMapping | undefined {
  for (const node of place.conditional) {
    if (node.keywords['x-upstream'] === undefined) continue;
    findings.add(node.origin.file, pointerTo(node.origin.pointer, 'x-upstream'), {
      rule: 'not-built',
      message: 'a mapping inside `anyOf`, `oneOf`, `if` or `dependentSchemas` is not applied by this version',
      cure: 'declare the member with its `x-upstream` beside the branches, in `properties`',
    });
  }
  const carriers = [...new Set(place.entries.filter(isCertainIn(place)).flatMap(nearestCarriers))];
  const [first, ...others] = carriers;
  if (first === undefined) return undefined;
  const written = JSON.stringify(first.keywords['x-upstream']);
  const rival = others.find((node) => JSON.stringify(node.keywords['x-upstream']) !== written);
  if (rival !== undefined) {
    findings.add(rival.origin.file, pointerTo(rival.origin.pointer, 'x-upstream'), {
      rule: 'mapping-ambiguous',
      message: `this mapping and the one at ${first.origin.file}#${first.origin.pointer} name different upstream places for one value`,
      cure: 'keep one of them, or write the same in both',
    });
  }
  return readMapping(first);
}

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

function readMapping(node: SchemaNode): AuthoredMapping {
  const written = node.keywords['x-upstream'];
  const nothing = { in: undefined, name: undefined, codec: undefined, style: undefined, explode: undefined };
  if (typeof written === 'string') return { ...nothing, node, drop: false, name: written };
  if (!isObject(written)) return { ...nothing, node, drop: written === false };
  const { in: location, name, codec, style, explode } = written;
  return {
    node,
    drop: false,
    in: locations.find((known) => known === location),
    name: typeof name === 'string' ? name : undefined,
    codec,
    style: styles.find((known) => known === style),
    explode: typeof explode === 'boolean' ? explode : undefined,
  };
}

/** Reports a fault where a mapping is written. */
export function reportMapping(mapping: AuthoredMapping | undefined, fault: Fault, findings: FindingList): void {
  if (mapping === undefined) return;
  findings.add(mapping.node.origin.file, pointerTo(mapping.node.origin.pointer, 'x-upstream'), fault);
}
