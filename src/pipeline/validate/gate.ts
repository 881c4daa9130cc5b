import { Ajv2020 } from 'ajv/dist/2020.js';
import { isMultipleOf } from '../../codec/decimal.ts';
import type { JsonArray, JsonValue } from '../../codec/json-value.ts';
import { formats, numericFormats } from '../../contract/formats.ts';
import { regExpEngine } from '../../contract/pattern.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import { isStackOverflow } from '../../contract/stack-overflow.ts';
import { withoutInherited } from '../../emit/without-inherited.ts';
import { findEqualItems } from '../explain/equality.ts';
import { fitsSchema } from '../explain/explain-value.ts';
import { needsWalker } from '../explain/needs-walker.ts';
import { compileInheritsNothing } from './inherited-names.ts';
import { emitSchema } from './emit-schema.ts';

/** Says whether a typed value fits; why not is the explaining pass's to say. */
export type Gate = (value: unknown) => boolean;

/**
 * Compiles schemas with Ajv for the fast yes or no, each at its first use or by `compileNext` in idle time.
 *
 * No coercion, no defaults, no removal: the values were decoded before and are never changed. `strict` is off because
 * the contract's own checks have made every finding at start (pitfalls of Ajv's strict mode: one error at a time).
 */
export class GateCompiler {
  /** By whether it is asked of members if they are own ones. */
  readonly #ajvs = new Map<boolean, Ajv2020>();
  readonly #pending = new Set<() => void>();
  readonly #gates = new WeakMap<SchemaNode, Gate>();
  #compiled = 0;

  /** How many schemas were compiled. */
  get compiled(): number {
    return this.#compiled;
  }

  /** The gate of a schema, the same one whoever asks. */
  gate(node: SchemaNode): Gate {
    const gate = this.#gates.get(node) ?? this.#create(node);
    this.#gates.set(node, gate);
    return gate;
  }

  #create(node: SchemaNode): Gate {
    if (needsWalker(node)) return (value) => fitsSchema(node, value as JsonValue);
    let compiled: Gate | undefined;
    const compile = (): Gate => {
      this.#pending.delete(compile);
      if (compiled === undefined) this.#compiled += 1;
      compiled ??=
        unlessTooDeep(() => withoutInherited(() => this.#compile(node))) ??
        ((value) => fitsSchema(node, value as JsonValue));
      return compiled;
    };
    this.#pending.add(compile);
    return (value) => (compiled ?? compile())(value);
  }

  /** The values have no members but their own: `JSON.parse` makes them, or `createBareObject`. */
  #compile(node: SchemaNode): Gate {
    const emitted = emitSchema(node);
    const inheritsNothing = compileInheritsNothing(node);
    if (inheritsNothing === undefined) return this.#compileWith({ asksForOwn: true }, emitted);
    const gate = this.#compileWith({ asksForOwn: false }, emitted);
    // Ajv does not compile reliably where objects inherit something; the walker asks for own members alone.
    return (value) => (inheritsNothing() ? gate(value) : fitsSchema(node, value as JsonValue));
  }

  #compileWith({ asksForOwn }: { asksForOwn: boolean }, emitted: ReturnType<typeof emitSchema>): Gate {
    const ajv = this.#ajvs.get(asksForOwn) ?? createAjv({ asksForOwn });
    this.#ajvs.set(asksForOwn, ajv);
    return ajv.compile(emitted) as Gate;
  }

  /** Compiles one more schema; false when none is left. */
  compileNext(): boolean {
    for (const compile of this.#pending) {
      compile();
      return true;
    }
    return false;
  }
}

/**
 * What a compiler makes; `undefined` where its recursion needs more stack than there is. Ajv compiles each schema within the one
 * that refers to it, so that some three hundred in a row are too many.
 */
function unlessTooDeep<Made>(make: () => Made): Made | undefined {
  try {
    return make();
  } catch (error) {
    if (isStackOverflow(error)) return undefined;
    throw error;
  }
}

/**
 * Ajv as gates are compiled with; `keepsSource` for readers of the code that it makes, `asksForOwn` where a schema's names
 * are such that an object may inherit them.
 */
export function createAjv({ keepsSource = false, asksForOwn = true } = {}): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    // `JSON.parse` makes Infinity of 1e400, which is a number for whoever reads its text alone.
    strictNumbers: true,
    validateSchema: false,
    addUsedSchema: false,
    // A `required: ["constructor"]` must not be satisfied by a prototype.
    ownProperties: asksForOwn,
    logger: false,
    code: { regExp: regExpEngine, source: keepsSource, lines: keepsSource },
  });
  // `needsWalker` keeps the keywords that need it away; without them it costs time, and makes code that cannot run for
  // some schemas (`props0 is not defined`, for `else` beside an `if` that is always true).
  ajv.opts.unevaluated = false;
  for (const [name, test] of formats) ajv.addFormat(name, test);
  for (const [name, validate] of numericFormats) ajv.addFormat(name, { type: 'number', validate });
  // Ajv divides doubles, so that 19.99 is no multiple of 0.01; and it compares objects pair by pair.
  ajv.removeKeyword('multipleOf');
  ajv.addKeyword({
    keyword: 'multipleOf',
    type: 'number',
    schemaType: 'number',
    compile: (divisor: number) => (value: number) => isMultipleOf(value, divisor),
  });
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    compile: (unique: boolean) => (items: JsonArray) => !unique || findEqualItems(items) === undefined,
  });
  return ajv;
}
