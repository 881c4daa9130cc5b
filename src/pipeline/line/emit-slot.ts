import { type Code, code, indented } from '../../emit/code.ts';
import { CodecRefusal } from '../../codec/codec.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import { compileFormatValue } from '../../codec/style/format-value.ts';
import { StyleFault } from '../../codec/style/style-fault.ts';
import type { Parameter } from '../../contract/contract.ts';
import type { Slot } from '../../contract/upstream-route.ts';
import { encodePercent } from '../../http/percent.ts';
import { textCodings } from '../../http/text-coding.ts';
import { compileSlotWriter, fixedValue } from '../encode/slot-writer.ts';
import { compileAddedValue } from '../map/added-value.ts';
import { leave, type LineSource, when } from './line-source.ts';
import { compilePlainMap } from './plain-map.ts';

/** How the code of one outgoing place uses the texts that are written there. */
export interface SlotUse {
  /** Lines that take a text that is known already, `name=` where the place has it, and what a variable holds behind it. */
  take(before: string, text?: Code): readonly Code[];
  /** Tells whether a name that the caller made up is free; only of a query. */
  readonly claim: Code | undefined;
  /** The typed values of all locations, for values that the contract makes of several. */
  readonly values: Code;
}

/** The lines that write the value of one slot, and whether they always write one. */
export interface WrittenSlot {
  readonly lines: readonly Code[];
  readonly always: boolean;
}

/** Code that writes the value of a slot; none where nothing of a request's line fills it. */
export function emitSlot(source: LineSource, slot: Slot, use: SlotUse): WrittenSlot {
  const fixed = fixedValue(slot);
  if (fixed !== undefined) {
    const text = compileSlotWriter(slot).write({ values: [], faults: [] });
    return text === undefined ? nothing : { lines: takeFixed(source, slot, { text, use }), always: true };
  }
  if (slot.source.kind === 'added') {
    const add = source.program.constant('add', compileAddedValue(source.operation, slot.source.value));
    const added = source.program.fresh('added');
    const lines = [
      code`const ${added} = ${add}(${use.values}, undefined);`,
      when(code`${added} !== undefined`, format(source, slot, { value: added, use })),
    ];
    return { lines, always: false };
  }
  const parameter = parameterOf(source, slot);
  return parameter === undefined ? nothing : emitParameter(source, slot, { parameter, use });
}

const nothing: WrittenSlot = { lines: [], always: false };

/** What the contract itself writes; a secret never becomes source text. */
function takeFixed({ program }: LineSource, { source }: Slot, { text, use }: { text: string; use: SlotUse }) {
  const isSecret = source.kind === 'added' && source.value.kind === 'secret';
  return isSecret ? use.take('', program.constant('secret', text)) : use.take(text);
}

/** The parameter whose value goes to a slot. */
export function parameterOf({ operation }: LineSource, { index }: Slot): Parameter | undefined {
  const { path, query, header, cookie } = operation.parameters;
  const all = [path, query, header, cookie].flatMap(({ parameters }) => parameters);
  return all.find(({ rule: { target } }) => target.kind === 'slot' && target.index === index);
}

interface SlotParameter {
  readonly parameter: Parameter;
  readonly use: SlotUse;
}

function emitParameter(source: LineSource, slot: Slot, { parameter, use }: SlotParameter): WrittenSlot {
  const { value } = source.read.get(parameter) ?? { value: code`undefined` };
  const lines = emitValue(source, slot, { parameter, use });
  const { fallback } = parameter.rule;
  const always = !mayBeEmpty(parameter);
  if (parameter.required) return { lines: [when(code`${value} === undefined`, [leave]), ...lines], always };
  const sent = when(code`${value} !== undefined`, lines);
  if (fallback === undefined) return { lines: [sent], always: false };
  const text = fallbackText(slot, parameter, fallback);
  if (text === undefined) return { lines: [when(code`${value} === undefined`, [leave]), ...lines], always };
  const written = parameter.place.sensitive ? use.take('', source.program.constant('fallback', text)) : use.take(text);
  return { lines: [code`${sent} else {\n${indented(written)}\n}`], always };
}

