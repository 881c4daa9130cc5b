import { isObject, typeOf } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { formats } from '../../contract/formats.ts';
import { isSensitiveName } from './sensitive-name.ts';

/** Formats that texts are tried for; each is only named where every text fits. */
const triedFormats = ['date-time', 'date', 'uuid', 'email', 'uri'] as const;

/** More members than this are no members: the object is a map. */
const mostMembers = 60;
/** Fewer than this are no rule. */
const leastForValues = 12;
const mostValues = 6;
const leastOfEach = 2;

/**
 * What was seen of the values of one place, in counts.
 *
 * Of texts only those are kept that may be values of an enum: short words, and not under a name of secrets.
 */
export class SeenValues {
  #times = 0;
  readonly #types = new Map<string, number>();
  readonly #members = new Map<string, SeenValues>();
  #objects = 0;
  #items: SeenValues | undefined;
  readonly #texts = new Map<string, number>();
  #isOpen = false;
  #isMap = false;
  readonly #formats = new Set<string>(triedFormats);
  readonly #isSensitive: boolean;

  constructor(name: string) {
    this.#isSensitive = isSensitiveName(name);
  }

  get times(): number {
    return this.#times;
  }

  add(value: JsonValue): void {
    this.#times += 1;
    const type = typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeOf(value);
    this.#types.set(type, (this.#types.get(type) ?? 0) + 1);
    if (typeof value === 'string') this.#addText(value);
    else if (Array.isArray(value)) {
      this.#items ??= new SeenValues('');
      for (const item of value) this.#items.add(item);
    } else if (isObject(value)) this.#addObject(value);
  }

  /** A value that is a text outside of a body: `7` is a number there, if all are. */
  addText(text: string): void {
    if (/^-?(?:0|[1-9]\d{0,14})$/.test(text)) this.add(Number(text));
    else if (/^-?(?:0|[1-9]\d*)\.\d+$/.test(text)) this.add(Number(text));
    else this.add(text === 'true' ? true : text === 'false' ? false : text);
    if (!this.#isSensitive) this.#note(text);
  }

  #addText(text: string): void {
    for (const format of this.#formats) if (!isOfFormat(format, text)) this.#formats.delete(format);
    if (!this.#isSensitive) this.#note(text);
  }

  #note(text: string): void {
    if (!/^[A-Za-z][A-Za-z_+-]{0,23}$/.test(text) || (this.#texts.size > mostValues && !this.#texts.has(text))) {
      this.#isOpen = true;
      this.#texts.clear();
    }
    if (!this.#isOpen) this.#texts.set(text, (this.#texts.get(text) ?? 0) + 1);
  }

  #addObject(value: JsonObject): void {
    this.#objects += 1;
    for (const [name, member] of Object.entries(value)) {
      // Such names are data: ids, addresses of people.
      this.#isMap ||= !/^[A-Za-z_$][\w.:-]{0,40}$/.test(name) || /\d{4,}/.test(name);
      const seen = this.#members.get(name) ?? new SeenValues(name);
      if (this.#members.size <= mostMembers) this.#members.set(name, seen);
      seen.add(member);
    }
  }

  /** The schema of what was seen. `isText`: of a parameter, in which types only count where all are of one. */
  schema({ isText = false, of }: { readonly isText?: boolean; readonly of?: number } = {}): JsonObject {
    const types = this.#typeNames(isText);
    const seen = this.#seenNote(of);
    if (this.#isSensitive) return { ...typeMember(types), 'x-sensitive': true, ...seen };
    const isString = types.includes('string');
    const values = isString && types.length === 1 ? this.#values() : undefined;
    const [format] = isString && this.#texts.size === 0 ? this.#formats : [];
    return {
      ...(values === undefined ? typeMember(types) : { enum: values }),
      ...(values === undefined && format !== undefined && this.#onlyTexts() && { format }),
      ...(types.includes('object') && this.#objectMembers()),
      ...(types.includes('array') &&
        this.#items !== undefined &&
        this.#items.times > 0 && { items: this.#items.schema() }),
      ...seen,
    };
  }

  #typeNames(isText: boolean): string[] {
    const names = [...this.#types.keys()];
    const merged = names.includes('number') ? names.filter((name) => name !== 'integer') : names;
    return isText && merged.length > 1 ? ['string'] : merged;
  }

  /** Beside numbers or booleans a format would be a guess. */
  #onlyTexts(): boolean {
    return [...this.#types.keys()].every((type) => type === 'string' || type === 'null');
  }

  #values(): string[] | undefined {
    const isFew = this.#texts.size > 1 && this.#texts.size <= mostValues;
    const isOften = this.#times >= leastForValues && [...this.#texts.values()].every((count) => count >= leastOfEach);
    return !this.#isOpen && isFew && isOften ? [...this.#texts.keys()].sort() : undefined;
  }

  #objectMembers(): JsonObject {
    if (this.#isMap || this.#members.size > mostMembers) return {};
    const required = [...this.#members].filter(([, { times }]) => times === this.#objects).map(([name]) => name);
    const properties = [...this.#members].map(([name, seen]) => [name, seen.schema({ of: this.#objects })] as const);
    return {
      ...(required.length > 0 && this.#objects >= leastForRequired && { required }),
      properties: Object.fromEntries(properties),
    };
  }

  #seenNote(of: number | undefined): JsonObject {
    const uncertain = uncertainty(this.#times, of, [...this.#types.keys()]);
    const counts = of === undefined ? { times: this.#times } : { times: this.#times, of };
    return { 'x-seen': { ...counts, ...(uncertain.length > 0 && { uncertain }) } };
  }
}

/** Who was seen once was always there. */
export const leastForRequired = 3;

function uncertainty(times: number, of: number | undefined, types: readonly string[]): string[] {
  const shown = types.filter((type) => type !== 'null');
  return [
    ...(times < leastForRequired ? ['seen too rarely'] : []),
    ...(of !== undefined && times === of && of < leastForRequired ? ['perhaps required'] : []),
    ...(shown.length === 0 ? ['only null was seen'] : []),
    ...(shown.length > 1 && !(shown.length === 2 && shown.includes('integer') && shown.includes('number'))
      ? ['several types']
      : []),
  ];
}

function typeMember(types: readonly string[]): JsonObject {
  const [only] = types;
  if (only === undefined || (types.length === 1 && only === 'null')) return {};
  return { type: types.length === 1 ? only : [...types] };
}

const isOfFormat = (name: string, text: string): boolean => formats.get(name)?.(text) === true;
