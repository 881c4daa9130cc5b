import type { JsonValue } from '../../../codec/json-value.ts';
import { pointerTo } from '../../../contract/json-pointer.ts';
import type { Part } from '../parts.ts';
import type { ShapeVariable } from '../variable.ts';
import { subjectOf } from '../words.ts';
import { conditionOf } from './condition.ts';
import { type NoRule, requireMember, setKeyword, type SuggestedRule, alsoFits } from './rule.ts';

/** The plainest rule that refuses what has this part; a rule that fits beside any other keyword where there is none. */
export function ruleForPart(variable: ShapeVariable, part: Part): SuggestedRule | NoRule {
  const { aspect, site } = variable;
  const subject = subjectOf(variable);
  if (aspect === 'undeclared') return undeclaredRule(variable, part);
  if (part.kind === 'given')
    return {
      because: `the upstream fails whenever it is given: take ${subject} out of the contract, or do not send it on with \`"x-upstream": false\``,
    };
  if (part.level.is === 'absent') return presenceRule(variable);
  const plain = plainRule(variable, part);
  if (plain !== undefined) return { file: site.file, ...plain };
  const condition = conditionOf(variable, part);
  if (condition === undefined) return { because: 'no schema says this' };
  return {
    words: `refuse what ${subject} may not be, by \`not\``,
    file: site.file,
    patch: [alsoFits(site, { not: condition })],
  };
}

type PlainRule = Omit<SuggestedRule, 'file'>;

function undeclaredRule({ site }: ShapeVariable, part: Part): SuggestedRule | NoRule {
  if (part.level.is !== 'some') return { because: 'that undeclared names are sent cannot be asked of callers' };
  const value = { ...site.keywords, query: 'refuse' };
  return {
    words: 'refuse query names that the contract does not declare',
    file: site.file,
    patch: [setKeyword(site, 'unknown', value)],
  };
}

function presenceRule(variable: ShapeVariable): SuggestedRule | NoRule {
  const { site, path } = variable;
  const name = path.at(-1);
  if (name === undefined) return { because: 'make the body required: `"required": true` beside its `content`' };
  if (site.parent === undefined) return { because: 'the schema around it is not an object that can be changed' };
  const words = `make ${subjectOf(variable)} required`;
  return { words, file: site.parent.file, patch: [requireMember(site.parent, name)] };
}

function plainRule(variable: ShapeVariable, part: Part): PlainRule | undefined {
  switch (variable.aspect) {
    case 'presence':
      return typeRule(variable, part);
    case 'choice':
      return choiceRule(variable, part);
    case 'look':
      return lookRule(variable, part);
    case 'range':
      return rangeRule(variable, part);
    case 'length':
      return countRule(variable, part, ['minLength', 'maxLength']);
    case 'items':
      return countRule(variable, part, ['minItems', 'maxItems']);
    default:
      return undefined;
  }
}

function set(variable: ShapeVariable, keyword: string, value: JsonValue): PlainRule {
  const words = `give ${subjectOf(variable)} \`"${keyword}": ${JSON.stringify(value)}\``;
  return { words, patch: [setKeyword(variable.site, keyword, value)] };
}

function typeRule(variable: ShapeVariable, { level }: Part): PlainRule | undefined {
  const { type } = variable.site.keywords;
  if (level.is === 'empty' && type === 'string') return set(variable, 'minLength', 1);
  if (level.is === 'empty' && type === 'array') return set(variable, 'minItems', 1);
  if (!Array.isArray(type) || !type.includes(level.is) || type.includes('number')) return undefined;
  const others = type.filter((name) => name !== level.is);
  const [only] = others;
  return ['null', 'object'].includes(level.is) && only !== undefined
    ? set(variable, 'type', others.length === 1 ? only : others)
    : undefined;
}

function choiceRule(variable: ShapeVariable, part: Part): PlainRule | undefined {
  const members = variable.site.keywords['enum'];
  if (!Array.isArray(members) || part.level.value === undefined) return undefined;
  const { value } = part.level;
  if (part.kind === 'other') return set(variable, 'enum', [value]);
  const index = members.indexOf(value);
  const path = pointerTo(variable.site.pointer, 'enum', index);
  if (index === -1) return undefined;
  const words = `take \`${JSON.stringify(value)}\` out of the values of ${subjectOf(variable)}`;
  return {
    words,
    patch: [
      { op: 'test', path, value },
      { op: 'remove', path },
    ],
  };
}

/** Keywords beside which a text may become an integer without any other change. */
const harmless = new Set(['type', 'description', 'title', 'examples', 'deprecated', 'x-hint', 'x-upstream', 'x-alias']);

function lookRule(variable: ShapeVariable, { kind, level }: Part): PlainRule | undefined {
  const { keywords } = variable.site;
  if (kind !== 'other') return undefined;
  const isText = variable.in !== 'body' && keywords['type'] === 'string' && !hasCodec(keywords['x-upstream']);
  if (level.is === 'integer' && isText && Object.keys(keywords).every((name) => harmless.has(name))) {
    return { ...set(variable, 'type', 'integer'), refusesEmpty: true };
  }
  const isFormat = ['date', 'date-time', 'uuid', 'email', 'uri'].includes(level.is) && keywords['format'] === undefined;
  return isFormat ? { ...set(variable, 'format', level.is), refusesEmpty: true } : undefined;
}

const hasCodec = (mapping: JsonValue | undefined): boolean =>
  typeof mapping === 'object' && mapping !== null && Object.hasOwn(mapping, 'codec');

function rangeRule(variable: ShapeVariable, { kind, level }: Part): PlainRule | undefined {
  const isInteger = variable.site.keywords['type'] === 'integer';
  if (kind === 'at-most' && level.below !== undefined) return set(variable, 'minimum', level.below);
  if (kind !== 'at-least' || level.from === undefined) return undefined;
  return isInteger ? set(variable, 'maximum', level.from - 1) : set(variable, 'exclusiveMaximum', level.from);
}

function countRule(
  variable: ShapeVariable,
  { kind, level }: Part,
  [least, most]: readonly [string, string],
): PlainRule | undefined {
  if (kind === 'at-least' && level.from !== undefined) return set(variable, most, level.from - 1);
  if (kind !== 'at-most' || level.below === undefined) return undefined;
  // The empty text has no length here, but is shorter, too; a list's items are counted from none.
  return { ...set(variable, least, level.below), ...(least === 'minLength' && { refusesEmpty: true }) };
}
