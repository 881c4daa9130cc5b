import type { JsonObject } from '../../codec/json-value.ts';
import { pointerTo } from '../../contract/json-pointer.ts';
import type { DescribedLocation, DescribedParameter, DescribedStyle } from './described-parameter.ts';
import { examplesAt } from './described-examples.ts';
import { legacySchema, legacyStyle } from './legacy-parameter.ts';
import type { Reading } from './reading.ts';
import type { SchemaLibrary } from './schema-library.ts';
import { below, entriesOf, isObjectSpot, isTrue, type Spot, textOf } from './spot.ts';

/** What parts of a description are read with. */
export interface Tools {
  readonly reading: Reading;
  readonly schemas: SchemaLibrary;
}

/**
 * The parameters of an operation where they are written: those of its path, and its own in place of those of one name.
 *
 * Out: the place of each; what is no parameter, and one that stands twice in one list, is noted and left out.
 */
export function parameterSpots({ reading }: Tools, pathItem: Spot, operation: Spot): Spot<JsonObject>[] {
  const own = spotsIn(reading, below(operation, 'parameters'));
  const shared = spotsIn(reading, below(pathItem, 'parameters'));
  return [...new Map([...shared, ...own]).values()];
}

function spotsIn(reading: Reading, list: Spot | undefined): Map<string, Spot<JsonObject>> {
  const found = new Map<string, Spot<JsonObject>>();
  if (list !== undefined && !Array.isArray(list.value)) reading.note(list, listFault);
  for (const [, written] of list !== undefined && Array.isArray(list.value) ? entriesOf(list) : []) {
    const spot = reading.follow(written);
    if (spot === undefined) continue;
    const name = textOf(spot, 'name');
    const location = textOf(spot, 'in');
    if (!isObjectSpot(spot) || name === undefined || location === undefined) {
      reading.note(spot, parameterFault);
      continue;
    }
    const key = `${location} ${location === 'header' ? name.toLowerCase() : name}`;
    if (found.has(key)) reading.note(written, twiceFault(name, location));
    else found.set(key, spot);
  }
  return found;
}

/** Reads a parameter outside of the body; `undefined` for those that the specification says are ignored. */
export function readParameter(tools: Tools, spot: Spot<JsonObject>): DescribedParameter | undefined {
  const location = locations.find((known) => known === spot.value['in']);
  const name = textOf(spot, 'name') ?? '';
  if (location === undefined) {
    tools.reading.note(spot, locationFault(textOf(spot, 'in') ?? ''));
    return undefined;
  }
  const isLegacy = tools.reading.dialect(spot.document) === '2.0';
  // OpenAPI 3.1, section 4.8.12.1: what the message itself says is no parameter.
  if (!isLegacy && location === 'header' && ignoredHeaders.has(name.toLowerCase())) return undefined;
  if (location === 'path' && !isTrue(spot, 'required')) tools.reading.note(spot, requiredFault(name));
  return {
    in: location,
    name,
    required: location === 'path' || isTrue(spot, 'required'),
    ...(isLegacy ? legacyForm(tools, spot, location) : modernForm(tools, spot, location)),
    allowReserved: isTrue(spot, 'allowReserved'),
    allowEmptyValue: isTrue(spot, 'allowEmptyValue'),
    deprecated: isTrue(spot, 'deprecated'),
    description: textOf(spot, 'description'),
    example: (isLegacy ? below(spot, 'x-example')?.value : undefined) ?? examplesAt(tools.reading, spot)[0],
    pointer: spot.pointer,
    file: spot.document.file,
  };
}

type Form = Pick<DescribedParameter, 'schema' | 'schemaPointer' | 'mediaType' | 'style' | 'explode'>;

const legacyForm = ({ schemas }: Tools, spot: Spot<JsonObject>, location: DescribedLocation): Form => ({
  schema: schemas.schemaAt({ ...spot, value: legacySchema(spot.value) }),
  schemaPointer: spot.pointer,
  mediaType: undefined,
  ...legacyStyle(spot.value, location),
});

function modernForm({ reading, schemas }: Tools, spot: Spot<JsonObject>, location: DescribedLocation): Form {
  const written = spot.value['style'];
  const style = written === undefined ? defaultStyles[location] : styles.find((known) => known === written);
  if (style === undefined) reading.note(spot, styleFault(String(written)));
  const explode = spot.value['explode'];
  const [content] = entriesOf(below(spot, 'content'));
  const shape = {
    style: style ?? defaultStyles[location],
    explode: typeof explode === 'boolean' ? explode : style === 'form',
  };
  const schemaPointer = content === undefined ? pointerTo(spot.pointer, 'schema') : content[1].pointer;
  if (content === undefined) {
    return { schema: schemas.schemaAt(below(spot, 'schema')), schemaPointer, mediaType: undefined, ...shape };
  }
  const [mediaType, media] = content;
  const inner = schemas.schemaAt(below(media, 'schema'));
  return {
    schema: { type: 'string', contentMediaType: mediaType, contentSchema: inner },
    schemaPointer,
    mediaType,
    ...shape,
  };
}

const locations = ['path', 'query', 'header', 'cookie'] as const satisfies readonly DescribedLocation[];
const styles = [
  'matrix',
  'label',
  'form',
  'simple',
  'spaceDelimited',
  'pipeDelimited',
  'deepObject',
] as const satisfies readonly DescribedStyle[];
const ignoredHeaders: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

const defaultStyles = {
  path: 'simple',
  query: 'form',
  header: 'simple',
  cookie: 'form',
} as const satisfies Record<DescribedLocation, DescribedStyle>;

const listFault = { rule: 'parameter-form', message: '`parameters` is no list', cure: 'write a list of parameters' };

const parameterFault = {
  rule: 'parameter-form',
  message: 'this is no parameter, and is left out: it has no `name`, or no `in`',
  cure: 'write both, as in `{ "in": "query", "name": "limit", "schema": { "type": "integer" } }`',
};

const locationFault = (location: string) => ({
  rule: 'parameter-form',
  message: `there are no parameters in \`${location}\`; this one is left out`,
  cure: `write one of ${locations.join(', ')}`,
});

const requiredFault = (name: string) => ({
  rule: 'parameter-required',
  message: `the path parameter \`${name}\` does not say \`required: true\`; it is read as if it did`,
  cure: 'write `required: true`: no path is there without its parameters',
});

const styleFault = (style: string) => ({
  rule: 'parameter-style',
  message: `\`${style}\` is no style; the default of the place is taken`,
  cure: `write one of ${styles.join(', ')}`,
});

const twiceFault = (name: string, location: string) => ({
  rule: 'parameter-twice',
  message: `\`${name}\` in ${location} stands in this list twice; the first one counts`,
  cure: 'remove one of them',
});
