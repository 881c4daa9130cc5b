import type { Codec } from '../codec/codec.ts';
import type { ValuePath } from '../codec/value-path.ts';
import type { RuleOrigin } from './rule-origin.ts';

/** Where a value lands: in a slot of the operation, or in the body; the way is that below it. */
export interface Landing {
  /** `undefined`: the body. */
  readonly slot: number | undefined;
  readonly path: ValuePath;
}

/** Where one value of the caller's stands on either side, by the plan that maps it. */
export interface Trace {
  /** Below the caller's values of the location. */
  readonly from: ValuePath;
  readonly to: Landing;
  /** What is written of it and of the values around it, outermost first. */
  readonly rules: readonly RuleOrigin[];
  /** What makes the upstream's value of the caller's. */
  readonly codec: Codec | undefined;
  /** Where parts of the value stand before `codec` is applied; their landing is a way into what it is given. */
  readonly inner: readonly Trace[];
  /** The names in `to` that it is, where it is not the whole: members that land beside others. */
  readonly makes: readonly string[] | undefined;
  /** The member of what `codec` makes that lands there, where not the whole does. */
  readonly made: string | undefined;
  /** The contract's default, since the caller sent nothing. */
  readonly isDefault: boolean;
}

/** Whether one way leads through another, or is the same. */
export const startsWith = (path: ValuePath, start: ValuePath): boolean =>
  start.length <= path.length && start.every((step, index) => String(step) === String(path[index]));

/** The trace that says most of a place of the upstream's: the last of those that lead furthest to it. */
export function traceTo(traces: readonly Trace[], { slot, path }: Landing): Trace | undefined {
  let best: Trace | undefined;
  for (const trace of traces) {
    const { to, makes } = trace;
    if (to.slot !== slot || !startsWith(path, to.path)) continue;
    const next = path[to.path.length];
    if (makes !== undefined && (next === undefined || !makes.includes(String(next)))) continue;
    if (best === undefined || to.path.length >= best.to.path.length) best = trace;
  }
  return best;
}

/** The trace that says most of a place of the caller's. */
export function traceFrom(traces: readonly Trace[], path: ValuePath): Trace | undefined {
  let best: Trace | undefined;
  for (const trace of traces) {
    if (startsWith(path, trace.from) && (best === undefined || trace.from.length >= best.from.length)) best = trace;
  }
  return best;
}

/** A value's way back from the upstream's place to the caller's. */
export interface Way {
  readonly from: ValuePath;
  readonly rules: readonly RuleOrigin[];
  /** In the order in which they are applied towards the upstream. */
  readonly codecs: readonly string[];
  readonly isDefault: boolean;
}

/** Follows a trace from a place at or below its landing back to the caller's value, through its codecs. */
export function wayBack(trace: Trace, path: ValuePath): Way {
  const below = path.slice(trace.to.path.length);
  const rest = trace.made === undefined ? below : [trace.made, ...below];
  const { codec, from, rules, isDefault, inner } = trace;
  if (codec === undefined) return { from: [...from, ...rest], rules, codecs: [], isDefault };
  // What a codec made of parts can be told apart only where it says so.
  const into = codec.origin?.(rest) ?? [];
  const part = into.length === 0 ? undefined : traceTo(inner, { slot: undefined, path: into });
  if (part === undefined) return { from: [...from, ...into], rules, codecs: [codec.name], isDefault };
  const way = wayBack(part, into);
  return { ...way, codecs: [...way.codecs, codec.name] };
}

/** A value's way from the caller's place to the upstream's. */
export interface WayOut {
  readonly to: Landing;
  readonly rules: readonly RuleOrigin[];
  /** In the order in which they are applied towards the upstream. */
  readonly codecs: readonly string[];
}

/** Follows a trace from a place at or below the caller's to where it lands; what a codec made is one value. */
export function wayOut(trace: Trace, path: ValuePath): WayOut {
  const { to, rules, codec, inner, made } = trace;
  const rest = path.slice(trace.from.length);
  if (codec === undefined) return { to: { ...to, path: [...to.path, ...rest] }, rules, codecs: [] };
  const part = traceFrom(inner, path);
  const below = part === undefined ? [] : wayOut(part, path).codecs;
  const whole = made === undefined ? to : { ...to, path: [] };
  return { to: whole, rules: part?.rules ?? rules, codecs: [...below, codec.name] };
}
