import type { CompiledOperation } from '../../pipeline/compiled-operation.ts';
import type { CallListener, CallRecord } from '../call-record.ts';
import { compileMeasures, type Measure } from './compile-measures.ts';
import { fingerprintOf } from './fingerprint.ts';
import { layoutOf } from './layout.ts';
import { outcomeOf } from './outcome-of.ts';
import type { OperationCounts } from './shape-counts.ts';
import { ShapeTally, slicesOfWindow } from './shape-tally.ts';
import type { ShapeVariable } from './variable.ts';

/** How shapes are counted. */
export interface ShapeSettings {
  /** Over how long, in milliseconds. */
  readonly windowMs: number;
  /** How many counters an operation may have. */
  readonly maxShapes: number;
  readonly now: () => number;
}

/** What is counted of one operation. */
interface Watched {
  readonly operation: string;
  readonly file: string;
  readonly route: string;
  readonly variables: readonly ShapeVariable[];
  /** Which variables, and where they stand: counts of another way of counting are of no use. */
  readonly way: string;
  readonly tally: ShapeTally;
  readonly measures: readonly Measure[];
}

/** Counts the shapes of requests. It outlives a reload: what still has the same schemas goes on being counted. */
export class ShapeListener implements CallListener {
  readonly #settings: ShapeSettings;
  readonly #sliceMs: number;
  readonly #salt = Math.floor(Math.random() * 2 ** 32);
  readonly #byOperation = new WeakMap<CompiledOperation, Watched>();
  readonly #byName = new Map<string, Watched>();

  constructor(settings: ShapeSettings) {
    this.#settings = settings;
    this.#sliceMs = settings.windowMs / slicesOfWindow;
  }

  get windowMs(): number {
    return this.#settings.windowMs;
  }

  /** Every value has a shape. */
  wantsValues(): boolean {
    return true;
  }

  ended(record: CallRecord): void {
    const { operation, incoming, values, outgoing } = record;
    if (operation === undefined || incoming === undefined || values === undefined || outgoing === undefined) return;
    const outcome = outcomeOf(record);
    if (outcome === undefined) return;
    const { measures, tally } = this.#byOperation.get(operation) ?? this.#watch(operation);
    const request = { url: incoming.url, values };
    const levels = measures.map(({ levelOf }) => levelOf(request));
    const fingerprint = outcome.failure === undefined ? 0 : fingerprintOf(outgoing, values, this.#salt);
    tally.add(levels, { failure: outcome.failure, fingerprint }, this.#settings.now());
  }

  /** What was counted so far, by operation. */
  counts(): OperationCounts[] {
    const nowMs = this.#settings.now();
    const { maxShapes } = this.#settings;
    const sliceMs = this.#sliceMs;
    return [...this.#byName.values()].map(({ operation, file, route, variables, tally }) => {
      return { operation, file, route, variables, maxShapes, sliceMs, slices: tally.list(nowMs) };
    });
  }

  #watch(compiled: CompiledOperation): Watched {
    const { operation } = compiled;
    const measures = compileMeasures(operation);
    const variables = measures.map(({ variable }) => variable);
    const layout = layoutOf(variables, this.#settings.maxShapes);
    const way = JSON.stringify(variables);
    const { file, name } = operation;
    const key = `${file} ${name}`;
    const known = this.#byName.get(key);
    const route = `${operation.method} ${operation.template}`;
    const tally = known?.way === way ? known.tally : new ShapeTally(layout, { sliceMs: this.#sliceMs });
    const kept = measures.slice(0, layout.variables.length);
    const watched: Watched = { operation: name, file, route, variables, way, tally, measures: kept };
    this.#byOperation.set(compiled, watched);
    this.#byName.set(key, watched);
    return watched;
  }
}
