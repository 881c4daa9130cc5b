import { createBareObject } from '../codec/bare-object.ts';
import { CodecRefusal, type Codec } from '../codec/codec.ts';
import { isObject, type JsonType } from '../codec/json-type.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { ValuePath } from '../codec/value-path.ts';
import type { TextLocation } from '../http/location.ts';
import type { ParameterGroup } from './contract.ts';
import { textTypes } from './schema-types.ts';
import type { BodyAddition } from './upstream-route.ts';
import type { Target, ValuePlan } from './value-plan.ts';
import { type DraftShape, emptyShape, type WireShape } from './wire-shape.ts';

/** What lands in the outgoing body beside the caller's: parameters that move there, and values that the contract adds. */
export interface OutgoingSources {
  readonly parameters: Partial<Readonly<Record<TextLocation, ParameterGroup>>>;
  readonly additions: readonly BodyAddition[];
}

/** The shape of a content in the upstream's terms: that of the caller's schema, seen through its mapping. */
export function upstreamShape(plan: ValuePlan): WireShape {
  return new ShapeBuilder().build(plan);
}

/** The shape of the body that is sent: of the caller's content, if it has one, and of all that lands beside it. */
export function requestShape(plan: ValuePlan | undefined, sources: OutgoingSources): WireShape {
  return new ShapeBuilder().build(plan, sources);
}

class ShapeBuilder {
  readonly #root = emptyShape();
  readonly #known = new Map<ValuePlan, DraftShape>();
  /** Plans that are under way: one that lands inside of itself would go on for ever. */
  readonly #open = new Set<ValuePlan>();
  readonly #filled = new Map<DraftShape, Set<ValuePlan>>();

  build(plan: ValuePlan | undefined, sources?: OutgoingSources): WireShape {
    for (const { parameters } of Object.values(sources?.parameters ?? {})) {
      for (const { rule, value } of parameters) this.#place({ target: rule.target, value }, this.#root);
    }
    if (plan !== undefined) {
      this.#known.set(plan, this.#root);
      this.#fill(plan, this.#root);
    }
    for (const { path } of sources?.additions ?? []) descend(this.#root, path);
    return this.#root;
  }

  #shapeOf(plan: ValuePlan): DraftShape {
    const shape = this.#known.get(plan) ?? emptyShape();
    if (this.#known.has(plan)) return shape;
    // A recursive plan meets itself, so it is known before its parts are.
    this.#known.set(plan, shape);
    this.#fill(plan, shape);
    return shape;
  }

  #fill(plan: ValuePlan, shape: DraftShape): void {
    if (this.#open.has(plan)) return;
    this.#open.add(plan);
    this.#fillDecoded(plan, shape);
    this.#open.delete(plan);
  }

  #fillDecoded(plan: ValuePlan, shape: DraftShape): void {
    const filled = this.#filled.get(shape) ?? new Set();
    if (filled.has(plan)) return;
    // Options of a choice fill one shape, also where they lead back to themselves.
    this.#filled.set(shape, filled.add(plan));
    const { codec, place } = plan;
    const inside = codec === undefined ? [] : wayInside(codec, textTypes(place));
    if (inside !== undefined) {
      this.#fillContent(plan, descend(shape, inside));
    } else if (codec === undefined || !this.#fillMembers(plan, codec, shape)) {
      if (codec !== undefined && codec.produces !== 'any') addTypes(shape, [codec.produces]);
      shape.place ??= place;
    }
  }

  /** A codec that takes an object apart, such as `unwrap`: each member lands where the codec puts it. */
  #fillMembers({ members }: ValuePlan, codec: Codec, shape: DraftShape): boolean {
    const landed = [...members.values()].flatMap(({ rule: { target }, value }) => {
      const [name] = target.kind === 'member' && target.path.length === 1 ? target.path : [];
      const way = typeof name === 'string' ? wayOfMember(codec, name) : undefined;
      return way === undefined ? [] : [{ value, way }];
    });
    for (const { value, way } of landed) this.#fill(value, descend(shape, way));
    return landed.length > 0;
  }

  #fillContent(plan: ValuePlan, shape: DraftShape): void {
    addTypes(shape, textTypes(plan.place));
    shape.place ??= plan.place;
    for (const { rule, value } of plan.members.values()) this.#place({ target: rule.target, value }, shape);
    if (plan.items !== undefined) shape.item ??= this.#shapeOf(plan.items);
    if (shape.prefix.length === 0) shape.prefix = plan.prefix.map(({ value }) => this.#shapeOf(value));
    for (const { matches, value } of plan.patterns) shape.others.push({ matches, shape: this.#shapeOf(value) });
    if (plan.additional !== undefined) {
      shape.others.push({ matches: () => true, shape: this.#shapeOf(plan.additional) });
    }
    for (const { value } of plan.choice?.options ?? []) this.#fill(value, shape);
  }

  #place({ target, value }: { target: Target; value: ValuePlan }, holder: DraftShape): void {
    if (target.kind === 'spread') this.#fill(value, holder);
    if (target.kind === 'chosen') {
      for (const option of value.choice?.options ?? []) {
        this.#place({ target: option.rule.target, value: option.value }, holder);
      }
    }
    if (target.kind !== 'member') return;
    const last = target.path.at(-1);
    const above = descend(target.fromRoot ? this.#root : holder, target.path.slice(0, -1));
    if (typeof last === 'string') addTypes(above, ['object']);
    if (typeof last === 'string' && !above.members.has(last)) above.members.set(last, this.#shapeOf(value));
    else this.#fill(value, descend(above, last === undefined ? [] : [last]));
  }
}

function addTypes(shape: DraftShape, types: readonly JsonType[]): void {
  shape.types = [...new Set([...shape.types, ...types])];
}

/** The shape at the end of a way, made where it is not there yet. */
function descend(shape: DraftShape, path: ValuePath): DraftShape {
  let at = shape;
  for (const step of path) {
    if (typeof step === 'number') {
      addTypes(at, ['array']);
      at.item ??= emptyShape();
      at = at.item;
      continue;
    }
    addTypes(at, ['object']);
    const below = at.members.get(step) ?? emptyShape();
    at.members.set(step, below);
    at = below;
  }
  return at;
}

/** Where a codec puts the value that it is given, if it passes it on whole: `wrap` does. Found out by giving it one. */
function wayInside(codec: Codec, types: readonly JsonType[]): ValuePath | undefined {
  const probe: JsonValue = types.includes('array') ? [] : createBareObject();
  return wayThrough(codec, probe, probe);
}

function wayOfMember(codec: Codec, name: string): ValuePath | undefined {
  const probe = createBareObject();
  const holder = createBareObject();
  holder[name] = probe;
  return wayThrough(codec, holder, probe);
}

/** Where a part of a value stands in what the codec makes of the whole. */
function wayThrough(codec: Codec, whole: JsonValue, part: JsonValue): ValuePath | undefined {
  const made = codec.encode(whole);
  return made instanceof CodecRefusal ? undefined : wayTo(part, made);
}

function wayTo(probe: JsonValue, made: JsonValue): ValuePath | undefined {
  if (made === probe) return [];
  if (!isObject(made) && !Array.isArray(made)) return undefined;
  for (const [name, below] of Object.entries<JsonValue>(made)) {
    const way = wayTo(probe, below);
    if (way !== undefined) return [Array.isArray(made) ? Number(name) : name, ...way];
  }
  return undefined;
}
