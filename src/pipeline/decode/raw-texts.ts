import { createBareObject } from '../../codec/bare-object.ts';
import type { JsonObject } from '../../codec/json-value.ts';
import type { UnknownPolicy } from '../../contract/contract.ts';
import type { DecodeReport } from './decode-report.ts';
import { takesPairs } from './read-object.ts';
import { compileReadParameter } from './read-parameter.ts';
import type { ReadParameter } from './read-text.ts';
import type { Readable } from './readable.ts';

/** A parameter of one location, ready to be read. */
export interface NamedReader {
  readonly name: string;
  /** In schema order, from 0. */
  readonly index: number;
  readonly parameter: Readable;
  /** Whether it is read from the names and values of several pairs. */
  readonly takesPairs: boolean;
  readonly read: ReadParameter;
}

/** What is declared of one location. */
export interface ReadableGroup {
  readonly parameters: readonly Readable[];
}

/** The readers of a location's parameters, in schema order; `unknown` is the location's policy. */
export const compileReaders = (group: ReadableGroup, unknown: UnknownPolicy): NamedReader[] =>
  group.parameters.map((parameter, index) => ({
    name: parameter.name,
    index,
    parameter,
    takesPairs: takesPairs(parameter.form),
    read: compileReadParameter(parameter, unknown),
  }));

/** The raw texts that one request sent for each parameter of a location, by the parameter's index. */
export class RawTexts {
  readonly #texts: (string[] | undefined)[] = [];

  add(index: number, raw: string): void {
    const texts = this.#texts[index];
    if (texts === undefined) this.#texts[index] = [raw];
    else texts.push(raw);
  }

  /** The typed values, in schema order; a parameter that was not sent has no member. */
  readAll(readers: readonly NamedReader[], report: DecodeReport): JsonObject {
    const values = createBareObject();
    for (const { name, index, read } of readers) {
      const raws = this.#texts[index];
      if (raws !== undefined) values[name] = read(raws, report);
    }
    return values;
  }
}
