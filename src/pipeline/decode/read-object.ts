import { createBareObject } from '../../codec/bare-object.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { parseScalar, type ScalarForm } from '../../codec/scalar.ts';
import { parseDeepName } from '../../codec/style/deep-object.ts';
import { parseDelimitedObject } from '../../codec/style/delimited.ts';
import { parseSimpleMembers } from '../../codec/style/simple-members.ts';
import { StyleFault, type TextMembers } from '../../codec/style/style-fault.ts';
import type { UnknownPolicy } from '../../contract/contract.ts';
import type { TextForm } from '../../contract/parameter-form.ts';
import { joinLines } from '../../http/header-text.ts';
import { decodingFault, textCodings } from '../../http/text-coding.ts';
import { UNDECODED } from '../undecoded.ts';
import type { DecodeReport } from './decode-report.ts';
import { type ObjectForm, type ReadParameter, refuse, repeated } from './read-text.ts';
import type { Readable } from './readable.ts';

/** Whether a parameter stands in several pairs of a query: an exploded list or object. */
export const takesPairs = (form: TextForm): boolean =>
  form.kind === 'object' && form.explode && (form.style === 'form' || form.style === 'deepObject');

/** Decides at start how an object is read; `unknown` is what becomes of the members that nobody declares. */
export function compileReadObject(parameter: Readable, form: ObjectForm, unknown: UnknownPolicy): ReadParameter {
  // Where a schema speaks of other members itself, it judges them.
  const undeclared = parameter.place.openness === 'closed' ? unknown : 'forward';
  const typing = { parameter, form, undeclared };
  return takesPairs(form) ? compilePairs(typing) : compileObject(typing);
}

interface Typing {
  readonly parameter: Readable;
  readonly form: ObjectForm;
  readonly undeclared: UnknownPolicy;
}

function compileObject(typing: Typing): ReadParameter {
  const { parameter, form } = typing;
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
    return members instanceof StyleFault ? refuse(parameter, members, report) : typedObject(members, typing, report);
  };
}

/** An object whose members are pairs of the query. */
function compilePairs(typing: Typing): ReadParameter {
  const { parameter, form } = typing;
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
    return typedObject(members, typing, report);
  };
}

/** What is kept of a member that nobody declares is its text. */
const undeclaredForm: ScalarForm = { type: 'string', nullable: false, mayHoldComma: true, sensitive: true };

function typedObject(members: TextMembers, { parameter, form, undeclared }: Typing, report: DecodeReport): JsonValue {
  const object: JsonObject = createBareObject();
  let fits = true;
  for (const [name, text] of members) {
    const declared = form.members.get(name) ?? form.additional;
    if (declared === undefined && undeclared !== 'forward') {
      if (undeclared === 'refuse') report.addUnknownMember(parameter, name);
      continue;
    }
    const scalar = declared ?? undeclaredForm;
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
