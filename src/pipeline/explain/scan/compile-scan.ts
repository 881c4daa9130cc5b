import { isObject } from '../../../codec/json-type.ts';
import type { JsonValue } from '../../../codec/json-value.ts';
import { requiredNames } from '../../../contract/schema-keywords.ts';
import type { SchemaNode } from '../../../contract/schema-node.ts';
import { type Code, code } from '../../../emit/code.ts';
import { Program } from '../../../emit/program.ts';
import { isUndecoded } from '../../undecoded.ts';
import { keywordChecks, planOf } from '../plan.ts';
import type { Check, Spot, Walk } from '../walk.ts';
import { joinedCode, scalarTest } from './scalar-test.ts';

/** Walks a value as `Walk.visit` does, where nobody asks what was evaluated. */
export type Scan = (walk: Walk, value: JsonValue, spot: Spot | undefined) => boolean;

/**
 * Writes the walk over the values of a schema as code: nearly everything in a refused request fits, and what fits is passed
 * over by plain comparisons. Whatever does not, and all that code does not express, is given to the walk itself.
 *
 * Out: `undefined` where nothing of the schema can be written out, or the code would be too long.
 */
export function compileScan(root: SchemaNode): Scan | undefined {
  const program = new Program();
  const names = new Map<SchemaNode, Code>();
  const pending: { name: Code; writing: Writing }[] = [];
  const nameOf = (node: SchemaNode): Code | undefined => {
    const known = names.get(node);
    const kind = known === undefined ? kindOf(node) : undefined;
    if (kind === undefined) return known;
    const name = program.fresh('scan');
    names.set(node, name);
    pending.push({ name, writing: { program, node, kind, nameOf } });
    return name;
  };
  const entry = nameOf(root);
  for (const { name, writing } of pending) {
    program.define(name, { parameters: [walk, value, spot], body: bodyOf(writing) });
  }
  return entry && program.compile<Scan>(entry);
}

const walk = code`walk`;
const value = code`value`;
const spot = code`spot`;
const member = code`member`;

/** What a function or the walk is called with. */
interface SubjectCode {
  readonly value: Code;
  readonly spot: Code;
}

const whole: SubjectCode = { value, spot };

type Kind = 'object' | 'array';

interface Writing {
  readonly program: Program;
  readonly node: SchemaNode;
  /** Which values its function is for; the walk takes all others. */
  readonly kind: Kind;
  /** The name of the function for another schema; `undefined` where there is nothing to write out. */
  nameOf(node: SchemaNode): Code | undefined;
}

/** Hands a value to its schema's function, or to the walk where it has none. */
function scanCode(
  { program, nameOf }: Pick<Writing, 'program' | 'nameOf'>,
  node: SchemaNode,
  subject: SubjectCode,
): Code {
  const name = nameOf(node);
  if (name !== undefined) return code`${name}(${walk}, ${subject.value}, ${subject.spot})`;
  return visitCode(program, node, subject);
}

const visitCode = (program: Program, node: SchemaNode, subject: SubjectCode): Code =>
  code`${walk}.visit(${program.constant('schema', node)}, ${subjectCode(subject)})`;

/** A `Subject` of the walk. */
const subjectCode = ({ value, spot }: SubjectCode): Code =>
  code`{ value: ${value}, spot: ${spot}, evaluated: undefined }`;

function bodyOf(writing: Writing): Code[] {
  const { program, node, kind } = writing;
  const isKind = kind === 'object' ? program.constant('isMembers', isMembers) : code`Array.isArray`;
  const checks = keywordChecks(node).flatMap(({ name, check }) => checkCode(writing, name, check));
  return [
    code`if (!${isKind}(${value})) return ${visitCode(program, node, whole)};`,
    code`let ok = true;`,
    code`let ${member};`,
    ...checks,
    code`return ok;`,
  ];
}

