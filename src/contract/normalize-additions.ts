import { compileCodec } from '../codec/compile-codec.ts';
import { isObject } from '../codec/json-type.ts';
import type { JsonObject } from '../codec/json-value.ts';
import { styles } from '../codec/style/style.ts';
import { mostIndex, parseValuePath, type ValuePath } from '../codec/value-path.ts';
import type { TextLocation } from '../http/location.ts';
import { parseAddedValue, referencesOf, type Visible } from './additions.ts';
import { pointerTo } from './json-pointer.ts';
import type { AddedValue, BodyAddition, Reference } from './upstream-route.ts';
import type { OperationScope } from './operation-scope.ts';
import type { GatherDeclaration } from './slot-list.ts';
import type { DeclaredAddition } from './upstream-declaration.ts';

/** The declared additions, each read. */
export interface NormalizedAdditions {
  readonly body: readonly BodyAddition[];
  /** By slot index: the additions that fill slots, with what they refer to. */
  readonly slots: ReadonlyMap<
    number,
    { readonly addition: DeclaredAddition; readonly references: readonly Reference[] }
  >;
}

/** Turns the declared additions into slots and body additions; those that cannot be read are findings. */
export function normalizeAdditions(
  scope: OperationScope,
  declared: readonly DeclaredAddition[],
  visible: Visible,
): NormalizedAdditions {
  const body: BodyAddition[] = [];
  const slots = new Map<number, { addition: DeclaredAddition; references: Reference[] }>();
  for (const addition of declared) {
    const { in: location, name, pointer, written } = addition;
    const gather = isObject(written) && Object.keys(written).length === 1 ? written['gather'] : undefined;
    if (isObject(gather)) {
      declareGather(scope, addition, gather);
      continue;
    }
    const value = parseAddedValue(written, visible);
    if ('rule' in value) {
      scope.report(pointer, value);
      continue;
    }
    if (location === 'body') {
      body.push(bodyAddition(scope, addition, value));
      continue;
    }
    const at = { file: scope.document.file, pointer };
    const index = scope.slots.add({ in: location, name, source: { kind: 'added', value, pointer }, at });
    slots.set(index, { addition, references: referencesOf(value) });
  }
  return { body, slots };
}

function bodyAddition(scope: OperationScope, { name, pointer }: DeclaredAddition, value: AddedValue): BodyAddition {
  const [path = [], ...each] = pathsOf(name);
  const isPath = (steps: ValuePath): boolean => steps.length > 0 && !steps.includes('');
  const isAddressed = [path, ...each].every((steps) => typeof steps[0] !== 'number' && steps.every(isShort));
  if (!name.startsWith('/') || !isPath(path) || !each.every(isPath) || !isAddressed) {
    scope.report(pointer, {
      rule: 'body-pointer',
      message: `\`${name}\` does not lead to a member of the outgoing body`,
      cure: 'begin with `/` and name each member: `/meta/source`, `/lines/[0]/source`, or `/lines/*/source` for every item',
    });
  }
  return { path, each, value, pointer };
}

const isShort = (step: string | number): boolean => typeof step === 'string' || step <= mostIndex;

/** Cuts a path at its stars: each leads to every item of the list, or to every value of the map, before it. */
function pathsOf(name: string): ValuePath[] {
  const paths: (string | number)[][] = [[]];
  for (const step of parseValuePath(name)) {
    if (step === '*') paths.push([]);
    else paths.at(-1)?.push(step);
  }
  return paths;
}

/** Declares an object outside the body that values are gathered into by `member`. */
function declareGather(
  scope: OperationScope,
  { in: location, name, pointer }: DeclaredAddition,
  written: JsonObject,
): void {
  const at = pointerTo(pointer, 'gather');
  if (location === 'body') {
    scope.report(at, {
      rule: 'mapping-member',
      message: 'values are gathered into an object outside the body',
      cure: 'in a body give each value a path as its name: `"x-upstream": "filter/status"`',
    });
    return;
  }
  const style = styles.find((known) => known === written['style']);
  const explode = written['explode'];
  const declaration: GatherDeclaration = {
    in: location satisfies TextLocation,
    name,
    style,
    explode: typeof explode === 'boolean' ? explode : undefined,
    codec: gatherCodec(scope, at, written),
    pointer,
    at: { file: scope.document.file, pointer },
  };
  scope.slots.addGather(declaration);
  scope.gathers.push(declaration);
}

function gatherCodec(scope: OperationScope, pointer: string, { codec: written }: JsonObject) {
  if (written === undefined) return undefined;
  const { codec, faults } = compileCodec(written, { types: ['object'], custom: scope.codecs });
  for (const { path, ...fault } of faults) scope.report(pointerTo(pointer, 'codec', ...path), fault);
  return codec;
}
