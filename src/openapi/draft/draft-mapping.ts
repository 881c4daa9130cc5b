import { canonicalText } from '../../codec/canonical-text.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { type Assigned, assign } from './assignment.ts';
import { allMembersOf, type Holder, membersOf } from './collect-fields.ts';
import { type DraftReaders, type DraftRule, type Field, fieldText } from './draft-rule.ts';
import { type FieldScore, leastScore, scoreFields } from './score-fields.ts';

/** A field and the one that it becomes. */
export interface Match extends FieldScore {
  readonly caller: Field;
  readonly backend: Field;
}

/** Finds the best partners of all fields at once; none is given away twice. */
export function matchFields(caller: readonly Field[], backend: readonly Field[]): Match[] {
  const scores = caller.map((own) => backend.map((other) => scoreFields(own, other)));
  const matchAt = ({ row, column }: Assigned): Match[] => {
    const [own, other, found] = [caller[row], backend[column], scores[row]?.[column]];
    return own === undefined || other === undefined || found === undefined
      ? []
      : [{ caller: own, backend: other, ...found }];
  };
  const numbers = scores.map((row) => row.map(({ score }) => score));
  const matches = assign(numbers, leastScore).flatMap(matchAt);
  const isFree = (match: Match): boolean =>
    !matches.some((known) => known.caller === match.caller || known.backend === match.backend);
  const all = caller.flatMap((_, row) => backend.flatMap((__, column) => matchAt({ row, column })));
  return [...matches, ...lastOfTheirKind(all.filter(isFree))];
}

/** Fields whose names are strangers, but of which only one on each side can become the other by such a codec. */
function lastOfTheirKind(free: readonly Match[]): Match[] {
  const special = free.filter(({ fit }) => fit.codec !== undefined && fit.score >= 0.8);
  const isOnly = (match: Match): boolean =>
    special.every((other) => other === match || (other.caller !== match.caller && other.backend !== match.backend));
  return special.filter(isOnly).map((match) => ({
    ...match,
    score: Math.min(match.score, 0.4),
    reasons: [...match.reasons, 'no other field is left that this codec would fit'],
  }));
}

/** Writes what is proposed into the caller's schemas, and keeps a list of it. */
export class DraftWriter {
  readonly rules: DraftRule[] = [];
  readonly #written = new Map<JsonObject, string>();
  readonly #seen = new Set<string>();
  readonly readers: DraftReaders;

  constructor(readers: DraftReaders) {
    this.readers = readers;
  }

  /** Writes one rule; `name` is what the contract calls the upstream's place. */
  write(operation: string, match: Match, name: string): void {
    const { caller, backend, fit, score, reasons } = match;
    const rule = ruleOf(match, name);
    const text = canonicalText(rule ?? null);
    const known = this.#written.get(caller.schema);
    const isOverruled = known !== undefined && known !== text;
    const key = `${operation} ${fieldText(caller)}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#written.set(caller.schema, known ?? text);
    if (rule !== undefined && known === undefined) {
      caller.schema['x-upstream'] = rule;
      caller.schema['x-draft'] = `${score.toFixed(2)}: ${reasons.join('; ')}`;
    }
    const confidence = Math.round(score * 100) / 100;
    const both = { from: fieldText(caller), to: fieldText(backend) };
    this.rules.push({ operation, ...both, codec: fit.codec, confidence, reasons, isOverruled });
  }

  /**
   * Matches the members of two objects, and of what stands in them.
   *
   * Out: the members of either side without a partner.
   */
  matchObjects(operation: string, caller: Holder, backend: Holder): { caller: Field[]; backend: Field[] } {
    const own = membersOf(caller, this.readers.caller);
    const others = allMembersOf({ ...backend, path: [] }, this.readers.backend).map((field) => ({
      ...field,
      in: caller.in,
    }));
    const matches = matchFields(own, others);
    const left = {
      caller: own.filter((field) => !matches.some((match) => match.caller === field)),
      backend: [...others],
    };
    for (const match of matches) {
      this.write(
        operation,
        { ...match, backend: placed(match.backend, backend) },
        match.backend.path.map(escaped).join('/'),
      );
      const below = this.#matchBelow(operation, match, backend);
      left.caller.push(...below);
      // What stands in a matched object is decided there.
      left.backend = left.backend.filter(
        ({ path }) => !match.backend.path.every((step, index) => path[index] === step),
      );
    }
    left.backend = left.backend.filter(
      ({ facts }) => facts.type !== 'object' || Object.keys(facts.properties).length === 0,
    );
    return left;
  }

  #matchBelow(operation: string, { caller, backend }: Match, holder: Holder): Field[] {
    const path = [...holder.path, ...backend.path];
    if (caller.facts.type === 'object' && backend.facts.type === 'object') {
      return this.matchObjects(operation, caller, { in: holder.in, path, schema: backend.schema }).caller;
    }
    const [items, others] = [caller.facts.items, backend.facts.items];
    if (items === undefined || others === undefined) return [];
    this.matchItems(operation, { ...caller, schema: items }, { in: holder.in, path, schema: others });
    return [];
  }

  /** Items of two lists: objects member by member, others by their codec. */
  matchItems(operation: string, caller: Holder, backend: Holder): void {
    const [own, other] = [this.readers.caller.read(caller.schema), this.readers.backend.read(backend.schema)];
    const holder = { ...caller, path: [...caller.path, '*'] };
    const target = { ...backend, path: [...backend.path, '*'] };
    if (own.type === 'object' && other.type === 'object') this.matchObjects(operation, holder, target);
  }
}

const placed = (field: Field, { path }: Holder): Field => ({ ...field, path: [...path, ...field.path] });

/** A step of a path of names. Source: RFC 6901, section 3. */
const escaped = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1');

/** The rule as a contract writes it; `undefined` where a value stays as and where it is. */
function ruleOf({ caller, backend, fit }: Match, name: string): JsonValue | undefined {
  const style = styleOf(caller.schema, backend.schema);
  const isSameName = caller.path.at(-1) === name;
  const members: JsonObject = {
    ...(caller.in !== backend.in && { in: backend.in }),
    ...(!isSameName && { name }),
    ...(fit.codec !== undefined && { codec: fit.codec }),
    ...style,
  };
  const keys = Object.keys(members);
  if (keys.length === 0) return undefined;
  return keys.length === 1 && keys[0] === 'name' ? name : members;
}

/** How the backend's list is written, where that is not as the caller's. */
function styleOf(own: JsonObject, other: JsonObject): JsonObject {
  const [style, explode] = [other['x-style'], other['x-explode']];
  const isSame = own['x-style'] === style && own['x-explode'] === explode;
  if (isSame || (style === undefined && explode === undefined)) return {};
  return { ...(style !== undefined && { style }), ...(explode !== undefined && { explode }) };
}
