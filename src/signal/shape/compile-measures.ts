import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { Operation, ParameterGroup } from '../../contract/contract.ts';
import { pointerTo } from '../../contract/json-pointer.ts';
import type { Place } from '../../contract/place.ts';
import { type TextLocation, textLocations } from '../../http/location.ts';
import type { TypedValues } from '../../pipeline/request.ts';
import { isUndecoded } from '../../pipeline/undecoded.ts';
import { aspectsOf } from './aspect/aspects-of.ts';
import { undeclaredOf } from './aspect/undeclared.ts';
import type { ParentSite, SchemaSite, ShapeVariable } from './variable.ts';

/** A request as it is measured. */
export interface MeasuredRequest {
  /** Path and query as received. */
  readonly url: string;
  readonly values: TypedValues;
}

/** One variable with what finds its level in a request. */
export interface Measure {
  readonly variable: ShapeVariable;
  levelOf(request: MeasuredRequest): number;
}

type Read = (request: MeasuredRequest) => JsonValue | undefined;

/** One value of requests, before it is known what is looked at in it. */
interface Subject {
  readonly in: ShapeVariable['in'];
  readonly path: readonly string[];
  readonly place: Place;
  readonly isRequired: boolean;
  readonly parent: Place | undefined;
  readonly read: Read;
}

/** Members of bodies are looked at down to here. */
const deepest = 4;

/** A body of any width is looked at to this number of values. */
const mostSubjects = 100;

/**
 * Compiles what is looked at in the requests of one operation.
 *
 * Out: the variables in the order in which they count where there is room for some only: presence of every value first, then what
 *      is finer. Of a body the first declared content is looked at, and its members down to the fourth level.
 */
export function compileMeasures(operation: Operation): Measure[] {
  const subjects = [
    ...textLocations.flatMap((location) => parametersOf(operation.parameters[location])),
    ...bodyOf(operation),
  ];
  const measures = subjects.slice(0, mostSubjects).flatMap((subject) => measuresOf(subject, operation));
  const coarse = measures.filter(({ variable }) => variable.aspect === 'presence' || variable.aspect === 'choice');
  const fine = measures.filter((measure) => !coarse.includes(measure));
  return [...undeclaredMeasure(operation), ...coarse, ...fine];
}

function measuresOf(subject: Subject, operation: Operation): Measure[] {
  const { place, path, read } = subject;
  const site = siteOf(subject, operation);
  if (site === undefined) return [];
  return aspectsOf(place, subject.isRequired).map(({ levelOf, ...aspect }) => ({
    variable: { in: subject.in, path, ...aspect, site },
    levelOf: (request) => {
      const value = read(request);
      return isUndecoded(value) ? 0 : levelOf(value);
    },
  }));
}

function parametersOf({ in: location, parameters, place: parent }: ParameterGroup): Subject[] {
  return parameters.map(({ name, place, required }) => {
    const read: Read = ({ values }) => memberOf(values[location satisfies TextLocation], name);
    return { in: location, path: [name], place, isRequired: required || location === 'path', parent, read };
  });
}

function bodyOf({ body }: Operation): Subject[] {
  const [content] = body?.content ?? [];
  if (body === undefined || content === undefined) return [];
  const read: Read = ({ values }) => values.body;
  const root: Subject = {
    in: 'body',
    path: [],
    place: content.place,
    isRequired: body.required,
    parent: undefined,
    read,
  };
  return [root, ...membersOf(root).filter(({ path: [name = ''] }) => !content.files.has(name))];
}

function membersOf(parent: Subject): Subject[] {
  if (parent.path.length >= deepest) return [];
  const own = [...parent.place.members].flatMap(([name, place]): Subject[] => {
    if (place.readOnly) return [];
    const read: Read = (request) => memberOf(parent.read(request), name);
    // Where the object around it is left out it is absent, too: that is the object's to tell.
    const isRequired = parent.place.required.has(name);
    return [{ in: 'body', path: [...parent.path, name], place, isRequired, parent: parent.place, read }];
  });
  return [...own, ...own.flatMap(membersOf)];
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function siteOf({ place, parent }: Subject, { name, file }: Operation): SchemaSite | undefined {
  const own = schemaOf(place);
  const around = parent && schemaOf(parent);
  return own && { ...own, operation: name, contract: file, ...(around !== undefined && { parent: around }) };
}

function schemaOf({ entries }: Place): ParentSite | undefined {
  const [entry] = entries;
  if (entry === undefined || entry.always !== undefined) return undefined;
  const { origin, keywords, allOf } = entry;
  return { file: origin.file, pointer: origin.pointer, keywords, hasAllOf: allOf.length > 0 };
}

function undeclaredMeasure(operation: Operation): Measure[] {
  const undeclared = undeclaredOf(operation);
  if (undeclared === undefined) return [];
  const { levelOf, ...aspect } = undeclared;
  const pointer = pointerTo('/operations', operation.name);
  const keywords = { ...operation.unknown };
  const site: SchemaSite = {
    file: operation.file,
    pointer,
    keywords,
    hasAllOf: false,
    operation: operation.name,
    contract: operation.file,
  };
  return [{ variable: { in: 'query', path: [], ...aspect, site }, levelOf: ({ url }) => levelOf(url) }];
}
