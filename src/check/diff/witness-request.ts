import type * as FastCheck from 'fast-check';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import type { Place } from '../../contract/place.ts';
import { type DraftValues, draftRequest, draftValues } from '../../example/draft/draft-request.ts';
import { sampleValue } from '../../example/draft/sample-value.ts';
import { writtenExample } from '../../example/draft/try-request.ts';
import { incomingOf } from '../../example/example-request.ts';
import type { TextLocation } from '../../http/location.ts';
import type { Api } from '../../pipeline/pipeline.ts';
import { isSchema, type PlainSchema } from '../image/plain-schema.ts';
import { textOfPattern } from '../search/arbitrary-request.ts';
import { arbitraryValue } from '../search/arbitrary-value.ts';
import { type Made, makeRequest } from '../../shadow/shadow.ts';
import type { Witness } from './change.ts';
import type { PlacedSchema } from './judge-schemas.ts';

/** What a request is to have beside what its operation needs. */
export interface Wanted {
  /** Parameters by location and name; `undefined` leaves one out. */
  readonly set?: Partial<Record<TextLocation, Readonly<Record<string, JsonValue | undefined>>>>;
  /** All parameters of a location. */
  readonly group?: { readonly in: TextLocation; readonly values: JsonObject };
  readonly body?: { readonly content: BodyContent; readonly value: JsonValue };
}

/** What became of a request under both contracts. */
export interface Trial {
  readonly request: string;
  readonly before: Made;
  readonly after: Made;
}

/** Of each place that is not decided so many values are tried. */
const mostTried = 200;

/** Makes requests of one operation of the older contract, and runs them through both. */
export class Trials {
  readonly #apis: { readonly before: Api; readonly after: Api };
  readonly #random: typeof FastCheck | undefined;
  readonly #bases = new Map<Operation, DraftValues | undefined>();

  constructor(apis: { readonly before: Api; readonly after: Api }, random?: typeof FastCheck) {
    this.#apis = apis;
    this.#random = random;
  }

  /**
   * Tries values at random that a schema accepts, the same ones at each comparison, and makes the first that is refused
   * smaller.
   */
  search(
    { schema, source }: Pick<PlacedSchema, 'schema' | 'source'>,
    refused: (value: JsonValue) => Witness | undefined,
  ): Witness | undefined {
    const random = this.#random;
    if (random === undefined) return undefined;
    const resolve = (reference: string): PlainSchema => {
      const found = source.resolve(reference)?.schema;
      return isSchema(found) ? found : true;
    };
    const values = arbitraryValue(schema, { random, resolve, textOf: textOfPattern });
    const isTaken = random.property(values, (value) => refused(value) === undefined);
    const [found] = random.check(isTaken, { numRuns: mostTried, seed: 7 }).counterexample ?? [];
    return found === undefined ? undefined : refused(found);
  }

  /** `undefined` where no request is found that the older contract takes. */
  try(operation: Operation, wanted: Wanted = {}): Trial | undefined {
    const base = this.#base(operation);
    const trial = base && this.#run(operation, withWanted(base, wanted), wanted);
    return trial?.before?.outcome.ok === true ? trial : undefined;
  }

  /** The witness of a change, where the older contract takes the request and the newer one refuses it. */
  refused(operation: Operation, wanted: Wanted = {}): Witness | undefined {
    const trial = this.try(operation, wanted);
    return trial === undefined || trial.after?.outcome.ok === true ? undefined : witnessOf(trial);
  }

  /** Values that a schema takes, as far as they are found; the smallest first. */
  samples(place: Place): JsonValue[] {
    const found = wishes.map((wish) => sampleValue(place.entries, { ...wish, without: new Set() }));
    return found.filter((value) => value !== undefined);
  }

  #base(operation: Operation): DraftValues | undefined {
    if (this.#bases.has(operation)) return this.#bases.get(operation);
    const found = wishes
      .map((wish) => draftValues(operation, { ...wish, without: new Map() }))
      .find((values) => values !== undefined && this.#run(operation, values, {})?.before?.outcome.ok === true);
    this.#bases.set(operation, found);
    return found;
  }

  #run(operation: Operation, values: DraftValues, { body }: Wanted): Trial | undefined {
    const drafted = draftRequest(operation, body === undefined ? values : { ...values, body: undefined });
    if (drafted === undefined) return undefined;
    const written = body === undefined ? drafted : withBody(drafted, body);
    const example = writtenExample(operation, written);
    const incoming = incomingOf(example, operation.body);
    const [before, after] = [this.#apis.before, this.#apis.after].map((api) => makeRequest(api, incoming));
    return { request: requestText(written), before, after };
  }
}

const wishes = [false, true].flatMap((full) => [0, 1, 2].map((branch) => ({ full, branch })));

function withWanted(base: DraftValues, { set = {}, group }: Wanted): DraftValues {
  const parameters = { ...base.parameters };
  for (const location of ['path', 'query', 'header', 'cookie'] as const) {
    const merged = { ...parameters[location], ...set[location] };
    parameters[location] = Object.fromEntries(
      Object.entries(merged).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined),
    );
  }
  if (group !== undefined) parameters[group.in] = group.values;
  return { ...base, parameters };
}

function withBody(request: JsonObject, { content, value }: NonNullable<Wanted['body']>): JsonObject {
  const { headers = {} } = request;
  const fields = isObject(headers) ? headers : {};
  return { ...request, headers: { ...fields, 'Content-Type': content.mediaType }, body: value };
}

/** A request in a line, its header fields and content below it. */
function requestText({ route, headers = {}, cookies = {}, body }: JsonObject): string {
  const fields = isObject(headers) ? Object.entries(headers) : [];
  const pairs = isObject(cookies) ? Object.entries(cookies).map(([name, value]) => `${name}=${String(value)}`) : [];
  const lines = fields.map(([name, value]) => `${name}: ${String(value)}`);
  const cookie = pairs.length === 0 ? [] : [`Cookie: ${pairs.join('; ')}`];
  const content = body === undefined ? [] : [typeof body === 'string' ? body : JSON.stringify(body)];
  return [String(route), ...lines, ...cookie, ...content].join('\n');
}

/** What is told of a request that the older contract takes. */
export function witnessOf({ request, before, after }: Trial): Witness {
  return { request, was: outcomeText(before), is: outcomeText(after) };
}

function outcomeText(made: Made): string {
  if (made === undefined) return 'no route';
  const { outcome } = made;
  if (outcome.ok) return 'accepted';
  return `refused: ${outcome.problem.detail}`;
}
