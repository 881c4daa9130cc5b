import { createBareObject } from '../../codec/bare-object.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { parseScalar, type ScalarForm } from '../../codec/scalar.ts';
import { parseDeepName } from '../../codec/style/deep-object.ts';
import { parseDelimitedList, parseDelimitedObject } from '../../codec/style/delimited.ts';
import { parseSimpleMembers } from '../../codec/style/simple-members.ts';
import { StyleFault, type TextMembers } from '../../codec/style/style-fault.ts';
import type { Parameter, TextForm } from '../../contract/contract.ts';
import { joinLines } from '../../http/header-text.ts';
import { decodingFault, textCodings } from '../../http/text-coding.ts';
import { UNDECODED } from '../undecoded.ts';
import type { DecodeReport } from './decode-report.ts';

/**
 * Reads the value of one parameter from its raw texts.
 *
 * In:  every text that was sent under its name, undecoded, at least one; for `pairs` forms decoded name and raw value of
 *      each pair in turn.
 * Out: the typed value, or `UNDECODED` with at least one violation in the report.
 */
export type ReadParameter = (raws: readonly string[], report: DecodeReport) => JsonValue;

type ListForm = Extract<TextForm, { kind: 'list' }>;
type ObjectForm = Extract<TextForm, { kind: 'object' }>;

/** Whether a parameter stands in several pairs of a query: an exploded list or object. */
export const takesPairs = (form: TextForm): boolean =>
  form.kind === 'object' && form.explode && (form.style === 'form' || form.style === 'deepObject');

const isRepeatable = (form: TextForm): boolean => form.kind === 'list' && form.explode && form.style === 'form';

/** Decides at start how a parameter is read. */
export function compileReadParameter(parameter: Parameter): ReadParameter {
  const { form } = parameter;
  if (form.kind === 'scalar') return compileScalar(parameter, form.scalar);
  if (isRepeatable(form) && form.kind === 'list') return compileRepeated(parameter, form);
  if (form.kind === 'object' && takesPairs(form)) return compilePairs(parameter, form);
  return form.kind === 'list' ? compileList(parameter, form) : compileObject(parameter, form);
}

function compileScalar(parameter: Parameter, form: ScalarForm): ReadParameter {
  const coding = textCodings[parameter.in];
  return (raws, report) => {
    const raw = raws[0] ?? '';
    if (raws.length > 1) return refuse(parameter, repeated(raws.length), report);
    const text = coding.decode(raw);
    if (text === undefined) return refuse(parameter, new StyleFault('encoding', decodingFault(raw)), report);
    const value = parseScalar(text, form.type);
    if (value !== undefined) return value;
    report.addScalar(parameter, { text, form, at: [] });
    return UNDECODED;
  };
}

/** A list that is written as one pair for each item. */
function compileRepeated(parameter: Parameter, form: ListForm): ReadParameter {
  const coding = textCodings[parameter.in];
  return (raws, report) => {
    const items: string[] = [];
    for (const raw of raws) {
      const text = coding.decode(raw);
      if (text === undefined) {
        return refuse(parameter, new StyleFault('encoding', decodingFault(raw), [items.length]), report);
      }
      items.push(text);
    }
    if (isJoined(items, form.item)) return refuse(parameter, joined(parameter.name), report);
    return typedList(items, { parameter, form, report });
  };
}

/** Whether all items were sent in one text, as if the list were not exploded. */
function isJoined([only = '', ...others]: readonly string[], { type }: ScalarForm): boolean {
  if (type === 'string' || others.length > 0 || !only.includes(',')) return false;
  return only.split(',').every((item) => parseScalar(item, type) !== undefined);
}

const joined = (name: string): StyleFault =>
  new StyleFault('style', `is a list with a parameter for each item; write \`${name}=a&${name}=b\``);

