import type { JsonType } from '../codec/json-type.ts';
import { completeStyle, isStyleCell, styleCells } from '../codec/style/style-table.ts';
import type { ScalarForm } from '../codec/scalar.ts';
import { type Style, styles } from '../codec/style/style.ts';
import type { TextLocation } from '../http/location.ts';
import type { TextForm } from './parameter-form.ts';
import type { Fault } from './finding.ts';
import type { Place } from './place.ts';
import { keywordAt } from './schema-keywords.ts';
import { textTypes } from './schema-types.ts';

const commaFreeFormats: ReadonlySet<string> = new Set([
  'date',
  'date-time',
  'time',
  'iso-time',
  'iso-date-time',
  'duration',
  'uuid',
  'ipv4',
  'ipv6',
  'hostname',
]);

/**
 * Decides at start how a parameter's text is read (docs/contract.md, "Parameters of a request").
 *
 * In:  the place of the parameter and its location; `holder` is what messages call that, `a form` for the field of one.
 * Out: the form, or the fault: several types for one text, a style that does not exist there, nesting that text cannot hold.
 */
export function textForm(place: Place, location: TextLocation, holder: string = location): TextForm | Fault {
  const types = textTypes(place);
  const kinds = types.filter((type) => type !== 'null');
  const style = styles.find((known) => known === keywordAt(place, 'x-style'));
  const explode = keywordAt(place, 'x-explode');
  if (kinds.length === 0 && types.length > 0) return severalTypes('only `null`, which no text can be');
  if (!kinds.includes('array') && !kinds.includes('object')) return scalarForm(place, types);
  if (kinds.length > 1) return severalTypes(`the types ${kinds.join(', ')}`);
  const kind = kinds[0] === 'array' ? 'list' : 'object';
  const cell = {
    ...completeStyle(location, { style, explode: typeof explode === 'boolean' ? explode : undefined }),
    in: location,
    kind,
  } as const;
  if (!isStyleCell(cell)) {
    return {
      rule: 'style',
      message: `${kind === 'list' ? 'a list' : 'an object'} in ${holder} cannot be written in style \`${cell.style}\` with explode ${cell.explode}`,
      cure: `write ${writableStyles(location, kind).join(' or ')}`,
    };
  }
  return kind === 'list' ? listForm(place, cell) : objectForm(place, cell);
}

/** The styles in which a list or object can be written at a location, as the author has to write them. */
function writableStyles(location: TextLocation, kind: 'list' | 'object'): string[] {
  const cells = styleCells.filter((cell) => cell.in === location && cell.kind === kind);
  return cells.map(({ style, explode }) => `\`"x-style": "${style}", "x-explode": ${explode}\``);
}

function listForm(place: Place, cell: { style: Style; explode: boolean }): TextForm | Fault {
  if (place.prefixItems.length > 0) return nested('a list with `prefixItems`');
  const item = place.items === undefined ? stringForm : memberForm(place.items);
  return 'rule' in item ? item : { kind: 'list', style: cell.style, explode: cell.explode, item };
}

function objectForm(place: Place, cell: { style: Style; explode: boolean }): TextForm | Fault {
  const members = new Map<string, ScalarForm>();
  if (place.patterns.length > 0) return nested('an object with `patternProperties`');
  for (const [name, below] of place.members) {
    const form = memberForm(below);
    if ('rule' in form) return form;
    members.set(name, form);
  }
  const additional = place.additional === undefined ? additionalForm(place) : memberForm(place.additional);
  if (additional !== undefined && 'rule' in additional) return additional;
  return { kind: 'object', style: cell.style, explode: cell.explode, members, additional };
}

function additionalForm(place: Place): ScalarForm | undefined {
  if (place.openness === 'free') return stringForm;
  const open = place.certain.some((node) => node.additionalProperties?.always === true);
  return open ? stringForm : undefined;
}

function memberForm(place: Place): ScalarForm | Fault {
  const types = textTypes(place);
  if (types.includes('array') || types.includes('object')) return nested('a list or object inside a list or object');
  const form = scalarForm(place, types);
  return 'rule' in form ? form : form.scalar;
}

function scalarForm(place: Place, types: readonly JsonType[]): { kind: 'scalar'; scalar: ScalarForm } | Fault {
  const scalars = types.filter((type) => type !== 'null');
  const numeric = scalars.every((type) => type === 'integer' || type === 'number') && scalars.length > 0;
  const type = numeric && scalars.includes('number') ? 'number' : scalars[0];
  if (scalars.length > 1 && !numeric) return severalTypes(`the types ${scalars.join(', ')}`);
  const scalar: ScalarForm = {
    type: (type ?? 'string') as ScalarForm['type'],
    nullable: types.includes('null'),
    mayHoldComma: (type ?? 'string') === 'string' && mayHoldComma(place),
    sensitive: place.sensitive,
  };
  return { kind: 'scalar', scalar };
}

function mayHoldComma(place: Place): boolean {
  const format = keywordAt(place, 'format');
  if (typeof format === 'string' && commaFreeFormats.has(format)) return false;
  const members = keywordAt(place, 'enum');
  return !Array.isArray(members) || members.some((member) => typeof member === 'string' && member.includes(','));
}

const stringForm: ScalarForm = { type: 'string', nullable: false, mayHoldComma: true, sensitive: false };

const severalTypes = (what: string): Fault => ({
  rule: 'several-types',
  message: `a text cannot be read as one value: the schema allows ${what}`,
  cure: 'declare one type; in a path, query, header or cookie a text has no type of its own',
});

const nested = (what: string): Fault => ({
  rule: 'nested-text',
  message: `${what} cannot be written as text`,
  cure: 'flatten it, or take the value in the body',
});
