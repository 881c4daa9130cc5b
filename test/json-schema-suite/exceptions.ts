import type { SuiteGroup } from './suite-files.ts';

/** Groups or tests of the suite that are judged otherwise here, and why. */
export interface Exception {
  /** `refused`: no contract starts with this schema; `otherwise`: the verdict is another one. */
  readonly kind: 'refused' | 'otherwise';
  /** The file of the suite; `*` for any. */
  readonly file: string;
  /** What the finding says, or the descriptions of group and test; all of them where nothing is named. */
  readonly about?: RegExp;
  /** How many tests of the suite it covers. */
  readonly tests: number;
  readonly reason: string;
}

const noIdentifiers =
  'schemas are addressed by file and JSON Pointer alone: an identifier would let a schema change what its references mean, and could lead to the network';
const asserted = 'a `format` that is declared is checked; a contract that does not want it does not write it';
const ownList = 'a format that nobody checks would be a promise that is not kept; it is a finding';
const fromAjv = 'ajv-formats judges so; no wrong value reaches the upstream in another form than it was sent';

/** Every way in which a contract differs from the suite on purpose. A difference that stands here and is none is a fault, too. */
export const exceptions: readonly Exception[] = [
  {
    kind: 'refused',
    file: '*',
    about: /^unknown-member: `\$(?:id|anchor|dynamicRef|dynamicAnchor)`/,
    tests: 130,
    reason: noIdentifiers,
  },
  {
    kind: 'refused',
    file: '*',
    about: /^reference-(?:network|absolute): /,
    tests: 25,
    reason: 'references never lead over the network, nor to an absolute address',
  },
  {
    kind: 'refused',
    file: 'vocabulary',
    about: /^enum: `\$schema` names another dialect/,
    tests: 2,
    reason: 'contracts have one dialect, that of 2020-12 with all its vocabularies',
  },
  {
    kind: 'refused',
    file: 'optional/dependencies-compatibility',
    about: /^unknown-member: `dependencies`/,
    tests: 36,
    reason: 'the keyword is that of an older draft; the finding names its successors',
  },
  {
    kind: 'refused',
    file: 'optional/refOfUnknownKeyword',
    about: /^unknown-member: /,
    tests: 8,
    reason: 'a keyword that nobody knows is most often a slip, so it is a finding',
  },
  {
    kind: 'refused',
    file: 'enum',
    about: /^value: `enum` needs/,
    tests: 6,
    reason: 'an empty `enum` that no value fits is a slip',
  },
  { kind: 'refused', file: '*', about: /^format-unknown: /, tests: 180, reason: ownList },
  {
    kind: 'refused',
    file: 'properties',
    about: /^json-name: .*__proto__/,
    tests: 7,
    reason: 'a member of this name is refused wherever JSON is read, in requests and in contracts',
  },
  {
    kind: 'otherwise',
    file: 'required',
    about: /Javascript object property names: all present/,
    tests: 1,
    reason: 'a member `__proto__` is refused wherever JSON is read',
  },
  { kind: 'otherwise', file: 'format', about: /only an annotation by default$/, tests: 15, reason: asserted },
  {
    kind: 'otherwise',
    file: 'optional/format/hostname',
    about: /./,
    tests: 23,
    reason: `the tables of IDNA are not applied to A-labels; ${fromAjv}`,
  },
  {
    kind: 'otherwise',
    file: 'optional/format/email',
    about: /quoted string|address-literal/,
    tests: 5,
    reason: 'quoted local parts and address literals are refused: hardly any backend takes them',
  },
  { kind: 'otherwise', file: 'optional/format/uri', about: /./, tests: 3, reason: fromAjv },
  { kind: 'otherwise', file: 'optional/format/uri-reference', about: /./, tests: 6, reason: fromAjv },
  { kind: 'otherwise', file: 'optional/format/uri-template', about: /./, tests: 3, reason: fromAjv },
  {
    kind: 'otherwise',
    file: 'optional/format/ecmascript-regex',
    about: /./,
    tests: 1,
    reason: 'ajv-formats knows the escape `\\a`; no pattern of a caller is ever run',
  },
];

/** The exception for a group that no contract starts with. */
export function refusalOf({ file }: SuiteGroup, findings: readonly string[]): Exception | undefined {
  return exceptions.find(
    (one) => one.kind === 'refused' && isIn(one, file) && findings.some((finding) => one.about?.test(finding) ?? true),
  );
}

/** The exception for a test whose verdict is another one. */
export function differenceOf({ file, description }: SuiteGroup, test: string): Exception | undefined {
  const text = `${description}: ${test}`;
  return exceptions.find((one) => one.kind === 'otherwise' && isIn(one, file) && (one.about?.test(text) ?? true));
}

const isIn = (exception: Exception, file: string): boolean => exception.file === '*' || exception.file === file;
