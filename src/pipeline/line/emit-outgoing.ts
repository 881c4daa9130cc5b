import { type Code, code } from '../../emit/code.ts';
import { segmentFault } from '../../codec/style/format-value.ts';
import type { Slot } from '../../contract/upstream-route.ts';
import type { TextLocation } from '../../http/location.ts';
import { querySpelling } from '../../http/query-text.ts';
import { nameOfPair } from '../encode/encode-query.ts';
import { OutgoingNames } from '../encode/outgoing-names.ts';
import { emitSlot, parameterOf, type SlotUse } from './emit-slot.ts';
import { leave, type LineSource, when } from './line-source.ts';

const slotsIn = ({ operation }: LineSource, location: TextLocation): Slot[] =>
  operation.upstream.slots.filter((slot) => slot.in === location);

/** Code that writes the upstream's path into a variable. */
export function emitPath(source: LineSource, by: { path: Code; values: Code }): Code[] {
  const { operation, program } = source;
  const { segments, slots } = operation.upstream;
  const lines: Code[] = [];
  let literal = '';
  const flush = (): void => {
    if (literal !== '') lines.push(code`${by.path} += ${literal};`);
    literal = '';
  };
  for (const segment of segments) {
    literal += '/';
    const [only, ...others] = segment;
    if (segment.every((part) => part.kind === 'literal')) {
      for (const part of segment) if (part.kind === 'literal') literal += part.text;
      continue;
    }
    flush();
    const name = program.fresh('segment');
    lines.push(code`let ${name} = "";`);
    for (const part of segment) {
      if (part.kind === 'literal') lines.push(code`${name} += ${part.text};`);
      else lines.push(...emitSegmentPart(source, slots[part.index], { name, values: by.values }));
    }
    const slot = only?.kind === 'slot' && others.length === 0 ? slots[only.index] : undefined;
    if (slot === undefined || !isDigits(source, slot)) {
      lines.push(when(code`${program.constant('segmentFault', segmentFault)}(${name}) !== undefined`, [leave]));
    }
    lines.push(code`${by.path} += ${name};`);
  }
  flush();
  return [code`let ${by.path} = "";`, ...lines];
}

/** One value in a segment; without it there is no path. */
function emitSegmentPart(
  source: LineSource,
  slot: Slot | undefined,
  { name, values }: { name: Code; values: Code },
): Code[] {
  if (slot === undefined) throw new Error("The upstream's route names a slot that does not exist");
  const has = source.program.fresh('has');
  const take: SlotUse['take'] = (before, text) => [code`${name} += ${chain(before, text)};`, code`${has} = true;`];
  const { lines } = emitSlot(source, slot, { take, claim: undefined, values });
  return [code`let ${has} = false;`, ...lines, when(code`!${has}`, [leave])];
}

/** Whether several texts may be written there, one for each item. */
const isItemwise = (source: LineSource, slot: Slot): boolean =>
  slot.explode && slot.style === 'form' && parameterOf(source, slot)?.form.kind === 'list';

/** A text that is known, and what stands behind it. */
function chain(before: string, text: Code | undefined): Code {
  if (text === undefined) return code`${before}`;
  return before === '' ? text : code`${before} + ${text}`;
}

/** Whether what stands there is a number's digits as they were read: no segment that goes astray. */
function isDigits(source: LineSource, slot: Slot): boolean {
  const parameter = parameterOf(source, slot);
  return parameter?.form.kind === 'scalar' && parameter.form.scalar.type === 'integer' && parameter.value.identity;
}

/** Code that writes the upstream's query behind its path. */
export function emitQuery(source: LineSource, by: { path: Code; forwarded: Code; values: Code }): Code[] {
  const { operation, program } = source;
  const slots = slotsIn(source, 'query');
  const forwards = operation.unknown.query === 'forward';
  const fixed = new Map(slots.map(({ name, index }) => [querySpelling(name), index]));
  const names = program.fresh('names');
  const needsNames = forwards || slots.some((slot) => mayMakeNames(source, slot));
  const mark = program.fresh('mark');
  let begun: 'no' | 'maybe' | 'yes' = 'no';
  const lines = slots.flatMap((slot) => {
    const before = begun === 'no' && isItemwise(source, slot) ? 'maybe' : begun;
    const take: SlotUse['take'] = (name, text) => {
      if (before === 'yes') return [code`${by.path} += ${chain(`&${name}`, text)};`];
      const first = before === 'no' ? chain(`?${name}`, text) : code`${mark} + ${chain(name, text)}`;
      return [code`${by.path} += ${first};`, code`${mark} = "&";`];
    };
    const claim = mayMakeNames(source, slot) ? code`(name) => ${names}.claim(name, ${slot.index})` : undefined;
    const written = emitSlot(source, slot, { take, claim, values: by.values });
    // Behind a value that is always there, whatever follows needs an ampersand.
    if (written.lines.length > 0 && begun !== 'yes') begun = written.always ? 'yes' : 'maybe';
    return written.lines;
  });
  const rest = forwards ? emitForwarded(source, { ...by, mark, names }) : [];
  const made = code`const ${names} = new ${program.constant('Names', OutgoingNames)}(${program.constant('fixed', fixed)});`;
  return [...(needsNames ? [made] : []), code`let ${mark} = "?";`, ...lines, ...rest];
}

function emitForwarded({ program }: LineSource, by: { path: Code; forwarded: Code; mark: Code; names: Code }): Code[] {
  const name = program.constant('nameOfPair', nameOfPair);
  return [
    code`for (const pair of ${by.forwarded}) {`,
    code`  if (pair === "" || ${by.names}.has(${name}(pair))) continue;`,
    code`  ${by.path} += ${by.mark} + pair;`,
    code`  ${by.mark} = "&";`,
    code`}`,
  ];
}

/** Whether the value there may be an object whose members are pairs of their own. */
function mayMakeNames(source: LineSource, slot: Slot): boolean {
  if (!slot.explode || (slot.style !== 'form' && slot.style !== 'deepObject')) return false;
  if (slot.source.kind === 'added') return slot.source.value.kind === 'from';
  const parameter = parameterOf(source, slot);
  if (parameter === undefined) return false;
  const { form, value } = parameter;
  if (form.kind !== 'scalar') return form.kind === 'object' || !value.identity;
  return value.codec?.produces === 'object' || value.codec?.produces === 'any';
}

/** Code that adds the header fields and the cookie line to those of the caller's that go on. */
export function emitFields(source: LineSource, by: { headers: Code; values: Code }): Code[] {
  const { program } = source;
  const fields = slotsIn(source, 'header').flatMap((slot) => {
    const take: SlotUse['take'] = (before, text) => [code`${by.headers}.push(${slot.name}, ${chain(before, text)});`];
    return emitSlot(source, slot, { take, claim: undefined, values: by.values }).lines;
  });
  const cookies = slotsIn(source, 'cookie');
  if (cookies.length === 0) return fields;
  const line = program.fresh('cookies');
  const use: Omit<SlotUse, 'values'> = {
    take: (before, text) => [code`${line} += (${line} === "" ? "" : "; ") + ${chain(before, text)};`],
    claim: undefined,
  };
  return [
    ...fields,
    code`let ${line} = "";`,
    ...cookies.flatMap((slot) => emitSlot(source, slot, { ...use, values: by.values }).lines),
    when(code`${line} !== ""`, [code`${by.headers}.push("Cookie", ${line});`]),
  ];
}
