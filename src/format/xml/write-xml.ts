import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { formatScalar } from '../../codec/scalar.ts';
import { xmlRole } from '../../codec/xml-name.ts';
import type { WriteContent, WriteFault } from '../body-format.ts';

type Path = readonly (string | number)[];

const declaration = '<?xml version="1.0" encoding="UTF-8"?>';

/** Characters that no XML 1.0 document can hold, in no spelling, halves of surrogate pairs among them. Source: section 2.2. */
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Parsers make a line feed of these, or a blank in an attribute. Source: XML 1.0, sections 2.11 and 3.3.3.
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/**
 * Compiles the writing of values as XML, in UTF-8.
 *
 * In:  an object with one member, which is the root element. `@id` is an attribute, `#text` the text, a list several
 *      elements of one name. `emptyRoot` is the element that stands for an object without members.
 * Fails: for names that XML does not have, for null, for lists in lists and for characters that XML cannot hold.
 */
export function compileWriteXml(emptyRoot: string | undefined): WriteContent {
  return (value) => {
    const [name, ...others] = isObject(value) ? Object.keys(value) : [];
    const content = isObject(value) && name !== undefined ? value[name] : undefined;
    if (name === undefined || content === undefined) {
      if (isObject(value) && emptyRoot !== undefined) return { ok: true, content: `${declaration}<${emptyRoot}/>` };
      return {
        ok: false,
        faults: [{ path: [], reason: 'XML has a root element, and there is no member that could be it' }],
      };
    }
    if (others.length > 0 || Array.isArray(content) || xmlRole(name) !== 'element') {
      return { ok: false, faults: [{ path: others.length > 0 ? [] : [name], reason: rootReason }] };
    }
    const faults: WriteFault[] = [];
    const text = writeElement({ name, value: content, path: [name] }, faults);
    return faults.length > 0 ? { ok: false, faults } : { ok: true, content: declaration + text };
  };
}

const rootReason = 'XML has one root element: the value must be an object with one member, which is no list';

interface Element {
  readonly name: string;
  readonly value: JsonValue;
  readonly path: Path;
}

function writeElement({ name, value, path }: Element, faults: WriteFault[]): string {
  if (!isObject(value)) return wrapped(name, '', writeText(value, path, faults));
  let attributes = '';
  let content = '';
  for (const member of Object.keys(value)) {
    const at = [...path, member];
    const below = value[member] ?? null;
    const role = xmlRole(member);
    if (role === undefined) faults.push({ path: at, reason: 'its name is no name in XML' });
    else if (role === 'attribute') attributes += ` ${member.slice(1)}="${writeText(below, at, faults)}"`;
    else if (role === 'text') content += writeText(below, at, faults);
    else content += writeMember({ name: member, value: below, path: at }, faults);
  }
  return wrapped(name, attributes, content);
}

/** One element, or one for each item of a list; of an empty list nothing stands there. */
function writeMember({ name, value, path }: Element, faults: WriteFault[]): string {
  if (!Array.isArray(value)) return writeElement({ name, value, path }, faults);
  return value
    .map((item, index) => {
      const at = [...path, index];
      if (!Array.isArray(item)) return writeElement({ name, value: item, path: at }, faults);
      faults.push({ path: at, reason: 'it is a list inside a list, which XML cannot say' });
      return '';
    })
    .join('');
}

const wrapped = (name: string, attributes: string, content: string): string =>
  content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;

function writeText(value: JsonValue, path: Path, faults: WriteFault[]): string {
  const text = formatScalar(value);
  const reason = text === undefined ? noText(value) : forbidden.test(text) ? forbiddenReason : undefined;
  if (reason !== undefined) faults.push({ path, reason });
  return (text ?? '').replaceAll(/[&<>"\r\n\t]/g, (character) => escapes[character] ?? character);
}

const forbiddenReason = 'it holds a character that XML cannot have';

function noText(value: JsonValue | JsonObject): string {
  if (value === null) return 'it is null, which XML cannot say';
  return Array.isArray(value) || isObject(value)
    ? 'it is a list or object where text stands'
    : 'it is no finite number';
}
