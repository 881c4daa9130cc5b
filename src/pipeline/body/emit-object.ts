import { type Code, code, indented } from '../../emit/code.ts';
import type { MemberPlan } from '../../contract/value-plan.ts';
import type { BodySource, Made, Spot } from './body-source.ts';
import { type Landing, emitTarget } from './emit-target.ts';
import { type Composites, emitValue, encoded } from './emit-value.ts';
import { landingPath } from './is-written-out.ts';

/** Writes an object whose members are all known: each is read once, in schema order, and lands where its rule says. */
function emitObject(source: BodySource, { place, plan }: Spot, object: Code): Made {
  const members = plan === undefined ? place.members.keys() : plan.members.keys();
  const lines: Code[] = [];
  const landings: Landing[] = [];
  let strings = 0;
  for (const name of members) {
    source.names.add(name);
    const spot = { place: place.members.get(name) ?? place, plan: plan?.members.get(name) };
    const value = source.program.fresh('value');
    lines.push(code`const ${value} = ${object}[${name}];`);
    const isCertain = place.required.has(name);
    const member = emitMember(source, spot, { value, isCertain });
    lines.push(...member.lines);
    strings += member.strings;
    const landing = spot.plan === undefined ? undefined : land(source, spot.plan, member);
    if (landing?.kind === 'slot') lines.push(landing.line);
    if (landing?.kind === 'member') landings.push(landing.landing);
  }
  if (plan === undefined) return { lines, value: object, mayBeAbsent: false, strings };
  return { lines, value: emitTarget(source.program, landings), mayBeAbsent: false, strings };
}

interface Member {
  readonly place: Spot['place'];
  readonly plan: MemberPlan | undefined;
}

/** The value of one member, counted where it is there. */
function emitMember(
  source: BodySource,
  { place, plan }: Member,
  { value, isCertain }: { value: Code; isCertain: boolean },
): Made {
  const { program, unmapped } = source;
  if (place.readOnly) {
    return { lines: [code`if (${value} !== undefined) return ${unmapped};`], value, mayBeAbsent: true, strings: 0 };
  }
  const isDropped = plan?.rule.target.kind === 'drop';
  const fallback = plan?.rule.fallback;
  if (fallback !== undefined && plan !== undefined && !isDropped)
    return emitWithFallback(source, { place, plan }, value);
  const made = emitValue(source, { place, plan: isDropped ? undefined : plan?.value }, { value, composites });
  if (isCertain) return { ...made, strings: made.strings + 1 };
  const counted = [code`${source.strings} += ${made.strings + 1};`, ...made.lines];
  if (made.value === value) {
    return {
      lines: [code`if (${value} !== undefined) {\n${indented(counted)}\n}`],
      value,
      mayBeAbsent: true,
      strings: 0,
    };
  }
  const result = program.fresh('sent');
  const inner = [...counted, code`${result} = ${made.value};`];
  const lines = [code`let ${result};`, code`if (${value} !== undefined) {\n${indented(inner)}\n}`];
  return { lines, value: result, mayBeAbsent: true, strings: 0 };
}

/** A default is mapped like a value that was sent, and is no part of the text. */
function emitWithFallback(
  source: BodySource,
  { place, plan }: { place: Spot['place']; plan: MemberPlan },
  value: Code,
): Made {
  const { program, strings } = source;
  const made = emitValue(source, { place, plan: undefined }, { value, composites });
  const result = program.fresh('given');
  const counted = [code`${strings} += ${made.strings + 1};`, ...made.lines];
  const lines = [
    code`const ${result} = ${value} === undefined ? ${program.constant('fallback', plan.rule.fallback)} : ${value};`,
    code`if (${value} !== undefined) {\n${indented(counted)}\n}`,
  ];
  const given: Made = { lines, value: result, mayBeAbsent: false, strings: 0 };
  return plan.value.codec === undefined ? given : encoded(source, given, plan.value.codec);
}

type Landed =
  | { readonly kind: 'member'; readonly landing: Landing }
  | { readonly kind: 'slot'; readonly line: Code }
  | undefined;

function land({ run }: BodySource, { rule }: MemberPlan, { value, mayBeAbsent }: Made): Landed {
  const { target } = rule;
  if (target.kind === 'slot') {
    const put = code`${run}.slots[${target.index}] = ${value};`;
    return { kind: 'slot', line: mayBeAbsent ? code`if (${value} !== undefined) ${put}` : put };
  }
  const [path] = landingPath(rule) ?? [];
  return path === undefined ? undefined : { kind: 'member', landing: { path, value, mayBeAbsent } };
}

/** Writes a list whose items are all of one kind. */
function emitList(source: BodySource, { place, plan }: Spot, list: Code): Made {
  const { program, strings } = source;
  const item = program.fresh('item');
  const index = program.fresh('index');
  const made = emitValue(source, { place: place.items ?? place, plan: plan?.items }, { value: item, composites });
  const items = program.fresh('items');
  const isMapped = plan?.items !== undefined && made.value !== item;
  const kept = code`${items}.push(${made.value});`;
  const put = made.mayBeAbsent ? code`if (${made.value} !== undefined) ${kept}` : kept;
  const body = [code`const ${item} = ${list}[${index}];`, ...made.lines, ...(isMapped ? [put] : [])];
  const loop = code`for (let ${index} = 0; ${index} < ${list}.length; ${index}++) {\n${indented(body)}\n}`;
  const lines = [
    ...(isMapped ? [code`const ${items} = [];`] : []),
    ...(body.length > 1 ? [loop] : []),
    ...(made.strings > 0 ? [code`${strings} += ${list}.length * ${made.strings};`] : []),
  ];
  return { lines, value: isMapped ? items : list, mayBeAbsent: false, strings: 0 };
}

/** Objects and lists, as `emitValue` is handed them. */
export const composites: Composites = { object: emitObject, list: emitList };
