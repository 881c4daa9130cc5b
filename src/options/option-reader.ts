import type { Fault } from '../contract/finding.ts';
import type { FindingList } from '../contract/finding-list.ts';
import { pointerTo } from '../contract/json-pointer.ts';
import { nearestName } from '../problem/suggestion.ts';
import { isSection, type Shape } from './shape.ts';

/** Where the findings of an options object go, and how they call it. */
export interface OptionSource {
  /** `options`, or the path of the configuration file. */
  readonly file: string;
  readonly findings: FindingList;
}

/**
 * Reads one object of options member by member. A wrong member is a finding and reads as absent, so that one start
 * shows every fault. `close()` refuses the members that nobody asked for.
 */
export class OptionReader {
  readonly pointer: string;
  readonly #source: OptionSource;
  readonly #members: Readonly<Record<string, unknown>>;
  readonly #offered = new Set<string>();
  readonly #judged = new Set<string>();

  constructor(source: OptionSource, pointer: string, value: unknown) {
    this.#source = source;
    this.pointer = pointer;
    this.#members = isSection(value) ? value : {};
    if (!isSection(value) && value !== undefined) this.#wrongType(pointer, 'an object', value);
  }

  /** The member in the form that the shape gives, or `undefined` where it is absent or wrong. */
  read<T>(name: string, shape: Shape<T>): T | undefined {
    const value = this.#take(name);
    if (value === undefined) return undefined;
    const parsed = shape.parse(value);
    if (parsed === undefined) this.#wrongType(this.#at(name), shape.expected, value);
    return parsed;
  }

  /** As `read`, of a member that cannot be left out: its absence is a finding `option-missing`. */
  demand<T>(name: string, shape: Shape<T>, missing: Pick<Fault, 'message' | 'cure'>): T | undefined {
    if (!this.has(name)) this.fault(name, { rule: 'option-missing', ...missing });
    return this.read(name, shape);
  }

  /** A reader for a member that holds options itself. */
  section(name: string): OptionReader {
    return new OptionReader(this.#source, this.#at(name), this.#take(name));
  }

  /** A reader per entry of a member whose names the user chooses. */
  sections(name: string): [name: string, section: OptionReader][] {
    const map = new OptionReader(this.#source, this.#at(name), this.#take(name));
    return Object.keys(map.#members).map((key) => [key, map.section(key)]);
  }

  /** The entries of a member whose names the user chooses, each of one shape. */
  entries<T>(name: string, shape: Shape<T>): [name: string, value: T][] {
    const map = new OptionReader(this.#source, this.#at(name), this.#take(name));
    return Object.keys(map.#members).flatMap((key) => {
      const value = map.read(key, shape);
      return value === undefined ? [] : [[key, value]];
    });
  }

  /**
   * A reader per item of a list that is not empty. An item that is no object stands for one with it as its `member`; what is wrong
   * with such an item is told of the list.
   */
  items(name: string, member: string, expected: string): OptionReader[] {
    const value = this.#take(name);
    if (value === undefined) return [];
    if (!Array.isArray(value) || value.length === 0) {
      this.#wrongType(this.#at(name), expected, value);
      return [];
    }
    return value.map((item: unknown, index) =>
      isSection(item)
        ? new OptionReader(this.#source, pointerTo(this.#at(name), index), item)
        : new OptionReader(this.#source, this.#at(name), { [member]: item }),
    );
  }

  /** The member as it was written, for whoever judges it alone. */
  peek(name: string): unknown {
    return this.#take(name);
  }

  /** A member of the design that this version does not have: a finding of its own, where it is used. */
  notBuilt(name: string, cure: string): void {
    this.refuse(name, { rule: 'not-built', message: `\`${name}\` is not built in this version`, cure });
  }

  /** A member that is not offered: a finding where it is used. */
  refuse(name: string, fault: Fault): void {
    this.#judged.add(name);
    if (this.has(name)) this.fault(name, fault);
  }

  /** Whether the member is there at all, right or wrong. */
  has(name: string): boolean {
    return Object.hasOwn(this.#members, name) && this.#members[name] !== undefined;
  }

  /** Keeps a finding about a member; the empty name is the object itself. */
  fault(name: string, fault: Fault): void {
    this.#source.findings.add(this.#source.file, name === '' ? this.pointer : this.#at(name), fault);
  }

  /** Refuses the members that were not read, with the nearest name that is known. */
  close(): void {
    const offered = [...this.#offered];
    for (const name of Object.keys(this.#members)) {
      if (this.#offered.has(name) || this.#judged.has(name) || !this.has(name)) continue;
      const near = nearestName(name, offered);
      const cure =
        near === undefined
          ? `known here: ${offered.map((other) => `\`${other}\``).join(', ')}`
          : `did you mean \`${near}\`?`;
      this.fault(name, { rule: 'unknown-option', message: `\`${name}\` is no option here`, cure });
    }
  }

  #take(name: string): unknown {
    this.#offered.add(name);
    return this.has(name) ? this.#members[name] : undefined;
  }

  #at(name: string): string {
    return pointerTo(this.pointer, name);
  }

  #wrongType(pointer: string, expected: string, value: unknown): void {
    this.#source.findings.add(this.#source.file, pointer, {
      rule: 'option-type',
      message: `\`${pointer === '' ? 'options' : pointer}\` must be ${expected}, got ${shown(value)}`,
      cure: `write ${expected}, or leave it out`,
    });
  }
}

/** A wrong value in a finding: short, without the credentials of a URL or the inside of an object, which may hold some. */
function shown(value: unknown): string {
  if (typeof value === 'string') {
    const text = JSON.stringify(value.replace(/\/\/[^/]*@/, '//***@'));
    return text.length > 62 ? `a text of ${value.length} characters` : text;
  }
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
