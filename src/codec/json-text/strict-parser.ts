import type { JsonArray, JsonObject, JsonValue } from '../json-value.ts';
import { characterAt, type FaultSite, type JsonFaultCode, shown } from './fault.ts';
import { TokenReader } from './token-reader.ts';

/** What the strict parser makes: the value, or the first fault in the order of the text. */
export type StrictResult =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly fault: FaultSite };

/** A list or an object that is still open; `key` is the member whose value comes next. */
type Frame =
  | { readonly array: JsonArray; readonly object: undefined }
  | { readonly array: undefined; readonly object: JsonObject; key: string };

/**
 * Parses JSON text by RFC 8259 alone, without recursion.
 *
 * It accepts what `JSON.parse` accepts, but for duplicate member names, own `__proto__` members, halves of surrogate
 * pairs and too many open brackets; and it keeps numbers that a double cannot hold as `ExactNumber`.
 */
export function parseStrictly(text: string, maxDepth: number): StrictResult {
  const parser = new StrictParser(text, maxDepth);
  const value = parser.run();
  if (value !== undefined) return { ok: true, value };
  return { ok: false, fault: parser.fault() };
}

/** The faults of a member or a value; the others are faults of the text around it. */
const placed: ReadonlySet<JsonFaultCode> = new Set(['duplicate-key', 'prototype-key', 'depth']);

const opened = Symbol('opened');

class StrictParser {
  readonly #reader: TokenReader;
  readonly #maxDepth: number;
  readonly #frames: Frame[] = [];

  constructor(text: string, maxDepth: number) {
    this.#reader = new TokenReader(text);
    this.#maxDepth = maxDepth;
  }

  fault(): FaultSite {
    const fault = this.#reader.fault ?? { code: 'syntax', detail: 'the text is no JSON', index: 0 };
    return placed.has(fault.code) ? { ...fault, path: this.#path() } : fault;
  }

  #path(): (string | number)[] {
    return this.#frames.map((frame) => (frame.array ? frame.array.length : frame.key));
  }

  run(): JsonValue | undefined {
    const reader = this.#reader;
    for (;;) {
      const begun = this.#value();
      if (begun === undefined) return undefined;
      if (begun === opened) continue;
      let value: JsonValue | undefined = begun;
      // Closes as many containers as end here.
      do {
        const frame = this.#frames.at(-1);
        if (frame === undefined) return this.#ended(value);
        if (frame.array) frame.array.push(value);
        else setMember(frame.object, frame.key, value);
        value = this.#afterItem(frame);
      } while (value !== undefined);
      if (reader.fault) return undefined;
    }
  }

  /** A scalar, an empty container, or `opened` where the next value stands inside a container. */
  #value(): JsonValue | typeof opened | undefined {
    const reader = this.#reader;
    const character = reader.next();
    if (character === 34) return reader.string();
    if (character === 45 || (character >= 48 && character <= 57)) return reader.number();
    if (character !== 123 && character !== 91) return reader.word();
    if (this.#frames.length >= this.#maxDepth) {
      return this.#fail('depth', `lists and objects are nested more than ${this.#maxDepth} levels deep`);
    }
    reader.at++;
    return character === 91 ? this.#openArray() : this.#openObject();
  }

  #openArray(): JsonArray | typeof opened {
    const array: JsonArray = [];
    if (this.#reader.next() === 93) {
      this.#reader.at++;
      return array;
    }
    this.#frames.push({ array, object: undefined });
    return opened;
  }

  #openObject(): JsonObject | typeof opened | undefined {
    const object: JsonObject = {};
    if (this.#reader.next() === 125) {
      this.#reader.at++;
      return object;
    }
    const frame: Frame = { array: undefined, object, key: '' };
    const known = this.#key(frame);
    this.#frames.push(frame);
    return known ? opened : undefined;
  }

  /** What follows an item: a comma leads to the next (`undefined`), a bracket completes the container. */
  #afterItem(frame: Frame): JsonValue | undefined {
    const reader = this.#reader;
    const character = reader.next();
    if (character === 44) {
      const comma = reader.at++;
      const following = reader.next();
      if (following === (frame.array ? 93 : 125)) {
        return this.#fail('syntax', `a comma stands before ${characterAt(reader.text, reader.at)}`, comma);
      }
      if (!frame.array) this.#key(frame);
      return undefined;
    }
    if (character === (frame.array ? 93 : 125)) {
      reader.at++;
      this.#frames.pop();
      return frame.array ?? frame.object;
    }
    const closing = frame.array ? '"]"' : '"}"';
    if (reader.at >= reader.text.length)
      return this.#fail('syntax', `the text ends where "," or ${closing} is expected`);
    return this.#fail('syntax', `${characterAt(reader.text, reader.at)} stands where "," or ${closing} is expected`);
  }

  /** Reads `"name":` into the frame; false where that is a fault. */
  #key(frame: Frame & { object: JsonObject }): boolean {
    const reader = this.#reader;
    const start = reader.at;
    if (reader.next() !== 34) {
      const what = reader.at >= reader.text.length ? 'the text ends' : `${characterAt(reader.text, reader.at)} stands`;
      this.#fail('syntax', `${what} where a member name in double quotes is expected`);
      return false;
    }
    const key = reader.string();
    if (key === undefined) return false;
    frame.key = key;
    if (key === '__proto__') this.#fail('prototype-key', 'a member must not be called "__proto__"', start);
    else if (Object.hasOwn(frame.object, key)) {
      this.#fail('duplicate-key', `the member ${shown(key)} stands twice in one object`, start);
    } else if (reader.next() !== 58) this.#fail('syntax', `a colon is missing after the member name ${shown(key)}`);
    else reader.at++;
    return reader.fault === undefined;
  }

  #ended(value: JsonValue): JsonValue | undefined {
    const { text } = this.#reader;
    this.#reader.next();
    if (this.#reader.at >= text.length) return value;
    return this.#fail('syntax', `${characterAt(text, this.#reader.at)} stands after the end of the JSON value`);
  }

  #fail(code: JsonFaultCode, detail: string, index?: number): undefined {
    return this.#reader.fail(code, detail, index);
  }
}

/** Assignment would call an inherited setter, and throw where `Object.prototype` is frozen and has the name. */
function setMember(object: JsonObject, name: string, value: JsonValue): void {
  if (name in object)
    Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  else object[name] = value;
}
