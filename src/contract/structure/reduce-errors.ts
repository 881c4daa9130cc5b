import type { ErrorObject } from 'ajv';

/** One fault of form, as Ajv tells it, without the noise of the branches that were not meant. */
export interface FormError {
  /** Of the value that is wrong, or that has a wrong or missing member. */
  readonly pointer: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly data: unknown;
  /** The subschema that raised it. */
  readonly subschema: object | undefined;
}

/**
 * Leaves one error for each fault.
 *
 * Of a union only the branch is kept that fits the type of the data; the branches of the meta-schema differ in type.
 * Errors inside `propertyNames` are left to the error about the name, and those of `if` to the branch taken.
 */
export function reduceErrors(errors: readonly ErrorObject[]): FormError[] {
  const kept: FormError[] = [];
  for (const error of errors) {
    if (error.propertyName !== undefined || error.keyword === 'if') continue;
    const reduced = formError(error);
    // Ajv tells the errors of the branches directly before the error of the union.
    const isUnion = error.keyword === 'anyOf' || (error.keyword === 'oneOf' && error.params['passingSchemas'] === null);
    if (isUnion) kept.push(...reduceUnion(reduced, popWithin(kept, error.instancePath)));
    else kept.push(reduced);
  }
  return withoutRepeats(kept);
}

function formError({ instancePath, keyword, params, data, parentSchema }: ErrorObject): FormError {
  return { pointer: instancePath, keyword, params, data, subschema: parentSchema };
}

function popWithin(kept: FormError[], pointer: string): FormError[] {
  let start = kept.length;
  while (start > 0 && isWithin(kept[start - 1]?.pointer ?? '', pointer)) start--;
  return kept.splice(start);
}

const isWithin = (pointer: string, outer: string): boolean => pointer === outer || pointer.startsWith(`${outer}/`);

function reduceUnion(union: FormError, branches: readonly FormError[]): FormError[] {
  const wanted = new Set<string>();
  const fitting = branches.filter((error) => {
    const types = error.pointer === union.pointer ? typesOf(error) : undefined;
    if (types === undefined || types.includes(typeName(union.data))) return true;
    for (const type of types) wanted.add(type);
    return false;
  });
  const alternatives = fitting.filter(({ keyword, pointer }) => keyword === 'required' && pointer === union.pointer);
  if (alternatives.length > 1 && alternatives.length === fitting.length) {
    const names = alternatives.map(({ params }) => params['missingProperty']);
    return [{ ...union, keyword: 'anyRequired', params: { names } }];
  }
  return fitting.length > 0 ? fitting : [{ ...union, keyword: 'type', params: { type: [...wanted] } }];
}

/** The types that an error about the value itself asks for; `undefined` for an error about anything else. */
function typesOf({ keyword, params }: FormError): string[] | undefined {
  if (keyword === 'type') return [params['type']].flat().map(String);
  if (keyword === 'enum') return [params['allowedValues']].flat().map(typeName);
  return keyword === 'const' ? [typeName(params['allowedValue'])] : undefined;
}

/** The name of a value's type as JSON Schema has it. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Two subschemas may ask for a type of the same value; the one that asks for less is the one to tell. */
function withoutRepeats(errors: readonly FormError[]): FormError[] {
  const byFault = new Map<string, FormError>();
  for (const error of errors) {
    const key =
      error.keyword === 'type'
        ? `${error.pointer} type`
        : `${error.pointer} ${error.keyword} ${JSON.stringify(error.params)}`;
    const known = byFault.get(key);
    if (known === undefined || (typesOf(error)?.length ?? 0) < (typesOf(known)?.length ?? 0)) byFault.set(key, error);
  }
  return [...byFault.values()];
}
