import type { JsonObject } from '../codec/json-value.ts';
import { contractMember, type TextLocation } from '../http/location.ts';
import { refusedParameterHeaders } from '../http/parameter-headers.ts';
import { isToken } from '../http/token.ts';
import type { ParameterGroup } from './contract.ts';
import type { TextForm } from './parameter-form.ts';
import type { OperationScope } from './operation-scope.ts';
import { pointerTo } from './json-pointer.ts';
import type { Place } from './place.ts';
import { planParameter } from './plan-parameter.ts';
import type { SchemaNode } from './schema-node.ts';
import { textForm } from './text-form.ts';

/** The declared parameters of one location before their mapping is planned. */
export interface DeclaredGroup {
  readonly in: TextLocation;
  readonly pointer: string;
  readonly schema: SchemaNode | undefined;
  readonly place: Place | undefined;
  readonly forms: ReadonlyMap<string, TextForm>;
}

/** Reads `path`, `query`, `headers` and `cookies` of an operation; what text cannot hold is a finding. */
export function declareGroups(scope: OperationScope, operation: JsonObject): Record<TextLocation, DeclaredGroup> {
  const group = (location: TextLocation): DeclaredGroup => declareGroup(scope, operation, location);
  return { path: group('path'), query: group('query'), header: group('header'), cookie: group('cookie') };
}

function declareGroup(scope: OperationScope, operation: JsonObject, location: TextLocation): DeclaredGroup {
  const member = contractMember[location];
  const pointer = pointerTo(scope.pointer, member);
  const written = operation[member];
  if (written === undefined) return { in: location, pointer, schema: undefined, place: undefined, forms: new Map() };
  const schema = scope.graph.node(scope.document, pointer, written);
  const place = scope.places.place(schema);
  const forms = new Map<string, TextForm>();
  if (place.additional !== undefined || place.patterns.length > 0 || isOpen(place)) {
    scope.report(pointer, {
      rule: 'not-built',
      message: `\`${member}\` describes names that it does not list, which this version does not apply`,
      cure: 'name each parameter under `properties`; `unknown` says what becomes of the others',
    });
  }
  for (const [name, below] of place.members) {
    checkName(scope, name, { location, place: below, group: place });
    const form = textForm(below, location);
    if ('rule' in form) scope.reportAt(below, form);
    else forms.set(name, form);
  }
  if (location === 'query') checkExploded(scope, place, forms);
  return { in: location, pointer, schema, place, forms };
}

const isOpen = (place: Place): boolean =>
  [...place.certain, ...place.conditional].some(
    (node) => node.additionalProperties?.always === true || node.unevaluatedProperties?.always === true,
  );

function checkName(
  scope: OperationScope,
  name: string,
  { location, place, group }: { location: TextLocation; place: Place; group: Place },
): void {
  if (name === '') scope.reportAt(place, nameFault('a parameter has no name', 'name it'));
  if (location !== 'header' && location !== 'cookie') return;
  if (!isToken(name)) {
    scope.reportAt(place, nameFault(`\`${name}\` cannot be a ${location} name`, 'use letters, digits and `-`'));
  }
  if (location !== 'header') return;
  const lower = name.toLowerCase();
  const twin = [...group.members.keys()].find((other) => other !== name && other.toLowerCase() === lower);
  if (twin !== undefined) {
    scope.reportAt(
      place,
      nameFault(`\`${name}\` and \`${twin}\` are one header`, 'header names have no case: keep one'),
    );
  }
  if (refusedParameterHeaders.has(lower)) {
    scope.reportAt(place, nameFault(`\`${name}\` belongs to the connection or the body`, 'leave it out'));
  }
}

const nameFault = (message: string, cure: string) => ({ rule: 'parameter-name', message, cure });

/** An exploded object's members stand in the query under their own names, where other parameters stand too. */
function checkExploded(scope: OperationScope, group: Place, forms: ReadonlyMap<string, TextForm>): void {
  const holders = new Map<string, string>();
  for (const [name, form] of forms) {
    const exploded = form.kind === 'object' && form.style === 'form' && form.explode;
    for (const written of exploded ? form.members.keys() : [name]) {
      const holder = holders.get(written);
      holders.set(written, name);
      const place = group.members.get(name);
      if (holder === undefined || place === undefined) continue;
      scope.reportAt(place, {
        rule: 'parameter-name',
        message: `\`${written}\` in the query would belong to both \`${holder}\` and \`${name}\``,
        cure: 'write `"x-style": "deepObject"` on the object, or rename one of them',
      });
    }
  }
}

/** Completes the groups with each parameter's rule and plan, in schema order. */
export function planGroups(
  scope: OperationScope,
  declared: Record<TextLocation, DeclaredGroup>,
): Record<TextLocation, ParameterGroup> {
  const group = (location: TextLocation): ParameterGroup => planGroup(scope, declared[location]);
  return { path: group('path'), query: group('query'), header: group('header'), cookie: group('cookie') };
}

function planGroup(scope: OperationScope, declared: DeclaredGroup): ParameterGroup {
  const { in: location, schema, place } = declared;
  const parameters = [...declared.forms].flatMap(([name, form]) => {
    const below = place?.members.get(name);
    if (place === undefined || below === undefined) return [];
    const style = form.kind === 'scalar' ? undefined : { style: form.style, explode: form.explode };
    const pointer = pointerTo('', name);
    const standing = { in: location, name, pointer, repeated: false, alternative: undefined, style };
    const required = location === 'path' || place.required.has(name);
    const planned = planParameter(scope.planner, { group: place, name, standing });
    return planned === undefined ? [] : [{ in: location, name, place: below, form, required, ...planned }];
  });
  return { in: location, schema, place, parameters };
}