/** Which values the code is for; `undefined` where the walk has to keep account of something. */
function kindOf(node: SchemaNode): Kind | undefined {
  const { keepsAccount, repeats } = planOf(node);
  if (node.always !== undefined || keepsAccount || repeats) return undefined;
  const types = [node.keywords['type'] ?? []].flat();
  const admits = (type: string): boolean => types.length === 0 || types.includes(type);
  if (node.items !== undefined) return admits('array') && node.properties.size === 0 ? 'array' : undefined;
  const isPart = node.properties.size > 0 || node.ref !== undefined || node.allOf.length > 0;
  return isPart && admits('object') ? 'object' : undefined;
}

/** Keywords that pass every object and every list, or have been judged by their kind. */
const ofOthers: ReadonlySet<string> = new Set([
  ...['type', 'minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum', 'multipleOf'],
  ...['minLength', 'maxLength', 'format', 'pattern'],
]);

function checkCode(writing: Writing, name: string, check: Check): Code[] {
  if (ofOthers.has(name)) return [];
  const { program, node, kind } = writing;
  const call = code`${program.constant('check', check)}(${walk}, ${subjectCode(whole)})`;
  switch (name) {
    case 'required':
      return kind === 'object' ? [unless(writing, code`${hasAll(writing)} || ${call}`)] : [];
    case 'properties':
      return [...node.properties].flatMap(([property, schema]) => propertyCode(writing, property, schema));
    case 'items':
      return itemsCode(writing, call);
    case '$ref':
      return node.ref === undefined ? [] : [unless(writing, scanCode(writing, node.ref, whole))];
    case 'allOf':
      return node.allOf.map((part) => unless(writing, scanCode(writing, part, whole)));
    default:
      return [unless(writing, call)];
  }
}

/** Ends the scan where a part is refused and nobody wants to know more. */
function unless({ program }: Writing, accepted: Code): Code {
  return code`if (!(${accepted})) { ok = false; if (${program.constant('isOver', isOver)}(${walk})) return false; }`;
}

function hasAll({ program, node }: Writing): Code {
  const hasOwn = program.constant('hasOwn', Object.hasOwn);
  const tests = requiredNames(node).map((name) => {
    const own = code`${hasOwn}(${value}, ${name})`;
    return name in Object.prototype ? own : code`(${value}[${name}] !== undefined || ${own})`;
  });
  return code`(${joinedCode(tests, code`&&`)})`;
}

/** A member that is absent reads as `undefined`, unless every object inherits one of its name. */
function propertyCode(writing: Writing, name: string, schema: SchemaNode): Code[] {
  const { program } = writing;
  const hasOwn = code`${program.constant('hasOwn', Object.hasOwn)}(${value}, ${name})`;
  const accepted = partCode(writing, schema, name);
  return name in Object.prototype
    ? [code`${member} = ${hasOwn} ? ${value}[${name}] : undefined;`, ifPresent(hasOwn, unless(writing, accepted))]
    : [
        code`${member} = ${value}[${name}];`,
        ifPresent(code`${member} !== undefined || ${hasOwn}`, unless(writing, accepted)),
      ];
}

/** Whether the member or item at hand is accepted: at a glance, or by its own schema's function. */
function partCode(writing: Writing, schema: SchemaNode, step: string | Code): Code {
  const test = scalarTest(writing.program, schema, member);
  const scan = scanCode(writing, schema, {
    value: code`${member} ?? null`,
    spot: code`{ parent: ${spot}, step: ${step} }`,
  });
  return test === undefined ? scan : code`${test} || ${scan}`;
}

const ifPresent = (present: Code, then: Code): Code => code`if (${present}) ${then}`;

function itemsCode(writing: Writing, call: Code): Code[] {
  const { items, prefixItems } = writing.node;
  if (items === undefined || items.always === false) return [unless(writing, call)];
  const accepted = partCode(writing, items, code`index`);
  return [
    code`for (let index = ${prefixItems.length}; index < ${value}.length; index += 1) {`,
    code`${member} = ${value}[index] ?? null;`,
    unless(writing, accepted),
    code`}`,
  ];
}

const isMembers = (subject: JsonValue): boolean => isObject(subject) && !isUndecoded(subject);

const isOver = ({ faults }: Walk): boolean => faults === undefined || faults.full;