/** Whether the value to be written may be an empty list or object, which is left out (RFC 6570, section 2.3). */
function mayBeEmpty({ form, value: { codec } }: Parameter): boolean {
  if (form.kind !== 'scalar') return true;
  const produces = codec?.produces;
  return produces === 'array' || produces === 'object' || produces === 'any';
}

/** What a default is written as; `undefined` where that has to be told by the stages. */
function fallbackText(slot: Slot, parameter: Parameter, fallback: JsonValue): string | undefined {
  const map = compilePlainMap(parameter);
  const mapped = map === undefined ? fallback : map(fallback);
  if (mapped === undefined || mapped instanceof CodecRefusal) return undefined;
  const text = compileFormatValue(slot)(mapped, () => false);
  return text instanceof StyleFault ? undefined : text;
}

function emitValue(source: LineSource, slot: Slot, { parameter, use }: SlotParameter): readonly Code[] {
  const { program, read } = source;
  const known = read.get(parameter);
  const value = known?.value ?? code`undefined`;
  const map = compilePlainMap(parameter);
  if (map === undefined) return emitAsRead(source, slot, { parameter, use });
  const sent = program.fresh('sent');
  const { codec } = parameter.value;
  const convert =
    parameter.form.kind === 'scalar' && codec !== undefined
      ? code`${program.constant('codec', codec)}.encode(${value})`
      : code`${program.constant('map', map)}(${value})`;
  return [
    code`const ${sent} = ${convert};`,
    when(code`${sent} instanceof ${program.constant('Refusal', CodecRefusal)}`, [leave]),
    when(
      code`${sent} !== undefined`,
      format(source, slot, { value: sent, use, isWhole: codec?.produces === 'integer' }),
    ),
  ];
}

/** A value that goes on as it was read. */
function emitAsRead(source: LineSource, slot: Slot, { parameter, use }: SlotParameter): readonly Code[] {
  const { program, read } = source;
  const { value, text } = read.get(parameter) ?? { value: code`undefined`, text: undefined };
  const { form } = parameter;
  const prefix = prefixOf(slot);
  if (form.kind === 'scalar' && text !== undefined && form.scalar.type !== 'string') {
    // Digits and `true` mean the same wherever they stand, and are written in one way only.
    return use.take(prefix, text);
  }
  if (form.kind === 'scalar' && form.scalar.type === 'string') return encoded(source, slot, { text: value, use });
  const isExploded = slot.in === 'query' && slot.style === 'form' && slot.explode;
  if (form.kind === 'list' && form.item.type === 'string' && isExploded) {
    const item = program.fresh('item');
    return [code`for (const ${item} of ${value}) {\n${indented(encoded(source, slot, { text: item, use }))}\n}`];
  }
  return format(source, slot, { value, use });
}

/** A text, encoded for its place. */
function encoded({ program }: LineSource, slot: Slot, { text, use }: { text: Code; use: SlotUse }): readonly Code[] {
  const written = program.fresh('encoded');
  const encode = program.constant('encode', textCodings[slot.in].encode);
  const prefix = prefixOf(slot);
  return [
    code`const ${written} = ${encode}(${text});`,
    when(code`${written} === undefined`, [leave]),
    ...use.take(prefix, written),
  ];
}

/** Any value, by the closure that writes values at the slot's place. */
function format(
  { program }: LineSource,
  slot: Slot,
  { value, use, isWhole = false }: { value: Code; use: SlotUse; isWhole?: boolean },
): readonly Code[] {
  const text = program.fresh('text');
  const write = program.constant('format', compileFormatValue(slot));
  const written = use.claim === undefined ? code`${write}(${value})` : code`${write}(${value}, ${use.claim})`;
  return [
    code`const ${text} = ${isWhole ? code`Number.isSafeInteger(${value}) ? ${prefixOf(slot)} + ${value} : ` : code``}${written};`,
    when(code`${text} instanceof ${program.constant('Fault', StyleFault)}`, [leave]),
    when(code`${text} !== undefined`, use.take('', text)),
  ];
}

/** What stands before each text at a slot's place. */
function prefixOf({ in: location, name }: Slot): string {
  if (location === 'cookie') return `${name}=`;
  return location === 'query' ? `${encodePercent(name) ?? ''}=` : '';
}
