import { stringifyJson } from '../../codec/json-text/stringify.ts';
import { deprecationOf } from '../../contract/authored-alias.ts';
import type { Operation } from '../../contract/contract.ts';
import type { Locate } from '../../contract/finding-list.ts';
import { pointerTo } from '../../contract/json-pointer.ts';
import { holdsSensitive } from '../../contract/known-place.ts';
import type { AddedValue } from '../../contract/upstream-route.ts';
import { sourceText } from '../../explain/shown-lineage.ts';
import { textLocations } from '../../http/location.ts';
import { addedSource } from '../../lineage/added-source.ts';
import { ruleOrigin } from '../../lineage/rule-origin.ts';
import type { ArrowEnd, MappingArrow } from '../protocol-contracts.ts';
import type { PlaceView, RulePlace } from '../protocol-request.ts';
import { PlanWalk, type WalkedValue } from './plan-walk.ts';

/** Shown of a constant. In characters. */
const mostShown = 80;

/** The rules of an operation's requests, as arrows from the caller's names to the upstream's. */
export function requestArrows(operation: Operation, locate: Locate): MappingArrow[] {
  const { parameters, body, upstream } = operation;
  const walk = new PlanWalk(upstream.slots);
  for (const location of textLocations) {
    for (const { name, required, rule, value } of parameters[location].parameters) {
      const own: PlaceView = { in: location, name, pointer: '' };
      walk.member({ name, rule, value }, { own, other: own, isRequired: required, codecs: [], reasons: [] });
    }
  }
  const contents = body?.content ?? [];
  for (const { mediaType, plan } of contents) {
    const own: PlaceView = { in: 'body', name: '', pointer: '' };
    const reasons = contents.length > 1 ? [`as ${mediaType}`] : [];
    walk.plan(plan, { own, other: own, isRequired: body?.required ?? false, codecs: [], reasons });
  }
  return [...walk.values.map((value) => requestArrow(value, locate)), ...addedArrows(operation, locate)];
}

/** The rules of the declared answers; the upstream's side is on the left. */
export function answerArrows(operation: Operation, locate: Locate): { status: string; rules: MappingArrow[] }[] {
  return Object.entries(operation.responses).map(([status, { headers, bodies }]) => {
    const rules: MappingArrow[] = [];
    for (const { name, place, plan, source, bodyPath } of headers?.fields ?? []) {
      const own: PlaceView = { in: 'header', name, pointer: '' };
      const other: PlaceView =
        bodyPath === undefined
          ? { in: 'header', name: source?.name ?? name, pointer: '' }
          : { in: 'body', name: '', pointer: pointerTo('', ...bodyPath) };
      const codecs = plan.codec === undefined ? [] : [plan.codec.name];
      rules.push(answerArrow({ own, other, place, isRequired: false, codecs, reasons: [] }, locate));
    }
    for (const [mediaType, { plan, sources }] of bodies) {
      const walk = new PlanWalk(sources.map(({ name }) => ({ in: 'header', name })));
      const own: PlaceView = { in: 'body', name: '', pointer: '' };
      const reasons = bodies.size > 1 ? [`from ${mediaType}`] : [];
      walk.plan(plan, { own, other: own, isRequired: true, codecs: [], reasons });
      rules.push(...walk.values.map((value) => answerArrow(value, locate)));
    }
    return { status, rules };
  });
}

function requestArrow(value: WalkedValue, locate: Locate): MappingArrow {
  const { other, codecs, reasons } = value;
  const told = { from: endOf(value, value.own), codecs, reasons, ...ruleOf(value, locate) };
  return other === undefined ? { kind: 'dropped', ...told } : { kind: 'value', ...told, to: farEnd(value, other) };
}

function answerArrow(value: WalkedValue, locate: Locate): MappingArrow {
  const { other, own, reasons } = value;
  const codecs = [...value.codecs].reverse();
  const told = { to: endOf(value, own), codecs, reasons, ...ruleOf(value, locate) };
  return other === undefined ? { kind: 'unfilled', ...told } : { kind: 'value', ...told, from: farEnd(value, other) };
}

function endOf({ place, isRequired }: WalkedValue, at: PlaceView): ArrowEnd {
  const isDeprecated = deprecationOf(place) !== undefined;
  return { ...at, type: place.types.join(' or '), isRequired, isSensitive: holdsSensitive(place), isDeprecated };
}

/** Of the upstream's side the contract knows no type but where nothing converts it. */
function farEnd({ place, codecs }: WalkedValue, at: PlaceView): ArrowEnd {
  const type = codecs.length === 0 ? place.types.join(' or ') : '';
  return { ...at, type, isRequired: false, isSensitive: holdsSensitive(place), isDeprecated: false };
}

function ruleOf({ place }: WalkedValue, locate: Locate): { rule?: RulePlace } {
  const origin = ruleOrigin(place);
  return origin === undefined ? {} : { rule: placeOf(origin, locate) };
}

/** A place of a file, with its line where that is known. */
export function placeOf({ file, pointer }: Pick<RulePlace, 'file' | 'pointer'>, locate: Locate): RulePlace {
  const line = locate(file, pointer)?.line;
  return { file, pointer, ...(line !== undefined && { line }) };
}

function addedArrows({ upstream, file }: Operation, locate: Locate): MappingArrow[] {
  const arrow = (to: PlaceView, added: AddedValue, pointer: string): MappingArrow => ({
    kind: 'added',
    to: { ...to, type: '', isRequired: true, isSensitive: added.kind === 'secret', isDeprecated: false },
    source: { kind: added.kind, text: addedText(added) },
    codecs: [],
    reasons: [],
    rule: placeOf({ file, pointer }, locate),
  });
  const slots = upstream.slots.flatMap(({ in: location, name, source }) =>
    source.kind === 'added' ? [arrow({ in: location, name, pointer: '' }, source.value, source.pointer)] : [],
  );
  const members = upstream.bodyAdditions.map(({ path, each, value, pointer }) => {
    const way = each.reduce((text, rest) => pointerTo(`${text}/*`, ...rest), pointerTo('', ...path));
    return arrow({ in: 'body', name: '', pointer: way }, value, pointer);
  });
  return [...slots, ...members];
}

function addedText(added: AddedValue): string {
  if (added.kind !== 'constant') return sourceText({ from: [addedSource(added)], codecs: [] });
  const text = stringifyJson(added.value);
  return `constant ${text.length > mostShown ? `${text.slice(0, mostShown)}...` : text}`;
}
