import type { JsonValue } from '../../codec/json-value.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import type { Location } from '../../http/location.ts';
import type { ViolationCode } from '../../problem/violation-codes.ts';
import type { Evaluated } from './evaluated.ts';

/** A step from a value to one of its members or items, linked upwards: a pointer is written for faults alone. */
export interface Spot {
  readonly parent: Spot | undefined;
  readonly step: string | number;
}

/** One value under judgement. */
export interface Subject {
  readonly value: JsonValue;
  /** `undefined` is the root. */
  readonly spot: Spot | undefined;
  /** Where a schema around asks which members and items are evaluated (`unevaluatedProperties`, `unevaluatedItems`). */
  readonly evaluated: Evaluated | undefined;
}

/** What is known of a refused value when its sentence is written. */
export interface Seen {
  readonly in: Location;
  /** `undefined` for a value that is missing. */
  readonly value: JsonValue | undefined;
  readonly sensitive: boolean;
  /** Whether the value, or how long it is, may be shown. */
  readonly isShowable: boolean;
  /** Whether the value may not be left out. */
  readonly required: boolean;
  /** `, got -1`; empty where nothing may be shown. */
  readonly got: string;
  /** Where a text such as `None` comes from; empty for all other values. */
  readonly unset: string;
  /** Whether a sentence about another spot may say what value stands there. */
  mayTellOf(spot: Spot | undefined): boolean;
  /** The same of an item or member of this value. */
  mayTellOfPart(step: string | number): boolean;
  /** The sentence of a fault of a part, beginning with the part's name. */
  tell(fault: Fault): string;
}

/** The same with nothing told of the value. */
export const withoutValue = (seen: Seen): Seen => ({
  in: seen.in,
  value: seen.value,
  sensitive: true,
  isShowable: false,
  required: seen.required,
  got: '',
  unset: '',
  mayTellOf: (spot) => seen.mayTellOf(spot),
  mayTellOfPart: (step) => seen.mayTellOfPart(step),
  tell: (fault) => seen.tell(fault),
});

/** One refusal, before it is put into words. */
export interface Fault {
  readonly spot: Spot | undefined;
  readonly value: JsonValue | undefined;
  /** The schema that refused; `undefined` where it says nothing about the value itself. */
  readonly node: SchemaNode | undefined;
  /** The keyword that failed. */
  readonly code: ViolationCode;
  /** What follows the value's name in the sentence. */
  tell(seen: Seen): string;
  readonly suggestion?: string | undefined;
}

/** Takes faults until it is full. */
export interface FaultSink {
  readonly full: boolean;
  add(fault: Fault): void;
}

/** What a keyword's check is given to judge the parts of a value. */
export interface Walk {
  /** `undefined` where only the verdict counts. */
  readonly faults: FaultSink | undefined;
  /** How often a value was met that could not be decoded, and so passed without being judged. */
  readonly uncertain: number;
  /** Whether the value fits the schema; tells why not where there are `faults`. */
  visit(node: SchemaNode, subject: Subject): boolean;
  /** Whether the value is a scalar that fits the schema for certain; false says nothing, and the value is to be visited. */
  acceptsScalar(node: SchemaNode, value: JsonValue): boolean;
  /** Whether the value fits the schema; never tells. */
  judge(node: SchemaNode, subject: Subject): boolean;
  /** The same walk with another sink for what `visit` tells. */
  tellingTo(faults: FaultSink): Walk;
  /** False once the most costly explanations have been given often enough. */
  mayCompare(): boolean;
}

/** Judges one keyword of one schema: false where the value is refused. */
export type Check = (walk: Walk, subject: Subject) => boolean;

/** One keyword of JSON Schema: its rule and its sentence. */
export interface Keyword {
  readonly name: string;
  /** Called once for a schema; `undefined` where the schema does not use the keyword. */
  compile(node: SchemaNode): Check | undefined;
  /** The verdict alone, for keywords that look at a value alone; whether the schema uses the keyword is as in `compile`. */
  test?(node: SchemaNode): Test | undefined;
}

/** Whether a keyword accepts a value. */
export type Test = (value: JsonValue) => boolean;

/** A member or an item of a value. Members and items have evaluations of their own. */
export function partOf(subject: Subject, step: string | number, value: JsonValue): Subject {
  return { value, spot: { parent: subject.spot, step }, evaluated: undefined };
}

/** The way from the root to a spot. */
export function stepsOf(spot: Spot | undefined): (string | number)[] {
  const steps: (string | number)[] = [];
  for (let at = spot; at !== undefined; at = at.parent) steps.push(at.step);
  return steps.reverse();
}
