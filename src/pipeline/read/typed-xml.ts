// Elements become values by what is declared of them: one element is a list where a list is declared, and a text a number
// where a number is.

import { createBareObject } from '../../codec/bare-object.ts';
import { ExactNumber } from '../../codec/exact-number.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { parseScalar } from '../../codec/scalar.ts';
import { memberShape, type WireShape } from '../../contract/wire-shape.ts';
import type { XmlElement } from '../../format/xml/element.ts';
import type { MisreadText } from './misread.ts';
import { scalarOf } from './scalar-of.ts';

/** One document under way. */
export interface XmlRun {
  /** What stands for a text that its type refuses. */
  misread(text: MisreadText): JsonValue;
  /** Where the walk stands. */
  readonly path: (string | number)[];
  /** Whether a number was met that a double cannot hold. */
  exact: boolean;
}

/** The value of a document: an object with the root element as its one member. */
export function typedXml(root: XmlElement, shape: WireShape, run: XmlRun): JsonObject {
  const value = createBareObject();
  value[root.name] = at(run, root.name, () => valueOfElements([root], memberShape(shape, root.name), run));
  return value;
}

function at<T>(run: XmlRun, step: string | number, read: () => T): T {
  run.path.push(step);
  const value = read();
  run.path.pop();
  return value;
}

/** The elements of one name: a list where one is declared, or where there are several. */
function valueOfElements(elements: readonly XmlElement[], shape: WireShape | undefined, run: XmlRun): JsonValue {
  const [only, ...others] = elements;
  const isList = shape?.types.includes('array') === true;
  if (only !== undefined && others.length === 0 && !isList) return elementValue(only, shape, run);
  return elements.map((element, index) => {
    const item = isList ? (shape.prefix[index] ?? shape.item) : shape;
    return at(run, index, () => elementValue(element, item, run));
  });
}

function elementValue(element: XmlElement, shape: WireShape | undefined, run: XmlRun): JsonValue {
  const attributes = [...element.attributes].filter(([name]) => isMember(`@${name}`, shape));
  const isEmpty = attributes.length === 0 && element.children.length === 0;
  const isObject = shape?.types.includes('object') === true || shape?.members.has('#text') === true;
  if (isEmpty && !isObject) {
    const saysNothing = element.text === '' && shape?.types.includes('null') === true;
    return saysNothing && !shape.types.includes('string') ? null : textValue(element.text, shape, run);
  }
  const value = createBareObject();
  for (const [name, text] of attributes) readText(value, { name: `@${name}`, text, shape }, run);
  for (const [name, children] of Map.groupBy(element.children, ({ name: own }) => own)) {
    value[name] = at(run, name, () => valueOfElements(children, memberShape(shape, name), run));
  }
  // Blanks between elements are layout, unless the text is declared.
  const hasText = element.text.trim() !== '' || (shape?.members.has('#text') === true && element.text !== '');
  if (hasText) readText(value, { name: '#text', text: element.text, shape }, run);
  return value;
}

/** Declarations of namespaces are about names, and members only where the schema says so. */
const isMember = (name: string, shape: WireShape | undefined): boolean =>
  !/^@xmlns(?::|$)/.test(name) || memberShape(shape, name) !== undefined;

function readText(
  value: JsonObject,
  { name, text, shape }: { name: string; text: string; shape: WireShape | undefined },
  run: XmlRun,
): void {
  value[name] = at(run, name, () => textValue(text, memberShape(shape, name), run));
}

function textValue(text: string, shape: WireShape | undefined, run: XmlRun): JsonValue {
  const type = scalarOf(shape);
  if (shape === undefined || type === undefined || type === 'string') return text;
  // Blanks around a number are none of it. Source: XML Schema 1.1 part 2, whiteSpace `collapse`.
  const value = parseScalar(text.trim(), type);
  if (value === undefined) return run.misread({ text, type, shape, path: [...run.path] });
  run.exact ||= value instanceof ExactNumber;
  return value;
}
