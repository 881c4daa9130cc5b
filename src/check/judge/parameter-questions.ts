import type { Operation } from '../../contract/contract.ts';
import type { DescribedParameter } from '../../openapi/read/described-parameter.ts';
import type { BackendOperation } from '../backend/backend-operation.ts';
import { readAs } from '../backend/read-as.ts';
import { DirectedSource, shownTypes } from '../backend/schema-view.ts';
import type { OperationImage, SlotImage } from '../image/operation-image.ts';
import type { PlainSchema } from '../image/plain-schema.ts';
import { bodyQuestions } from './body-questions.ts';
import { pathPart } from './path-part.ts';
import { type FilePlace, type Question, resolver, type Site } from './question.ts';

/** Field names that OpenAPI leaves to its other parts, and those that every program sends. */
const unspoken = new Set([
  'accept',
  'content-type',
  'authorization',
  'user-agent',
  'host',
  'content-length',
  'connection',
]);

/** Everything that has to hold so that a backend takes whatever an operation sends. */
export function questionsOf(operation: Operation, image: OperationImage, backend: BackendOperation): Question[] {
  const source = new DirectedSource(backend.source, 'request');
  const site: Site = { operation, image, backend, source };
  const taken = new Set<number>();
  const asked = backend.parameters.flatMap((parameter) => {
    const slot = slotOf(parameter, site);
    if (slot !== undefined) taken.add(slot.slot.index);
    return parameterQuestions(parameter, slot, site);
  });
  const stray = image.slots.filter(({ slot }) => !taken.has(slot.index)).flatMap((slot) => strayQuestions(slot, site));
  return [...asked, ...stray, ...forwardedQuestions(site), ...bodyQuestions(site)];
}

function slotOf(parameter: DescribedParameter, { image, operation, backend }: Site): SlotImage | undefined {
  const { in: location, name } = parameter;
  if (location !== 'path') {
    const same = (other: string): boolean =>
      location === 'header' ? other.toLowerCase() === name.toLowerCase() : other === name;
    return image.slots.find(({ slot }) => slot.in === location && same(slot.name));
  }
  const part = pathPart(parameter, operation, backend);
  return part.kind === 'slot' ? image.slots.find(({ slot }) => slot.index === part.index) : undefined;
}

function parameterQuestions(parameter: DescribedParameter, slot: SlotImage | undefined, site: Site): Question[] {
  const { operation, backend, source, image } = site;
  const place = { file: parameter.file, pointer: parameter.pointer };
  const base = {
    in: parameter.in,
    name: parameter.name,
    image: slot,
    contract: slot && originOfSlot(slot, site),
    backend: place,
  };
  const called = `${parameter.in} \`${parameter.name}\``;
  const questions: Question[] = [];
  const isForwarded = slot === undefined && mayForward(parameter, operation);
  if (parameter.in === 'path' && slot === undefined) return segmentQuestions(parameter, base, site);
  if (parameter.in === 'header' && unspoken.has(parameter.name.toLowerCase()) && slot === undefined) return [];
  if (parameter.required && slot?.always !== true) {
    const cure =
      slot === undefined
        ? `map a required parameter to it, or add it under \`upstream\``
        : 'make the parameter required, or give it a `default`';
    const because = slot === undefined ? `nothing is sent as ${called}` : `${called} is not in every request`;
    questions.push({ ...base, asks: { kind: 'broken', keyword: 'required', because, cure } });
  }
  if (slot === undefined && !isForwarded) return questions;
  // Its members stand under names of their own; `forwardedQuestions` asks about those.
  if (slot === undefined && parameter.style === 'deepObject') return questions;
  const schema: PlainSchema = slot === undefined ? { type: 'string' } : slot.schema;
  const wrong = slot === undefined ? undefined : styleFault(parameter, slot, backend);
  if (wrong !== undefined) return [...questions, { ...base, asks: wrong }];
  const outer = source.view(parameter.schema);
  const inner =
    parameter.mediaType === undefined
      ? readAs(schema, { outer, outerSource: source, resolve: resolver(image) })
      : schema;
  const schemaPlace = { file: parameter.file, pointer: parameter.schemaPointer };
  return [...questions, { ...base, backend: schemaPlace, asks: { kind: 'fits', inner, outer, outerSource: source } }];
}

function segmentQuestions(parameter: DescribedParameter, base: Omit<Question, 'asks'>, site: Site): Question[] {
  if (pathPart(parameter, site.operation, site.backend).kind === 'literal') return literalQuestions(parameter, site);
  const because = `the segment that \`${parameter.name}\` is read from holds more than one value of the contract`;
  return [{ ...base, asks: { kind: 'unknown', keyword: 'path', because } }];
}

