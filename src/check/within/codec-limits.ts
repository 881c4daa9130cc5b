import { isNumber } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import { literalSource } from '../image/codec/text-source.ts';
import type { PlainSchema } from '../image/plain-schema.ts';

/** Where a codec ends: values that it may refuse or change, and how to mend that. Whether it does is tried. */
export interface CodecLimit {
  /** Values that show it best, the most telling first. */
  readonly samples: readonly JsonValue[];
  /** A schema of what it takes; a value outside of it is sought where no sample is accepted. */
  readonly domain?: PlainSchema;
  /** Values that callers seldom send. */
  readonly rare?: readonly JsonValue[];
  /**
   * Whether the codec would take a value like it, only not so fine: a fraction of a second, one more decimal place, an item
   * that holds the delimiter. Hardly a schema shuts these out, and callers that send one are told.
   */
  isFine?(value: JsonValue): boolean;
  readonly cure: string;
}

const hasFraction = (value: JsonValue): boolean => typeof value === 'string' && /:[0-9]{2}\.[0-9]/.test(value);
const isDecimal = (value: JsonValue): boolean =>
  isNumber(value) || (typeof value === 'string' && /^-?[0-9]+\.[0-9]+$/.test(value));
const isOfWholeItems = (value: JsonValue): boolean => Array.isArray(value) && !value.includes('');

type LimitOf = (argument: JsonValue) => CodecLimit;

const fraction = '2024-05-01T10:00:00.5Z';
const fine = '2024-05-01T10:00:00.1234567891Z';
const leapSecond = '2016-12-31T23:59:60Z';
/** At UTC it is another day, and another text. */
const withOffset = '2024-05-01T01:00:00+02:00';
const numberText = '^-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$';

/** By the name of the codec that comes first. */
const limits: Readonly<Record<string, LimitOf>> = {
  'unix-seconds': () => ({
    samples: [fraction, withOffset],
    rare: [leapSecond],
    isFine: hasFraction,
    cure: 'take `unix-millis` where the upstream counts so, or write a `pattern` of whole seconds, such as `^[^.]*$`',
  }),
  'unix-millis': () => ({
    samples: [fine, withOffset],
    rare: [leapSecond],
    isFine: hasFraction,
    cure: 'write a `pattern` of at most three decimal places',
  }),
  date: () => ({
    samples: [fraction, fine, '1950-01-01', '1950-01-01T10:00:00Z', '10:00:00.5Z', withOffset, '01:00:00+02:00'],
    rare: [leapSecond, '23:59:60Z'],
    isFine: hasFraction,
    cure: 'write the field that is missing into the pattern (`SSS`, `XXX`, `yyyy`), or narrow the schema by a `pattern`',
  }),
  scale: (places) => {
    const digits = typeof places === 'number' ? places : 0;
    const domain = {
      multipleOf: Number(`1e-${digits}`),
      pattern: `^-?[0-9]+(?:\\.[0-9]{1,${digits}}0*)?$`,
    };
    const cure = `write \`"multipleOf": ${domain.multipleOf}\`, for a text a \`pattern\`, or scale by more places`;
    const samples = [`0.${'0'.repeat(digits)}5`, `1.${'0'.repeat(digits)}5`, `10.${'0'.repeat(digits)}5`];
    return { samples: [...samples.map(Number), ...samples], domain, isFine: isDecimal, cure };
  },
  number: () => ({
    samples: ['abc', '1.50'],
    domain: { pattern: numberText },
    cure: 'write a `pattern` of numbers in the schema, such as `^-?(0|[1-9][0-9]*)$`',
  }),
  boolean: () => ({
    samples: ['yes'],
    domain: { enum: ['true', 'false', null] },
    cure: 'write `"enum": ["true", "false"]`, or make it a `boolean`',
  }),
  'uuid-compact': () => ({
    samples: ['abc'],
    domain: { format: 'uuid' },
    cure: 'write `"format": "uuid"` in the schema',
  }),
  join: (delimiter) => {
    const text = typeof delimiter === 'string' ? delimiter : ',';
    const samples = [[`a${text}b`], ['']];
    const domain = { items: { minLength: 1, not: { pattern: literalSource(text) } } };
    return {
      samples,
      domain,
      isFine: isOfWholeItems,
      cure: 'write a `pattern` for the items that leaves the delimiter out, or take another one',
    };
  },
};

/** What is known of a codec by its name and argument; `undefined` for those that take all that they are given. */
export const limitOf = (name: string, argument: JsonValue): CodecLimit | undefined => limits[name]?.(argument);
