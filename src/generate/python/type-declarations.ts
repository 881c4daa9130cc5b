import { typeName } from '../schema/type-names.ts';
import { annotationNames, isPythonIdentifier } from './python-names.ts';
import { comment, docstring, pythonDocText, pythonString } from './python-text.ts';
import { lineWidth, literalMembers, replaceLiterals, unionParts } from './type-layout.ts';

/** One member of a typed dictionary. */
export interface TypedMember {
  readonly member: string;
  /** Sentences about it. */
  readonly about: readonly (string | undefined)[];
  readonly type: string;
  readonly required: boolean;
}

/** The declarations of types in one file, by name; their lines are laid out as the formatter `black` would. */
export class TypeDeclarations {
  readonly #declarations = new Map<string, string>();
  readonly #names: Set<string>;

  constructor(reserved: readonly string[]) {
    this.#names = new Set(reserved);
  }

  /** All declarations so far, in the order of their names. */
  write(): string {
    const written = [...this.#declarations].sort(([one], [other]) => (one < other ? -1 : 1));
    // Classes stand apart by two lines, aliases of one line by one.
    return written.map(([, text]) => text).join('\n\n');
  }

  /** Keeps a name for a declaration that is being made. */
  reserve(name: string): void {
    this.#declarations.set(name, '');
  }

  /** A name that nothing has yet. */
  free(base: string): string {
    let name = base;
    for (let count = 2; this.#names.has(name); count += 1) name = `${base}${count}`;
    this.#names.add(name);
    return name;
  }

  /** The type as it fits into a line that has `room` for it: itself, or the name of an alias. */
  fitting(type: string, wanted: string, room: number): string {
    if (type.length <= room) return type;
    const name = this.free(typeName(wanted));
    this.alias(name, type, undefined);
    return name;
  }

  /** Declares another name of a type. */
  alias(name: string, type: string, description: string | undefined): void {
    this.reserve(name);
    const about = comment(pythonDocText(description ?? ''), '');
    this.#declarations.set(name, `${about}${name}: TypeAlias = ${this.#value(name, type)}\n`);
  }

  /** Declares a dictionary with typed members. */
  object(name: string, members: readonly TypedMember[], description: string | undefined): void {
    this.reserve(name);
    const isPlain = members.every(({ member }) => this.#isPlain(member));
    const text = isPlain ? this.#class(name, members, description) : this.#call(name, members, description);
    this.#declarations.set(name, text);
  }

  #isPlain(member: string): boolean {
    const hides = annotationNames.includes(member) || this.#names.has(member);
    return isPythonIdentifier(member) && !hides;
  }

  #class(name: string, members: readonly TypedMember[], description: string | undefined): string {
    const lines = members.map(({ member, about, type, required }) => {
      const room = lineWidth - `    ${member}: NotRequired[]`.length;
      const fitted = this.fitting(type, `${name} ${member}`, room);
      return `${aboutMember(about, '    ')}    ${member}: ${required ? fitted : `NotRequired[${fitted}]`}\n`;
    });
    const doc = docstring([pythonDocText(description ?? '')], '    ');
    return `class ${name}(TypedDict):\n${doc}${doc === '' ? '' : '\n'}${lines.join('')}`;
  }

  /** Names that no class can have are members this way only. */
  #call(name: string, members: readonly TypedMember[], description: string | undefined): string {
    const lines = members.map(({ member, about, type, required }) => {
      const key = pythonString(member);
      const plain = this.#withoutTexts(type, `${name} ${member}`);
      const fitted = this.fitting(plain, `${name} ${member}`, lineWidth - `        ${key}: "NotRequired[]",`.length);
      const written = required ? fitted : `NotRequired[${fitted}]`;
      return `${aboutMember(about, '        ')}        ${key}: "${written}",\n`;
    });
    const about = comment(pythonDocText(description ?? ''), '');
    return `${about}${name} = TypedDict(\n    "${name}",\n    {\n${lines.join('')}    },\n)\n`;
  }

  /** Types that stand in a text, where type checkers know no escapes: literals get a name. */
  #withoutTexts(type: string, wanted: string): string {
    return replaceLiterals(type, (literal) => {
      if (!/["']/.test(literal)) return literal;
      const name = this.free(typeName(wanted));
      this.alias(name, literal, undefined);
      return name;
    });
  }

  /** What an alias stands for: a text, since its names may be declared further down; literals as they are. */
  #value(name: string, type: string): string {
    const begin = `${name}: TypeAlias = `.length;
    const members = literalMembers(type);
    if (members !== undefined) {
      const isShort = begin + type.length <= lineWidth;
      return isShort ? type : `Literal[\n${members.map((member) => `    ${member},\n`).join('')}]`;
    }
    const plain = this.#withoutTexts(type, `${name} literal`);
    const parts = unionParts(plain);
    if (begin + plain.length + 2 <= lineWidth || parts.length === 1) return `"${plain}"`;
    return `Union[\n${parts.map((part) => `    ${part === 'None' ? part : `"${part}"`},\n`).join('')}]`;
  }
}

function aboutMember(about: readonly (string | undefined)[], indent: string): string {
  const texts = about.map((text) => pythonDocText(text ?? '')).filter((text) => text !== '');
  return comment(texts.join('\n'), indent);
}