function literalQuestions(parameter: DescribedParameter, { operation, backend, source, image }: Site): Question[] {
  const position = backend.template.split('/').findIndex((part) => part.includes(`{${parameter.name}}`));
  const text = operation.upstream.template.split('/')[position];
  if (text === undefined) return [];
  const outer = source.view(parameter.schema);
  const inner = readAs({ const: decodeURIComponent(text) }, { outer, outerSource: source, resolve: resolver(image) });
  const place = { file: parameter.file, pointer: parameter.pointer };
  const asks = { kind: 'fits', inner, outer, outerSource: source } as const;
  return [{ in: 'path', name: parameter.name, image: undefined, contract: undefined, backend: place, asks }];
}

/** Whether a caller's own value of that name goes on, because nobody declares it. */
function mayForward({ in: location, name }: DescribedParameter, { unknown, parameters, upstream }: Operation): boolean {
  if (location === 'query')
    return unknown.query === 'forward' && !parameters.query.parameters.some((one) => one.name === name);
  if (location === 'cookie')
    return unknown.cookies === 'forward' && !parameters.cookie.parameters.some((one) => one.name === name);
  const lower = name.toLowerCase();
  const isOwn =
    parameters.header.parameters.some((one) => one.name.toLowerCase() === lower) || upstream.reservedHeaders.has(lower);
  return location === 'header' && unknown.headers === 'forward' && !isOwn;
}

function styleFault(
  parameter: DescribedParameter,
  { slot, schema }: SlotImage,
  { source }: BackendOperation,
): Question['asks'] | undefined {
  const types = shownTypes(parameter.schema, source);
  const isMany = types !== undefined && (types.has('array') || types.has('object'));
  const sent = typeof schema === 'object' ? shownTypes(schema, source) : undefined;
  const sendsMany = sent !== undefined && (sent.has('array') || sent.has('object'));
  if (!isMany || !sendsMany || parameter.mediaType !== undefined) return undefined;
  if (parameter.style === slot.style && parameter.explode === slot.explode) return undefined;
  // One item of a path or header looks alike, but two do not.
  const isAlike = parameter.style === 'simple' && slot.style === 'simple' && types.has('array');
  if (isAlike) return undefined;
  const words = (style: string, explode: boolean): string => `\`${style}\`${explode ? ', exploded' : ''}`;
  return {
    kind: 'broken',
    keyword: 'style',
    because: `it is written in style ${words(slot.style, slot.explode)}, and read in style ${words(parameter.style, parameter.explode)}`,
    cure: `write \`"style": "${parameter.style}", "explode": ${parameter.explode}\` in its \`x-upstream\``,
  };
}

/** What is sent and not described; a backend that names all its query parameters may refuse it, or not heed it. */
function strayQuestions(image: SlotImage, site: Site): Question[] {
  const { backend } = site;
  const { slot } = image;
  if (slot.in !== 'query' || !backend.isComplete) return [];
  const names = backend.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => `\`${name}\``);
  return [
    {
      in: slot.in,
      name: slot.name,
      image,
      contract: originOfSlot(image, site),
      backend: { file: backend.file, pointer: backend.pointer },
      asks: {
        kind: 'broken',
        keyword: 'undeclared',
        because: `the backend describes no query parameter \`${slot.name}\``,
        cure:
          names.length === 0
            ? 'leave it out with `"x-upstream": false`'
            : `name one of ${names.slice(0, 6).join(', ')} in its \`x-upstream\``,
      },
    },
  ];
}

/** Callers' own query parameters go on under any name, and of most of them the backend says nothing. */
function forwardedQuestions({ operation, backend }: Site): Question[] {
  if (operation.unknown.query !== 'forward' || !backend.isComplete) return [];
  const because = 'query parameters that nobody declares are forwarded, and the backend describes none but its own';
  const place = { file: backend.file, pointer: backend.pointer };
  const asks = { kind: 'unknown', keyword: 'undeclared', because } as const;
  return [{ in: 'query', name: '', image: undefined, contract: undefined, backend: place, asks }];
}

/** Where the contract says what a slot holds. */
function originOfSlot({ slot, schema }: SlotImage, { operation, image }: Pick<Site, 'operation' | 'image'>): FilePlace {
  const known = typeof schema === 'object' ? image.definitions.originOf(schema) : undefined;
  const { source } = slot;
  if (source.kind !== 'mapped') return { file: operation.file, pointer: source.pointer };
  const parameter =
    source.in === 'body'
      ? undefined
      : operation.parameters[source.in].parameters.find(({ name }) => name === source.name);
  const origin = parameter?.place.entries[0]?.origin ?? known;
  return origin ?? { file: operation.file, pointer: `/operations/${operation.name}` };
}
