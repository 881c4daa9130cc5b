import type { JsonValue } from '../../codec/json-value.ts';
import { escapePointerToken, unescapePointerToken } from '../../codec/pointer-token.ts';
import type { PathStep, ValuePath } from '../../codec/value-path.ts';
import type { NameForm } from '../../contract/answer-names.ts';
import { indexStep } from './index-step.ts';

/** A name as it was read: its steps, and how others are written in the same way. */
export interface ReadName {
  readonly steps: ValuePath;
  write(steps: ValuePath): JsonValue;
}

/** Reads a name; `undefined` for what is none in this form. */
export type ReadNameForm = (written: JsonValue) => ReadName | undefined;

/** How each form is read and written. */
export const nameForms: Readonly<Record<NameForm, ReadNameForm>> = {
  name: readPlain,
  dotted: readDotted,
  pointer: readPointer,
  path: readPath,
};

/** The last name of a way: what a list's item is called is the list. */
const lastName = (steps: ValuePath): string => String(steps.findLast((step) => typeof step === 'string') ?? '');

function readPlain(written: JsonValue): ReadName | undefined {
  return typeof written === 'string' && written !== '' ? { steps: [written], write: lastName } : undefined;
}

function readPath(written: JsonValue): ReadName | undefined {
  if (!Array.isArray(written)) return undefined;
  const steps: PathStep[] = [];
  for (const step of written) {
    if (typeof step !== 'string' && typeof step !== 'number') return undefined;
    steps.push(step);
  }
  return { steps, write: (other) => [...other] };
}

/** Source: RFC 6901, sections 3 and 6; a pointer without its first slash is read, too. */
function readPointer(written: JsonValue): ReadName | undefined {
  if (typeof written !== 'string') return undefined;
  const isFragment = written.startsWith('#');
  const text = isFragment ? decodeFragment(written.slice(1)) : written;
  if (text === undefined) return undefined;
  const lead = text.startsWith('/') || text === '' ? '/' : '';
  const tokens = text === '' ? [] : text.slice(lead.length).split('/');
  const encode = (step: PathStep): string => {
    const token = escapePointerToken(String(step));
    return isFragment ? encodeURIComponent(token.toWellFormed()) : token;
  };
  return {
    steps: tokens.map(unescapePointerToken),
    write: (steps) => {
      const pointer = steps.map(encode).join('/');
      return `${isFragment ? '#' : ''}${steps.length === 0 ? '' : lead}${pointer}`;
    },
  };
}

function decodeFragment(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** One step of a dotted name: `.sku`, `[0]`, `['a b']`, `[sku]`. */
const stepForm = /\.?([^.[\]'"\s]+)|\[(\d{1,9}|\*)\]|\[(["'])(.*?)\3\]|\[([^[\]'"]+)\]/y;

/** How a name was written, so that another is written likewise. */
interface Notation {
  /** `items.0.sku` rather than `items[0].sku`. */
  indexInDots: boolean;
  /** `user[name]` rather than `user.name`. */
  nameInBrackets: boolean;
  /** `user['first name']`. */
  quote: string;
}

/**
 * Reads `items[0].sku`, `items.0.sku`, `$.items[0]['sku']` or `items[0][sku]`, and writes another name in the same
 * notation.
 */
function readDotted(written: JsonValue): ReadName | undefined {
  if (typeof written !== 'string' || written === '') return undefined;
  const root = /^\$(?=[.[]|$)\.?/.exec(written)?.[0] ?? '';
  const notation: Notation = { indexInDots: false, nameInBrackets: false, quote: '' };
  const steps: PathStep[] = [];
  stepForm.lastIndex = root.length;
  while (stepForm.lastIndex < written.length) {
    const match = stepForm.exec(written);
    if (match === null) return { steps: [written], write: writeDotted('', notation) };
    steps.push(readStep(match, notation));
  }
  return { steps, write: writeDotted(root, notation) };
}

function readStep([, plain, index, quote, quoted, bracketed]: RegExpExecArray, notation: Notation): PathStep {
  if (plain !== undefined) {
    notation.indexInDots ||= indexStep(plain) !== undefined;
    return plain;
  }
  if (index !== undefined) return index === '*' ? index : Number(index);
  if (quoted !== undefined) {
    notation.quote = quote ?? '';
    return quoted;
  }
  notation.nameInBrackets = true;
  return bracketed ?? '';
}

const writeDotted =
  (root: string, { indexInDots, nameInBrackets, quote }: Notation) =>
  (steps: ValuePath): string => {
    let text = root;
    for (const step of steps) {
      const dot = text === '' || text.endsWith('.') ? '' : '.';
      if (typeof step === 'number' || step === '*') text += indexInDots ? `${dot}${step}` : `[${step}]`;
      else if (text === '' || text.endsWith('.')) text += step;
      else if (nameInBrackets) text += `[${step}]`;
      else if (quote !== '' && !/^[\w$-]+$/.test(step)) text += `[${quote}${step}${quote}]`;
      else text += `.${step}`;
    }
    return steps.length === 0 ? root.replace(/\.$/, '') : text;
  };
