import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formats, isKnownFormat, numericFormats } from '../../src/contract/formats.ts';
import { toNumber } from '../../src/codec/decimal.ts';
import { cpuMs } from '../support/cpu-time.ts';

const samples: readonly [format: string, accepted: readonly string[], refused: readonly string[]][] = [
  ['date', ['2024-02-29', '0000-01-01'], ['2023-02-29', '2024-2-9', '2024-02-29T00:00:00Z', '']],
  [
    'date-time',
    [
      '2024-02-29T12:00:00Z',
      '2024-02-29t12:00:00.5z',
      '2024-02-29T12:00:00+02:00',
      '2016-12-31T23:59:60Z',
      '1985-04-12T00:59:59.999999999999999Z',
    ],
    [
      '2024-02-29 12:00:00Z',
      '2024-02-29\n12:00:00Z',
      '2024-02-29T12:00:00',
      '2024-02-29T12:00:00+02',
      '2024-02-29T12:00:00+0200',
      '2024-02-29T12:00:60Z',
      '2024-02-30T12:00:00Z',
      '2024-02-29T24:00:00Z',
      '2016-12-31T24:59:60+01:00',
      '2024-02-29T12:00:00.Z',
      '2024-02-29T12:00:00.5.5Z',
    ],
  ],
  ['time', ['12:00:00Z', '12:00:00.25-05:30'], ['12:00:00', '12:00:00+02', '12:00Z', '25:00:00Z']],
  ['iso-time', ['12:00:00', '12:00:00Z'], ['12:00', '25:00:00']],
  ['iso-date-time', ['2024-02-29T12:00:00', '2024-02-29T12:00:00Z'], ['2024-02-29 12:00:00', '2024-02-29']],
  ['duration', ['P1Y', 'PT5M', 'P2W', 'P1Y2M3DT4H5M6S'], ['P', 'PT', '5M', 'P1W2D', 'P1Y2D', 'PT1H2S', 'P1DT']],
  ['uri', ['https://example.org/a?b#c', 'urn:isbn:0451450523'], ['example', '//example.org/', 'http://a b']],
  ['uri-reference', ['/a/b', '../c', '#d'], ['a b', '\\a']],
  ['uri-template', ['/users/{userId}'], ['/users/{', '/a b']],
  [
    'url',
    ['https://example.org/a', 'FTP://example.org'],
    ['javascript:alert(1)', 'http:///a', 'urn:a:b', 'http://a b'],
  ],
  ['email', ['ada@example.org', 'a.b+c@example.co'], ['ada', 'ada@example', 'a b@example.org', '@example.org']],
  ['hostname', ['example.org', 'a-b', '1.example'], ['example.org.', '-a', 'a_b', 'a..b', `${'a'.repeat(64)}.org`]],
  ['ipv4', ['127.0.0.1'], ['127.0.0.256', '127.0.1', '01.2.3.4']],
  ['ipv6', ['::1', '2001:db8::ff00:42:8329'], ['::1::', '12345::', '1.2.3.4']],
  ['regex', ['^a+$'], ['(', '[']],
  [
    'uuid',
    ['123e4567-e89b-12d3-a456-426614174000', '123E4567-E89B-12D3-A456-426614174000'],
    ['urn:uuid:123e4567-e89b-12d3-a456-426614174000', '123e4567e89b12d3a456426614174000'],
  ],
  ['json-pointer', ['', '/a~1b/0'], ['a', '/~2']],
  ['json-pointer-uri-fragment', ['#', '#/a%20b'], ['/a', '#a']],
  ['relative-json-pointer', ['0', '1/a', '2#'], ['-1', '/a']],
  ['byte', ['', 'YWJj', 'YQ=='], ['YWJ', 'YQ=', 'YWJj\nYWJj', 'YWJj\n', '*']],
  ['password', ['any text'], []],
  ['binary', ['any text'], []],
];

