/**
 * Every code that an entry of a problem's `errors` can have, and what it says of the value. The keywords of JSON Schema
 * come first, then those of our own; `docs/problems.md` is tested against this table.
 */
export const violationCodes = {
  type: 'It has another type than the contract allows.',
  const: 'It is not the one value that is allowed.',
  enum: 'It is none of the values that are allowed.',
  minimum: 'It is too small a number.',
  exclusiveMinimum: 'It is too small a number; the limit itself is too small as well.',
  maximum: 'It is too large a number.',
  exclusiveMaximum: 'It is too large a number; the limit itself is too large as well.',
  multipleOf: 'It is no multiple of the number that the contract names, or has too many decimal places.',
  minLength: 'It has too few characters.',
  maxLength: 'It has too many characters.',
  pattern: 'It does not match the regular expression of the contract.',
  format: 'It is not written in the format that the contract names, such as a date.',
  minItems: 'The list has too few items.',
  maxItems: 'The list has too many items.',
  uniqueItems: 'The list holds two equal items.',
  items: 'The list has more items than are described.',
  contains: 'The list has no item of a certain kind.',
  minContains: 'The list has too few items of a certain kind.',
  maxContains: 'The list has too many items of a certain kind.',
  minProperties: 'The object has too few members.',
  maxProperties: 'The object has too many members.',
  required: 'It is missing.',
  dependentRequired: 'It is missing, and has to be there because another value is.',
  propertyNames: 'The name of the member does not fit.',
  additionalProperties: 'Nobody declares a member of this name, and the schema admits no others.',
  unevaluatedProperties: 'The same, where several schemas describe the object together.',
  unevaluatedItems: 'The list has more items than several schemas together describe.',
  anyOf: 'It fits none of the forms of which it has to fit at least one.',
  oneOf: 'It fits none, or more than one, of the forms of which it has to fit exactly one.',
  not: 'It has a form that the contract excludes.',
  'not-accepted': 'The contract accepts no value here.',
  unknown: 'Nobody declares a parameter or member of this name.',
  'read-only': 'Only the service sets it; a request cannot.',
  encoding: 'Its percent-encoding is broken, or it is not UTF-8.',
  repeated: 'It is sent several times, but is no list.',
  style: 'It does not have the form in which a list or object is written there.',
  'too-many': 'There are more parameters than the gateway reads.',
  unsendable: 'It fits the contract, but cannot be written safely where the service behind wants it.',
  collision: 'The place where it would have to go is taken by another value.',
} as const satisfies Readonly<Record<string, string>>;

/** The stable name of a kind of violation; programs match on it. */
export type ViolationCode = keyof typeof violationCodes;
