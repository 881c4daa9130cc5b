import fc from 'fast-check';
import type { Operation, Parameter } from '../../../src/contract/contract.ts';

/** A request of an operation, before it is put together. */
export interface LineRequest {
  readonly method: string;
  readonly segment: string;
  readonly pairs: readonly string[];
  readonly fields: readonly (readonly [string, string])[];
}

const usual = {
  integer: ['0', '1', '-1', '12', '150'],
  number: ['1.5', '1.50', '0', '-0.25', '12'],
  boolean: ['true', 'false'],
  string: [
    'a',
    'active',
    '2025-11-20T09%3A30%3A00%2B01:00',
    '2025-11-20T09:30:00Z',
    'x%20y',
    'a+b',
    'b%C3%A4',
    'a%2Cb',
  ],
} as const;

// Wrong for most types, and each a trap for some reader or writer of texts.
const odd = fc.oneof(
  fc.constantFrom('', '007', '1e3', '+1', '-0', '9007199254740993', '151', '1,2', '1%2c2', 'a|b', '1%7C2', 'a,1,b,2'),
  fc.constantFrom(
    '%',
    '%00',
    '%zz',
    '%ff',
    'ä',
    '..',
    '.',
    'a%2F..',
    'a;b',
    'a=b',
    '#',
    '%E2%82%AC',
    'R,1,R,2',
    '2016-12-31T23:59:60Z',
  ),
  fc.string({ maxLength: 6 }).map((text) => (text.isWellFormed() ? encodeURIComponent(text) : '%')),
);

const oddPair = fc
  .tuple(
    fc.constantFrom(
      'b',
      'a',
      'tags',
      'v',
      'B',
      '%62',
      'tag',
      'n[a]',
      '__proto__',
      'constructor',
      'unknown',
      '',
      'b;c',
      'c.c',
    ),
    odd,
    fc.boolean(),
  )
  .map(([name, value, bare]) => (bare ? name : `${name}=${value}`));

const oddField = fc.tuple(
  fc.constantFrom('x-d', 'X_D', 'X-N', 'Cookie', 'Accept', 'X-Other', 'Connection', 'Content-Type'),
  fc.constantFrom('1', ' a ', '1, 2', 'sid=1; sid=2', 'k="x"', '', 'ä', 'other=1', 'X-Other'),
);

const seldom = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant<T[]>([]) },
    { weight: 1, arbitrary: fc.array(values, { minLength: 1, maxLength: 2 }) },
  );

/** Requests of an operation: most of them with values of the declared types, some with what nobody expects. */
export function lineRequests({ parameters: { query, header, cookie } }: Operation): fc.Arbitrary<LineRequest> {
  const pairs = all(
    query.parameters.map((parameter) =>
      option(
        parameter,
        textOf(parameter).map((value) => pairsOf(parameter, value)),
      ),
    ),
  );
  const fields = all(
    header.parameters.map((parameter) =>
      option(
        parameter,
        textOf(parameter).map((value) => [[parameter.name, value] as const]),
      ),
    ),
  );
  const cookies = all(
    cookie.parameters.map((parameter) =>
      option(
        parameter,
        textOf(parameter).map((value) => [`${parameter.name}=${value}`]),
      ),
    ),
  );
  return fc
    .record({
      method: fc.constantFrom('GET', 'HEAD'),
      segment: fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom('1', 'x%20y', '12', 'a,b') },
        { weight: 1, arbitrary: odd.filter(isSegment) },
      ),
      pairs,
      oddPairs: seldom(oddPair),
      fields,
      oddFields: seldom(oddField),
      cookies,
    })
    .chain(({ oddPairs, oddFields, ...known }) =>
      fc
        .shuffledSubarray([...known.pairs, ...oddPairs], { minLength: known.pairs.length + oddPairs.length })
        .map((mixed) => ({
          method: known.method,
          segment: known.segment,
          pairs: mixed,
          fields: [
            ...known.fields,
            ...oddFields,
            ...(known.cookies.length === 0 ? [] : [['Cookie', known.cookies.join('; ')] as const]),
          ],
        })),
    );
}

const isSegment = (text: string): boolean => text !== '' && !/[/?#]/.test(text);

function textOf({ form }: Parameter): fc.Arbitrary<string> {
  const good =
    form.kind === 'scalar'
      ? fc.constantFrom(...usual[form.scalar.type])
      : form.kind === 'list'
        ? fc
            .array(fc.constantFrom(...usual[form.item.type]), { minLength: 1, maxLength: 3 })
            .map((items) => items.join(separatorOf(form.style)))
        : fc.constantFrom('a,1', 'b,x', 'a,1,b,2', 'a=1');
  return fc.oneof({ weight: 15, arbitrary: good }, { weight: 1, arbitrary: odd });
}

const separatorOf = (style: string): string =>
  style === 'pipeDelimited' ? '%7C' : style === 'spaceDelimited' ? '+' : ',';

/** An exploded list stands in several pairs. */
function pairsOf({ name, form }: Parameter, value: string): string[] {
  const written = encodeURIComponent(name);
  const isExploded = form.kind === 'list' && form.style === 'form' && form.explode;
  return (isExploded ? value.split(',') : [value]).map((text) => `${written}=${text}`);
}

function option<T>({ required }: Parameter, values: fc.Arbitrary<T[]>): fc.Arbitrary<T[]> {
  return fc.oneof({ weight: required ? 12 : 3, arbitrary: values }, { weight: 1, arbitrary: fc.constant<T[]>([]) });
}

const all = <T>(parts: readonly fc.Arbitrary<T[]>[]): fc.Arbitrary<T[]> =>
  fc.tuple(...parts).map((lists) => lists.flat());
