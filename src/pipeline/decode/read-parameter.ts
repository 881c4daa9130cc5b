import type { JsonValue } from '../../codec/json-value.ts';
import { parseScalar, type ScalarForm } from '../../codec/scalar.ts';
import { parseDelimitedList } from '../../codec/style/delimited.ts';
import { StyleFault } from '../../codec/style/style-fault.ts';
import type { UnknownPolicy } from '../../contract/contract.ts';
import type { TextForm } from '../../contract/parameter-form.ts';
import { joinLines } from '../../http/header-text.ts';
import { decodingFault, textCodings } from '../../http/text-coding.ts';
import { UNDECODED } from '../undecoded.ts';
import type { DecodeReport } from './decode-report.ts';
import { compileReadObject } from './read-object.ts';
import { type ListForm, type ReadParameter, refuse, repeated } from './read-text.ts';
import type { Readable } from './readable.ts';

const isRepeatable = (form: TextForm): boolean => form.kind === 'list' && form.explode && form.style === 'form';

/** Decides at start how a parameter is read; `unknown` is what becomes of undeclared members of an object. */
export function compileReadParameter(parameter: Readable, unknown: UnknownPolicy): ReadParameter {
  const { form } = parameter;
  if (form.kind === 'scalar') return compileScalar(parameter, form.scalar);
  if (isRepeatable(form) && form.kind === 'list') return compileRepeated(parameter, form);
  return form.kind === 'list' ? compileList(parameter, form) : compileReadObject(parameter, form, unknown);
}

function compileScalar(parameter: Readable, form: ScalarForm): ReadParameter {
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
function compileRepeated(parameter: Readable, form: ListForm): ReadParameter {
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
    return typedList(items, { parameter, form, report });
  };
}

function compileList(parameter: Readable, form: ListForm): ReadParameter {
  const { style } = form;
  if (style === 'deepObject') throw new Error(`A list cannot have the style deepObject: ${parameter.name}`);
  const delimited = { style, in: parameter.in, mayHoldComma: form.item.mayHoldComma };
  return (raws, report) => {
    if (raws.length > 1 && parameter.in !== 'header') {
      const fault = repeated(raws.length, `; write its items in one: \`${listExample(parameter.name, form)}\``);
      return refuse(parameter, fault, report);
    }
    const items = parseDelimitedList(joinLines(raws), delimited);
    return items instanceof StyleFault
      ? refuse(parameter, items, report)
      : typedList(items, { parameter, form, report });
  };
}

interface Typing {
  readonly parameter: Readable;
  readonly form: ListForm;
  readonly report: DecodeReport;
}

function typedList(items: readonly string[], { parameter, form, report }: Typing): JsonValue {
  if (isParted(items, form.item)) return refuse(parameter, wronglyParted(parameter), report);
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

/** Whether all items stand in one text, parted as in a list of another style. */
function isParted([only = '', ...others]: readonly string[], { type }: ScalarForm): boolean {
  if (type === 'string' || others.length > 0 || parseScalar(only, type) !== undefined) return false;
  const parts = only.split(/[,;|\s]/, 999);
  return parts.length > 1 && parts.every((part) => parseScalar(part, type) !== undefined);
}

function wronglyParted({ name, form }: Readable): StyleFault {
  const example = form.kind === 'list' ? listExample(name, form) : name;
  return new StyleFault('style', `has its items in another form than its list; write \`${example}\``);
}

const exampleItems = {
  string: ['a', 'b'],
  integer: ['1', '2'],
  number: ['1.5', '2'],
  boolean: ['true', 'false'],
} as const;

/** A list of two items, as the caller has to write it. */
function listExample(name: string, { style, explode, item }: ListForm): string {
  const [first, second] = exampleItems[item.type];
  if (style === 'form') return explode ? `${name}=${first}&${name}=${second}` : `${name}=${first},${second}`;
  if (style === 'spaceDelimited') return `${name}=${first}%20${second}`;
  return style === 'pipeDelimited' ? `${name}=${first}|${second}` : `${first},${second}`;
}
