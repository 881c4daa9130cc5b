// What cannot be sent on of a request that is refused anyway. It is told in the same answer, so that nobody meets it one
// round trip later; but nothing is sent, so that only what can be refused is looked at.

import type { Operation, Parameter } from '../../contract/contract.ts';
import type { MemberPlan } from '../../contract/value-plan.ts';
import { textLocations } from '../../http/location.ts';
import { formatPointer } from '../../problem/pointer.ts';
import type { Violation } from '../../problem/violation.ts';
import type { Decoded } from '../decode/decode.ts';
import { compileSlotFaults } from '../encode/encode.ts';
import { fixedValue } from '../encode/slot-writer.ts';
import { isUndecoded } from '../undecoded.ts';
import { compileBodyAdditions } from './add-to-body.ts';
import type { MapInput } from './map-body.ts';
import { beginRun, type MapRun, nowhere } from './map-run.ts';
import { placeMember } from './map-value.ts';
import { compileProbe, type Probe } from './probe-body.ts';

/** A refused request, and what is said of it already. */
export interface RefusedRequest {
  readonly decoded: Decoded;
  readonly input: MapInput;
  readonly known: readonly Violation[];
}

/** Out: the violations of `map` and `encode`; `undefined` where it takes all of these to know. */
export type FindUnsendable = (refused: RefusedRequest) => Violation[] | undefined;

const wholeWay: FindUnsendable = () => undefined;

/** Compiles the search of one operation; `cap` is the most violations that a request is told. */
export function compileFindUnsendable(operation: Operation, cap: number): FindUnsendable {
  const ways = compileWays(operation);
  const probes = compileProbes(operation);
  if (ways === undefined || probes === undefined) return wholeWay;
  const slotFaults = compileSlotFaults(operation);
  const { length } = operation.upstream.slots;
  return ({ decoded, input, known }) => {
    const { values, content, body } = input;
    if (known.length >= cap || body?.kind === 'parts' || body?.kind === 'stream') return undefined;
    const run = beginRun({ in: 'path', slots: length, mostViolations: cap });
    for (const way of ways) mapParameter(way, { values, known, run });
    if (content !== undefined && values.body !== undefined && body !== undefined) {
      run.in = 'body';
      probes.get(content)?.(values.body, run);
    }
    // So many that some may be missing.
    if (run.violations.length >= cap) return undefined;
    return [...run.violations, ...slotFaults(decoded, run.slots)];
  };
}

/** A parameter that fills a slot of its own. */
interface Way {
  readonly parameter: Parameter;
  readonly member: MemberPlan;
  readonly pointer: string;
  /** A path cannot do without its values, so that one that is missing is a fault as well. */
  readonly isNeeded: boolean;
}

function compileWays({ parameters, upstream }: Operation): Way[] | undefined {
  const isOwn = upstream.slots.every(({ source, others }) =>
    source.kind === 'mapped' ? (others ?? []).length === 0 : source.kind === 'added' && fixedValueOf(source),
  );
  const all = textLocations.flatMap((location) => parameters[location].parameters);
  const ways = all.flatMap((parameter): (Way | undefined)[] => {
    const { name, rule, value } = parameter;
    const { target } = rule;
    if (target.kind === 'drop' && value.choice === undefined) return [];
    if (target.kind !== 'slot' || target.member !== undefined || value.choice !== undefined) return [undefined];
    const isNeeded = upstream.slots[target.index]?.in === 'path';
    return [{ parameter, member: { name, rule, value }, pointer: formatPointer([name]), isNeeded }];
  });
  return isOwn && ways.every((way) => way !== undefined) ? ways : undefined;
}

const fixedValueOf = (source: Parameters<typeof fixedValue>[0]['source']): boolean =>
  fixedValue({ source }) !== undefined;

/** A value of which all is said already, at the very place, is not converted: what follows from that is not told. */
function mapParameter(
  { parameter, member, pointer, isNeeded }: Way,
  { values, known, run }: { values: MapInput['values']; known: readonly Violation[]; run: MapRun },
): void {
  const { in: location, name } = parameter;
  const value = values[location][name] ?? member.rule.fallback;
  if (value === undefined || isUndecoded(value)) return;
  const isSaid = known.some((violation) => violation.pointer === pointer && violation.in === location);
  if (isSaid && !isNeeded) return;
  run.in = location;
  run.path.push(name);
  placeMember(member, value, { target: nowhere, run });
  run.path.pop();
}

function compileProbes(operation: Operation): ReadonlyMap<MapInput['content'], Probe> | undefined {
  if (compileBodyAdditions(operation).length > 0) return undefined;
  const contents = operation.body?.content ?? [];
  if (contents.length > 0 && operation.unknown.body !== 'refuse') return undefined;
  const probes = new Map<MapInput['content'], Probe>();
  for (const content of contents) {
    const probe = compileProbe(content.plan);
    if (probe === undefined) return undefined;
    probes.set(content, probe);
  }
  return probes;
}