describe('formats', () => {
  for (const [name, accepted, refused] of samples) {
    it(`judges ${name}`, () => {
      const test = formats.get(name);
      assert.ok(test);
      for (const text of accepted) assert.equal(test(text), true, JSON.stringify(text));
      for (const text of refused) assert.equal(test(text), false, JSON.stringify(text));
    });
  }

  it('judges every day of a common and a leap year', () => {
    const test = formats.get('date-time');
    const pad = (value: number): string => String(value).padStart(2, '0');
    for (const year of [2023, 2024]) {
      for (let month = 0; month <= 13; month++) {
        for (let day = 0; day <= 32; day++) {
          const date = new Date(Date.UTC(year, month - 1, day));
          const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
          const text = `${year}-${pad(month)}-${pad(day)}T00:00:00Z`;
          assert.equal(test?.(text), exists, text);
        }
      }
    }
  });

  it('judges every hour, minute, second and offset', () => {
    const test = formats.get('date-time');
    for (let value = 0; value < 100; value++) {
      const two = String(value).padStart(2, '0');
      assert.equal(test?.(`2024-02-03T${two}:00:00Z`), value < 24, two);
      assert.equal(test?.(`2024-02-03T00:${two}:00+01:00`), value < 60, two);
      assert.equal(test?.(`2024-02-03T00:00:${two}-01:00`), value < 60, two);
      assert.equal(test?.(`2024-02-03T00:00:00.${two}+${two}:00`), value < 24, two);
      assert.equal(test?.(`2024-02-03T00:00:00-00:${two}`), value < 60, two);
    }
  });

  it('has samples of every format here', () => {
    assert.deepEqual([...formats.keys()].sort(), samples.map(([name]) => name).sort());
  });

  const units = [
    'a',
    '0',
    '1',
    '/',
    '.',
    '-',
    ':',
    '@',
    '%41',
    '~0',
    '{a}',
    '#',
    '[',
    ':0',
    'a.',
    'a-',
    'AAAA',
    '=',
    'http://',
    'x:',
  ];
  const prefixes = ['', 'a@', 'http://', '/', '#', '0/', '{', 'P1', '2024-02-29T12:00:00.', 'http://a:'];
  for (const name of formats.keys()) {
    it(`judges ${name} in time proportional to the text`, () => {
      const test = formats.get(name) ?? (() => false);
      for (const prefix of prefixes) {
        for (const unit of units) {
          const time = (length: number): number => {
            const text = `${prefix}${unit.repeat(length / unit.length)}\u0001`;
            return cpuMs(() => void test(text));
          };
          // A quadratic pattern needs seconds for this; the better of two leaves room for a collection of garbage.
          const elapsed = Math.min(time(65_536), time(65_536));
          assert.ok(elapsed < 200, `${JSON.stringify(prefix + unit)} took ${elapsed} ms`);
        }
      }
    });
  }
});

describe('numericFormats', () => {
  const rows: readonly [format: string, text: string, fits: boolean][] = [
    ['int32', '2147483647', true],
    ['int32', '2147483648', false],
    ['int32', '-2147483648', true],
    ['int32', '1.5', false],
    ['int64', '9223372036854775807', true],
    ['int64', '9223372036854775808', false],
    ['int64', '-9223372036854775808', true],
    ['int64', '-9223372036854775809', false],
    ['int64', '9007199254740993', true],
    ['int64', '12345678901234567890.5', false],
    ['float', '1.5', true],
    ['float', '1e39', false],
    ['double', '1e300', true],
    ['double', '1e400', false],
  ];
  for (const [name, text, fits] of rows) {
    it(`${fits ? 'accepts' : 'refuses'} ${text} as ${name}`, () => {
      assert.equal(numericFormats.get(name)?.(toNumber(text)), fits);
    });
  }
});

describe('isKnownFormat', () => {
  it('knows formats of texts and of numbers, and no others', () => {
    assert.equal(isKnownFormat('uuid'), true);
    assert.equal(isKnownFormat('int64'), true);
    assert.equal(isKnownFormat('datetime'), false);
  });
});