function compileList(parameter: Parameter, form: ListForm): ReadParameter {
  const { style } = form;
  if (style === 'deepObject') throw new Error(`A list cannot have the style deepObject: ${parameter.name}`);
  const delimited = { style, in: parameter.in, mayHoldComma: form.item.mayHoldComma };
  return (raws, report) => {
    if (raws.length > 1 && parameter.in !== 'header') {
      const fault = repeated(raws.length, `; write its items in one: \`${parameter.name}=a,b\``);
      return refuse(parameter, fault, report);
    }
    const items = parseDelimitedList(joinLines(raws), delimited);
    return items instanceof StyleFault
      ? refuse(parameter, items, report)
      : typedList(items, { parameter, form, report });
  };
}

function compileObject(parameter: Parameter, form: ObjectForm): ReadParameter {
  const { style } = form;
  if (style === 'deepObject') throw new Error(`An object of style deepObject is exploded: ${parameter.name}`);
  const forms = [...form.members.values(), ...(form.additional === undefined ? [] : [form.additional])];
  const mayHoldComma = forms.some((scalar) => scalar.mayHoldComma);
  const parse =
    form.explode && style === 'simple'
      ? (raw: string) => parseSimpleMembers(raw, parameter.in, mayHoldComma)
      : (raw: string) => parseDelimitedObject(raw, { style, in: parameter.in, mayHoldComma });
  return (raws, report) => {
    if (raws.length > 1 && parameter.in !== 'header') return refuse(parameter, repeated(raws.length), report);
    const members = parse(joinLines(raws));
    return members instanceof StyleFault
      ? refuse(parameter, members, report)
      : typedObject(members, { parameter, form, report });
  };
}

/** An object whose members are pairs of the query. */
function compilePairs(parameter: Parameter, form: ObjectForm): ReadParameter {
  const nameOf =
    form.style === 'deepObject' ? (name: string) => parseDeepName(parameter.name, name) : (name: string) => name;
  const coding = textCodings[parameter.in];
  return (raws, report) => {
    const members: [string, string][] = [];
    for (let index = 0; index < raws.length; index += 2) {
      const name = nameOf(raws[index] ?? '');
      if (name instanceof StyleFault) return refuse(parameter, name, report);
      const raw = raws[index + 1] ?? '';
      const text = coding.decode(raw);
      if (text === undefined) {
        return refuse(parameter, new StyleFault('encoding', decodingFault(raw), [name]), report);
      }
      members.push([name, text]);
    }
    return typedObject(members, { parameter, form, report });
  };
}

interface Typing<Form extends TextForm> {
  readonly parameter: Parameter;
  readonly form: Form;
  readonly report: DecodeReport;
}

function typedList(items: readonly string[], { parameter, form, report }: Typing<ListForm>): JsonValue {
  const values: JsonValue[] = [];
  let index = 0;
  for (const text of items) {
    const value = parseScalar(text, form.item.type);
    if (value === undefined) report.addScalar(parameter, { text, form: form.item, at: [index] });
    else values.push(value);
    index += 1;
  }
  return values.length === items.length ? values : UNDECODED;
}

/** A member that nobody declares is kept as text, so that it can be told to be unknown. */
const undeclaredForm: ScalarForm = { type: 'string', nullable: false, mayHoldComma: true, sensitive: true };

function typedObject(members: TextMembers, { parameter, form, report }: Typing<ObjectForm>): JsonValue {
  const object: JsonObject = createBareObject();
  let fits = true;
  for (const [name, text] of members) {
    const scalar = form.members.get(name) ?? form.additional ?? undeclaredForm;
    const value = parseScalar(text, scalar.type);
    if (Object.hasOwn(object, name)) {
      report.addStyleFault(parameter, new StyleFault('repeated', 'is sent more than once; send it once', [name]));
      fits = false;
    } else if (value === undefined) {
      report.addScalar(parameter, { text, form: scalar, at: [name] });
      fits = false;
    }
    object[name] = value ?? UNDECODED;
  }
  return fits ? object : UNDECODED;
}

function repeated(count: number, cure = '; send it once'): StyleFault {
  const times = count === 2 ? 'twice' : `${count} times`;
  return new StyleFault('repeated', `is sent ${times}, but takes one value${cure}`);
}

function refuse(parameter: Parameter, fault: StyleFault, report: DecodeReport): JsonValue {
  report.addStyleFault(parameter, fault);
  return UNDECODED;
}
