import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation, Parameter } from '../../contract/contract.ts';
import type { Place } from '../../contract/place.ts';
import type { TextLocation } from '../../http/location.ts';
import { Definitions } from '../image/definitions.ts';
import { originOf, PlaceImages } from '../image/place-image.ts';
import { allOf } from '../image/plain-schema.ts';
import { formImage, sentImage } from '../image/slot-image.ts';
import type { PlacedSchema } from './judge-schemas.ts';

/** The option that says what becomes of undeclared names in a location. */
export const policyNames = { query: 'query', header: 'headers', cookie: 'cookies' } as const;

/** An operation as its callers see it: what it takes from them, and what it promises. */
export class PublicView {
  readonly operation: Operation;
  readonly #source = new Definitions();
  readonly #bodies: PlaceImages;
  readonly #groups: Readonly<Record<TextLocation, PlaceImages>>;
  readonly #promised: PlaceImages;
  readonly #given: PlaceImages;

  constructor(operation: Operation) {
    this.operation = operation;
    const { unknown } = operation;
    const request = (isOpen: boolean): PlaceImages =>
      new PlaceImages(this.#source, { direction: 'request', isOpen, hasAliases: true });
    this.#bodies = request(unknown.body !== 'refuse');
    this.#groups = {
      path: request(false),
      query: request(unknown.query !== 'refuse'),
      header: request(unknown.headers !== 'refuse'),
      cookie: request(unknown.cookies !== 'refuse'),
    };
    // Callers have to bear members that nobody promised them; what an answer gives is what it declares.
    this.#promised = new PlaceImages(this.#source, { direction: 'answer', isOpen: true });
    this.#given = new PlaceImages(this.#source, { direction: 'answer', isOpen: false });
  }

  /** The typed values that a parameter takes. */
  parameter({ in: location, place, form }: Parameter): PlacedSchema {
    const typed = allOf([formImage(form), this.#groups[location].of(place)]);
    // Text cannot say everything: no null, no empty list, and in a path no empty segment.
    const { schema } = sentImage({ schema: typed, always: true }, { in: location, isSegment: location === 'path' });
    return { schema, source: this.#source, place: originOf(place) };
  }

  /** All typed values of a location together. */
  group(location: TextLocation): PlacedSchema | undefined {
    const { place } = this.operation.parameters[location];
    if (place === undefined) return undefined;
    const schema = allOf([{ type: 'object' }, this.#groups[location].of(place)]);
    return { schema, source: this.#source, place: originOf(place) };
  }

  body({ place }: BodyContent): PlacedSchema {
    return { schema: this.#bodies.of(place), source: this.#source, place: originOf(place) };
  }

  /** What callers may rely on: an answer of the other contract has to be among it. */
  promised(place: Place): PlacedSchema {
    return { schema: this.#promised.of(place), source: this.#source, place: originOf(place) };
  }

  /** What the answers are. */
  given(place: Place): PlacedSchema {
    return { schema: this.#given.of(place), source: this.#source, place: originOf(place) };
  }
}
