import type { JsonValue } from '../../codec/json-value.ts';
import type { Place } from '../../contract/place.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import type { Location } from '../../http/location.ts';
import type { Violation } from '../../problem/violation.ts';
import { FaultList } from './fault-list.ts';
import { orderFaults } from './order-faults.ts';
import { hotScan } from './scan/hot-scan.ts';
import { violationOf } from './violation-of.ts';
import { Walker } from './walker.ts';

/** A value of one location, and the schema that it should fit. */
export interface Explainable {
  readonly in: Location;
  /** For text locations the object schema over their parameters. */
  readonly node: SchemaNode;
  /** What the contract knows about the places of the value; without it no value is shown. */
  readonly place: Place | undefined;
  readonly value: JsonValue;
  /** The most violations to collect; one more than is shown tells whether there are more. */
  readonly cap: number;
}

/**
 * Lists what is wrong with a value, for the caller.
 *
 * In:  the typed value; parameters that could not be decoded are `UNDECODED` and pass every rule.
 * Out: violations in schema order, at most `cap`; none where the value fits. Agrees with the compiled validator,
 *      save that numbers are judged by their decimal text.
 * Source: JSON Schema 2020-12, core and validation.
 */
export function explainValue(explainable: Explainable): Violation[] {
  const { node, value } = explainable;
  const list = new FaultList(explainable.cap);
  const walker = new Walker(list);
  const scan = hotScan(node);
  if (scan === undefined) walker.visit(node, { value, spot: undefined, evaluated: undefined });
  else scan(walker, value, undefined);
  return orderFaults(list.found, explainable.place).map((found) => violationOf(found, explainable));
}

/** Whether a value fits a schema: the verdict alone, at the first fault. */
export function fitsSchema(node: SchemaNode, value: JsonValue): boolean {
  return new Walker(undefined).visit(node, { value, spot: undefined, evaluated: undefined });
}
