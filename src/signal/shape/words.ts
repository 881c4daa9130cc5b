import { formatPointer } from '../../problem/pointer.ts';
import type { FailureCount, ShapePart } from './insight.ts';
import type { Part } from './parts.ts';
import type { Level, ShapeVariable } from './variable.ts';

/** `query \`age\``, `body \`/address/street\``, `the body`. */
export function subjectOf({ in: location, path }: Pick<ShapeVariable, 'in' | 'path'>): string {
  if (path.length === 0) return `the ${location}`;
  return `${location} \`${location === 'body' ? formatPointer(path).slice(1) : path.join('/')}\``;
}

/** A part as reports tell it. */
export function shapePart(variable: ShapeVariable, part: Part): ShapePart {
  return {
    in: variable.in,
    name: variable.path.join('/'),
    is: stableName(variable, part),
    words: phraseOf(variable, part),
  };
}

/** `Requests without query \`age\` fail upstream 97 % of the time (412 of 425; others 0.3 %).` */
export function insightWords(clauses: readonly string[], having: FailureCount, others: FailureCount): string {
  const rates = `${percent(having)} of the time (${having.failed} of ${having.requests}; others ${percent(others)})`;
  return `Requests ${clauses.join(' and ')} fail upstream ${rates}.`;
}

/** `without query \`age\``, `in which query \`age\` is empty`. */
export function clauseOf(variable: ShapeVariable, part: Part): string {
  const subject = subjectOf(variable);
  if (variable.aspect === 'undeclared')
    return part.level.is === 'some' ? 'with undeclared query names' : 'without undeclared query names';
  if (variable.aspect === 'presence' && part.level.is === 'absent') {
    return `${part.kind === 'given' ? 'with' : 'without'} ${subject}`;
  }
  return `in which ${subject} ${phraseOf(variable, part)}`;
}

function stableName({ aspect }: ShapeVariable, { kind, level }: Part): string {
  const prefix = aspect === 'presence' ? '' : aspect;
  switch (kind) {
    case 'given':
      return 'given';
    case 'equal':
      return prefix === '' ? level.is : `${prefix}=${level.is}`;
    case 'other':
      return `${prefix}!=${level.is}`;
    case 'at-least':
      return `${prefix}>=${level.from ?? ''}`;
    case 'at-most':
      return `${prefix}<${level.below ?? ''}`;
  }
}

function phraseOf({ aspect }: ShapeVariable, { kind, level }: Part): string {
  if (kind === 'given') return 'is given';
  switch (aspect) {
    case 'range':
      return sizePhrase(kind, level, { verb: 'is', unit: '' });
    case 'length':
      return sizePhrase(kind, level, { verb: 'has', unit: ' characters' });
    case 'items':
      return sizePhrase(kind, level, { verb: 'has', unit: ' items' });
    case 'look':
      return `${kind === 'other' ? 'does not look like' : 'looks like'} ${looks[level.is] ?? level.is}`;
    case 'choice':
      return `is ${kind === 'other' ? 'not ' : ''}${valuePhrase(level)}`;
    case 'characters':
      return kind === 'other' ? (characters[level.is]?.without ?? '') : (characters[level.is]?.having ?? '');
    case 'undeclared':
      return level.is === 'some' ? 'has undeclared names' : 'has no undeclared names';
    case 'presence':
      return presences[level.is] ?? `is ${valuePhrase(level)}`;
  }
}

const valuePhrase = ({ value, is }: Level): string =>
  value === undefined ? 'one of the later values of its `enum`' : `\`${JSON.stringify(value) ?? is}\``;

function sizePhrase(
  kind: Part['kind'],
  { from, below }: Level,
  { verb, unit }: { verb: string; unit: string },
): string {
  if (kind === 'at-least') return `${verb} at least ${from ?? 0}${unit}`;
  if (kind === 'at-most') return `${verb} ${unit === '' ? 'below' : 'fewer than'} ${below ?? 0}${unit}`;
  return `${verb} at least ${from ?? 0} and ${unit === '' ? 'below' : 'fewer than'} ${below ?? 0}${unit}`;
}

const presences: Readonly<Record<string, string>> = {
  absent: 'is left out',
  empty: 'is empty',
  unset: 'is a text for no value, such as `None`',
  boolean: 'is a boolean',
  integer: 'is an integer',
  number: 'is a number with a fraction',
  string: 'is a text',
  array: 'is a list',
  object: 'is an object',
};

const looks: Readonly<Record<string, string>> = {
  integer: 'an integer',
  decimal: 'a decimal number',
  date: 'a date',
  'date-time': 'a date with a time',
  uuid: 'a uuid',
  email: 'an e-mail address',
  uri: 'a URI',
  text: 'a text that is no number, date, uuid, address or URI',
};

const characters: Readonly<Record<string, { readonly having: string; readonly without: string }>> = {
  'non-ascii': { having: 'has characters beyond ASCII', without: 'has ASCII characters alone' },
  control: { having: 'has control characters', without: 'has no control characters, or some beyond ASCII' },
  special: { having: 'has special characters, such as quotes', without: 'has no special characters, or rarer ones' },
  marks: { having: 'has spaces or marks such as `-`', without: 'has no spaces or marks, or rarer characters' },
  plain: { having: 'has ASCII letters and digits alone', without: 'has characters beside ASCII letters and digits' },
};

function percent({ failed, requests }: FailureCount): string {
  const share = requests === 0 ? 0 : (failed / requests) * 100;
  return `${share >= 10 || share === 0 ? Math.round(share) : Number(share.toPrecision(1))} %`;
}
